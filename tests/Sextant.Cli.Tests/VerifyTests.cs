using System.Text.Json;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class VerifyTests
{
    private const string Auction = "examples/auction/auction.spec";
    private const string Coordinated = "examples/auction/coordinated.spec";

    [Fact]
    public void Of_a_file_that_declares_nothing_nothing_is_proved()
    {
        using var folder = new TemporaryFolder();
        folder.Write("empty.sxt", "enum E := A, B;\n");
        ProcessResult result = SextantProcess.Run("verify", Path.Combine(folder.Path, "empty.sxt"));
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("declares no object, and nothing is proved of it");
    }

    [Fact]
    public void The_auction_is_refuted_where_bids_and_closing_meet()
    {
        ProcessResult result = SextantProcess.Run("verify", Auction, "--json");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBeEmpty();
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement[] refuted = [.. Checks(json.RootElement).Where(c => c.GetProperty("verdict").ValueEquals("refuted"))];
        refuted.Select(c => $"{c.GetProperty("kind")} {c.GetProperty("operation")}").ShouldBe(["stability placeBid", "stability closeAuction", "remote placeBid", "remote closeAuction"], ignoreOrder: true);
        foreach (JsonElement check in refuted)
            check.GetProperty("counterexample").GetProperty("steps").GetArrayLength().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void One_mistake_in_a_local_is_one_error_and_the_object_that_has_it_is_still_one()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "local.sxt");
        File.WriteAllText(path, """
            replicated Goods {
              type Good;
              shared s : GSet[Good];
              op add(g: Good) { local w : Set[Good]; s += w; }
            }
            """);
        ProcessResult result = SextantProcess.Run("verify", path);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("needs a value");
        result.Output.ShouldContain("1 error");
        result.Output.ShouldNotContain("declares no object");
    }

    [Fact]
    public void A_file_of_the_language_is_answered_in_its_notation()
    {
        ProcessResult result = SextantProcess.Run("verify", "examples/courseware/courseware.sxt");
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("enrolled = {}  ");
        result.Output.ShouldContain("courses[Course#1] → removed");
        result.Output.ShouldContain("refuted (3 of 26 checks), 0 unknown");
    }

    [Fact]
    public void The_coordinated_auction_is_proved() => SextantProcess.Run("verify", Coordinated).ExitCode.ShouldBe(0);

    [Fact]
    public void The_answer_is_the_same_bytes_on_every_run_and_on_any_number_of_cores()
    {
        string once = SextantProcess.Run("verify", Auction, Coordinated, "--json", "--jobs", "1").Output;
        SextantProcess.Run("verify", Auction, Coordinated, "--json", "--jobs", "1").Output.ShouldBe(once);
        SextantProcess.Run("verify", Auction, Coordinated, "--json", "--jobs", "2").Output.ShouldBe(once);
    }

    [Fact]
    public void Of_several_files_the_worst_decides()
    {
        SextantProcess.Run("verify", Coordinated, Auction).ExitCode.ShouldBe(1);
        ProcessResult result = SextantProcess.Run("verify", Auction, "missing.spec", Coordinated);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("3 files: 1 proved, 1 refuted, 0 unknown, 1 with errors");
    }

    [Fact]
    public void Every_query_that_was_logged_runs_alone()
    {
        using var folder = new TemporaryFolder();
        SextantProcess.Run("verify", Coordinated, "--smt-log", folder.Path).ExitCode.ShouldBe(0);
        string[] queries = Directory.GetFiles(folder.Path, "*.smt2", SearchOption.AllDirectories);
        queries.Length.ShouldBeGreaterThan(10);
        ProcessResult alone = SextantProcess.RunIn(folder.Path, "z3", [queries.Order(StringComparer.Ordinal).First()]);
        alone.Output.Trim().ShouldBeOneOf("sat", "unsat", "unknown");
    }

    [Fact]
    public void No_query_is_written_over_another()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "steps.sxt");
        File.WriteAllText(path, Opinions.InquiryTests.Steps);
        SextantProcess.Run("verify", path, path, "--smt-log", folder.Path).ExitCode.ShouldBe(0);

        // Each is proved twice, the second time with what was derived between.
        string[] series = [.. Directory.GetDirectories(folder.Path).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];
        series.ShouldBe(["Steps", "Steps-2", "Steps-3", "Steps-4", "Steps-derivation", "Steps-derivation-2"]);
        Names("Steps").ShouldBe(Names("Steps-3"));
        Names("Steps-derivation").ShouldBe(Names("Steps-derivation-2"));
        Names("Steps-derivation").ShouldContain(n => n.EndsWith("-2.smt2", StringComparison.Ordinal));

        string[] Names(string name) => [.. Directory.GetFiles(Path.Combine(folder.Path, name)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<JsonElement> Checks(JsonElement file) =>
        file.GetProperty("objects").EnumerateArray().SelectMany(o => o.GetProperty("checks").EnumerateArray());
}
