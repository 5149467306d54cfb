using System.Text.Json;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class ExploreTests
{
    [Fact]
    public void The_bare_kernel_is_safe_and_counted()
    {
        ProcessResult result = SextantProcess.Run("explore", "--kernel", "--max-caches", "4", "--json");
        result.ExitCode.ShouldBe(0);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement json = document.RootElement;
        json.GetProperty("verdict").GetString().ShouldBe("holds");
        json.GetProperty("states").GetInt64().ShouldBe(1_098);
        json.GetProperty("complete").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void A_push_quorum_of_one_is_refuted_with_the_steps_that_lead_there()
    {
        ProcessResult result = SextantProcess.Run("explore", "--kernel", "--push-quorum", "1", "--max-caches", "7");
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("✗");
        result.Output.ShouldContain("1: invoke at 1.1");
    }

    [Fact]
    public void Replicas_without_names_break_safety_by_as_many_steps_under_names_that_stay()
    {
        string[] search = ["explore", "--kernel", "--push-quorum", "1", "--max-caches", "7", "--json"];
        using JsonDocument named = JsonDocument.Parse(SextantProcess.Run(search).Output);
        using JsonDocument nameless = JsonDocument.Parse(SextantProcess.Run([.. search, "--symmetry"]).Output);
        nameless.RootElement.GetProperty("states").GetInt64().ShouldBeLessThan(named.RootElement.GetProperty("states").GetInt64() / 3);
        Steps(nameless).ShouldBe(Steps(named));

        static IEnumerable<int> Steps(JsonDocument document) => document.RootElement.GetProperty("properties").EnumerateArray()
            .Where(p => p.GetProperty("verdict").GetString() == "violated").Select(p => p.GetProperty("trace").GetArrayLength());
    }

    [Fact]
    public void A_search_that_hits_its_bound_has_no_answer() =>
        SextantProcess.Run("explore", "--kernel", "--max-time", "3", "--max-caches", "8", "--max-states", "1000").ExitCode.ShouldBe(3);

    [Fact]
    public void An_app_that_loses_a_write_is_refuted_with_a_column_for_each_client()
    {
        ProcessResult result = SextantProcess.Run("explore", Repository.PathOf("examples/kv/kvlock.sxt"));
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("step  holder");
        result.Output.ShouldContain("lk.push() = false");
    }

    [Fact]
    public void An_app_without_a_bound_on_its_calls_is_refused_with_the_bound_named()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sxt");
        File.WriteAllText(file, "ADO C {\n  shared n : int := 0;\n  method add() { this.n += 1; }\n  client c {\n    this.add()!;\n  }\n}\n");
        try
        {
            ProcessResult result = SextantProcess.Run("explore", file);
            result.ExitCode.ShouldBe(2);
            result.Output.ShouldContain("error[SX1902]");
            result.Output.ShouldContain($"{file}:1:5");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("examples/auction/auction.spec")]
    [InlineData("examples/auction/auction.sxt")]
    public void What_replicas_do_is_for_another_command_which_is_named(string file)
    {
        ProcessResult result = SextantProcess.Run("explore", Repository.PathOf(file));
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("error[SX1901]: `");
        result.Output.ShouldContain("use `sextant verify`");
    }

    [Fact]
    public void A_search_goes_on_after_a_violation_when_it_is_told_to()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sxt");
        File.WriteAllText(file, "ADO C {\n  shared n : nat := 0;\n  method add() { this.n += 1; }\n  always none: this.n < 1;\n  always few: this.n < 1 || this.n > 1;\n  always two: this.n < 2;\n  client c * 2 {\n    this.add()!;\n  }\n  bounds { calls := 1; }\n}\n");
        try
        {
            Verdicts(SextantProcess.Run("explore", file, "--json")).ShouldBe(["unknown", "violated", "violated", "unknown", "unknown"]);
            // Nothing happens after a violation, so two are never counted.
            Verdicts(SextantProcess.Run("explore", file, "--json", "--all")).ShouldBe(["holds", "violated", "violated", "holds", "holds"]);
        }
        finally
        {
            File.Delete(file);
        }

        static IEnumerable<string?> Verdicts(ProcessResult result) =>
            JsonDocument.Parse(result.Output).RootElement.GetProperty("properties").EnumerateArray().Select(p => p.GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("states := 5;", "until --max-states")]
    [InlineData("depth := 2;", "until --max-depth")]
    [InlineData("steps := 1;", "violated")]
    public void Each_bound_that_the_text_gives_has_its_effect(string bound, string effect)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sxt");
        File.WriteAllText(file, $"ADO C {{\n  shared n : nat := 0;\n  method add() {{\n    for i in 0..3 {{ this.n += 1; }}\n  }}\n  client c * 2 {{\n    this.add()!;\n  }}\n  bounds {{ calls := 1; {bound} }}\n}}\n");
        try
        {
            SextantProcess.Run("explore", file).Output.ShouldContain(effect);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Random_walks_say_their_seed_and_are_repeated_by_it()
    {
        string[] walk = ["explore", "--kernel", "--push-quorum", "1", "--max-caches", "7", "--strategy", "walk", "--max-depth", "40", "--json"];
        ProcessResult first = SextantProcess.Run([.. walk, "--walks", "50"]);
        string seed = JsonDocument.Parse(first.Output).RootElement.GetProperty("seed").GetRawText();
        SextantProcess.Run([.. walk, "--walks", "50", "--seed", seed]).Output.ShouldBe(first.Output);
    }

    [Fact]
    public void A_search_that_was_put_by_goes_on_where_it_stopped()
    {
        string[] search = ["explore", "--kernel", "--max-time", "3", "--max-caches", "7", "--json"];
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            SextantProcess.Run([.. search, "--max-states", "20000", "--checkpoint", file]).ExitCode.ShouldBe(3);
            SextantProcess.Run([.. search, "--resume", file]).Output.ShouldBe(SextantProcess.Run(search).Output);
            SextantProcess.Run("explore", "--kernel", "--resume", file).ExitCode.ShouldBe(2);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_search_that_outgrows_its_memory_has_no_answer()
    {
        ProcessResult result = SextantProcess.Run("explore", "--kernel", "--max-time", "3", "--max-caches", "9", "--memory", "8");
        result.ExitCode.ShouldBe(3);
        result.Output.ShouldContain("--memory");
    }

    [Fact]
    public void Clients_that_something_tells_apart_are_not_taken_for_one_another()
    {
        ProcessResult result = SextantProcess.Run("explore", Repository.PathOf("examples/dlock/dlock.sxt"), "--symmetry");
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("`tryAcquire` of `DLock` reads which node calls it");
    }

    [Theory]
    [InlineData("explore")]
    [InlineData("explore", "--kernel", "--seed", "1")]
    [InlineData("explore", "--kernel", "--strategy", "dfs", "--checkpoint", "file")]
    [InlineData("explore", "--kernel", "--resume", "no-such-file")]
    [InlineData("explore", "--kernel", "--nodes", "9")]
    [InlineData("explore", "--kernel", "--push-quorum", "4")]
    [InlineData("explore", "--kernel", "--all")]
    [InlineData("explore", "--kernel", "--symmetry", "--nodes", "6")]
    [InlineData("explore", "--kernel", "--symmetry", "--level", "client")]
    public void What_cannot_be_explored_is_refused(params string[] arguments) => SextantProcess.Run(arguments).ExitCode.ShouldBe(2);
}
