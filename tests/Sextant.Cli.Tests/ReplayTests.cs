using System.Text.Json;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class ReplayTests
{
    [Fact]
    public void A_trace_that_a_search_has_written_runs_again_and_shows_the_same_steps()
    {
        using var folder = new TemporaryFolder();
        ProcessResult explored = Explore("calls/overtaken", "--bang", "slides");
        string trace = folder.Write("trace.json", explored.Output);
        ProcessResult replayed = SextantProcess.Run("replay", trace, "--json");
        replayed.ExitCode.ShouldBe(1);
        string before = Violated(explored).GetProperty("trace").GetProperty("steps").GetRawText();
        Violated(replayed).GetProperty("trace").GetProperty("steps").GetRawText().ShouldBe(before);
    }

    [Fact]
    public void A_witness_of_what_comes_true_runs_again_and_is_no_violation()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("counter.sxt", "ADO C {\n  shared n : nat := 0;\n  method add() { this.n += 1; }\n  sometimes counted: this.n == 1;\n  client c {\n    this.add()!;\n  }\n  bounds { calls := 1; }\n}\n");
        string trace = folder.Write("trace.json", SextantProcess.Run("explore", file, "--json").Output);
        ProcessResult replayed = SextantProcess.Run("replay", trace);
        replayed.ExitCode.ShouldBe(0);
        replayed.Output.ShouldContain("replayed: comes true");
    }

    [Fact]
    public void A_trace_is_refused_once_the_mistake_is_mended()
    {
        using var folder = new TemporaryFolder();
        string text = File.ReadAllText(Repository.PathOf("examples/ticket/ticket-lock.sxt")).Replace("sometimes somebody_gets_in: acquired", "always nobody_gets_in: !acquired", StringComparison.Ordinal);
        string wrong = folder.Write("lock.sxt", text.Replace("serving : nat := 0", "serving : nat := 1", StringComparison.Ordinal));
        string trace = folder.Write("trace.json", SextantProcess.Run("explore", wrong, "--json").Output);
        SextantProcess.Run("replay", trace).ExitCode.ShouldBe(1);
        ProcessResult mended = SextantProcess.Run("replay", trace, "--file", folder.Write("mended.sxt", text));
        mended.ExitCode.ShouldBe(2);
        mended.Output.ShouldContain("error[SX1905]");
    }

    [Theory]
    [InlineData("", "SX1904")]
    [InlineData("{ \"file\": ", "SX1904")]
    [InlineData("[]", "SX1904")]
    [InlineData("{}", "SX1904")]
    [InlineData("{ \"file\": \"f.sxt\", \"options\": [], \"app\": \"A\", \"properties\": [] }", "SX1904")]
    [InlineData("{ \"file\": \"f.sxt\", \"options\": [], \"app\": \"A\", \"properties\": [{ \"name\": \"p\", \"actions\": [1.5] }] }", "SX1904")]
    [InlineData("{ \"file\": \"no-such-file.sxt\", \"options\": [], \"app\": \"A\", \"properties\": [{ \"name\": \"p\", \"actions\": [0] }] }", "SX1001")]
    public void What_is_no_trace_is_refused_with_a_code(string text, string code)
    {
        using var folder = new TemporaryFolder();
        ProcessResult result = SextantProcess.Run("replay", folder.Write("trace.json", text));
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain($"error[{code}]");
    }

    [Theory]
    [InlineData("[0, 99]", "after 0 of its steps")]
    [InlineData("[1]", "after 0 of its steps")]
    [InlineData("[0, -1]", "after 0 of its steps")]
    [InlineData("[0, 0, 1]", "is not broken")]
    public void A_trace_that_leads_nowhere_is_refused_at_its_property(string actions, string reason)
    {
        using var folder = new TemporaryFolder();
        string text = $$"""
            {
              "file": "{{Repository.PathOf("examples/bank/transfer.sxt")}}", "options": [], "app": "Transfer",
              "properties": [{ "name": "money_is_kept", "actions": {{actions}} }]
            }
            """;
        ProcessResult result = SextantProcess.Run("replay", folder.Write("trace.json", text));
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("error[SX1905]");
        result.Output.ShouldContain(reason);
        result.Output.ShouldContain(":3:28");
    }

    [Fact]
    public void Other_viewers_get_every_variable_in_every_state_and_the_steps_in_their_order()
    {
        using var folder = new TemporaryFolder();
        string itf = Path.Combine(folder.Path, "trace.itf.json");
        ProcessResult explored = Explore("kv/kvlock", "--itf", itf);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(itf));
        JsonElement root = document.RootElement;
        string[] variables = [.. root.GetProperty("vars").EnumerateArray().Select(v => v.GetString()!)];
        JsonElement[] states = [.. root.GetProperty("states").EnumerateArray()];
        states.Select((s, i) => s.GetProperty("#meta").GetProperty("index").GetInt32() == i).ShouldAllBe(isInOrder => isInOrder);
        foreach (JsonElement state in states)
            state.EnumerateObject().Select(p => p.Name).Where(n => n != "#meta").ShouldBe(variables);
        IEnumerable<string?> steps = Violated(explored).GetProperty("trace").GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("action").GetString() ?? "");
        states.Select(s => s.GetProperty("action").GetString()).ShouldBe(steps);
    }

    private static ProcessResult Explore(string example, params string[] options) =>
        SextantProcess.Run(["explore", Repository.PathOf($"examples/{example}.sxt"), "--json", .. options]);

    private static JsonElement Violated(ProcessResult result) => JsonDocument.Parse(result.Output).RootElement.GetProperty("properties").EnumerateArray()
        .Where(p => p.GetProperty("verdict").GetString() == "violated").ShouldHaveSingleItem();
}
