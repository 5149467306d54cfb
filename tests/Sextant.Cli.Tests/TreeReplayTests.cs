using System.Text.Json;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class TreeReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _base;
    private readonly string _paris;
    private readonly string _houston;

    public TreeReplayTests()
    {
        _base = _folder.Write("base", """
            {"r":0,"i":0,"t":1,"op":"add","n":1,"p":0,"o":-1}
            {"r":0,"i":1,"t":2,"op":"add","n":2,"p":0,"o":-1}
            {"r":0,"i":2,"t":3,"op":"add","n":3,"p":2,"o":-1}
            """);
        _paris = _folder.Write("paris", """{"r":1,"i":0,"t":4,"op":"move","n":1,"p":2,"o":0}""");
        _houston = _folder.Write("houston", """
            {"r":2,"i":0,"t":4,"op":"move","n":2,"p":1,"o":0}
            {"r":2,"i":1,"t":5,"op":"remove","n":3,"p":-1,"o":2}
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_replay_counts_what_was_lost_and_writes_the_parents()
    {
        string parents = Path.Combine(_folder.Path, "parents");
        ProcessResult result = SextantProcess.Run("tree", "replay", "--base", _base, _paris, _houston, "--json", "--timing", "--parents", parents);
        result.ExitCode.ShouldBe(0);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        json.RootElement.GetProperty("replicas").GetInt32().ShouldBe(2);
        json.RootElement.GetProperty("operations").GetInt32().ShouldBe(6);
        json.RootElement.GetProperty("lost_moves").GetInt32().ShouldBe(1);
        json.RootElement.GetProperty("nodes").GetInt32().ShouldBe(2);
        json.RootElement.GetProperty("converged").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("acyclic").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("state_hash").GetString()!.Length.ShouldBe(64);
        json.RootElement.GetProperty("merge_ms").GetDouble().ShouldBeGreaterThan(0);
        File.ReadAllText(parents).ShouldBe("1\t2\n2\t0\n");
    }

    [Theory]
    [InlineData("lamport")]
    [InlineData("seed")]
    [InlineData("maram")]
    public void Every_policy_replays_without_times_unless_asked(string policy)
    {
        ProcessResult result = SextantProcess.Run("tree", "replay", "--base", _base, "--policy", policy, _paris, _houston);
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("converged    yes");
        result.Output.ShouldNotContain("ms");
    }

    [Fact]
    public void The_published_policy_is_seen_to_make_a_cycle()
    {
        string shape = _folder.Write("shape", """
            {"r":0,"i":0,"t":1,"op":"add","n":1,"p":0,"o":-1}
            {"r":0,"i":1,"t":2,"op":"add","n":2,"p":1,"o":-1}
            {"r":0,"i":2,"t":3,"op":"add","n":3,"p":2,"o":-1}
            {"r":0,"i":3,"t":4,"op":"add","n":4,"p":2,"o":-1}
            {"r":0,"i":4,"t":5,"op":"add","n":5,"p":3,"o":-1}
            """);
        string paris = _folder.Write("paris2", """
            {"r":1,"i":0,"t":6,"op":"move","n":3,"p":0,"o":2}
            {"r":1,"i":1,"t":7,"op":"move","n":4,"p":5,"o":2}
            """);
        string houston = _folder.Write("houston2", """{"r":2,"i":0,"t":6,"op":"move","n":5,"p":4,"o":3}""");
        ProcessResult cyclic = SextantProcess.Run("tree", "replay", "--base", shape, paris, houston, "--policy", "maram");
        cyclic.ExitCode.ShouldBe(1);
        cyclic.Output.ShouldContain("acyclic      no");
        SextantProcess.Run("tree", "replay", "--base", shape, paris, houston).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_bad_line_is_shown_with_its_place()
    {
        string bad = _folder.Write("bad", "\n{\"r\":1}\n");
        ProcessResult result = SextantProcess.Run("tree", "replay", "--base", _base, bad);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain($"--> {bad}:2:1");
        SextantProcess.Run("tree", "replay", "--base", _base, "missing.trace", "--json").ExitCode.ShouldBe(2);
        SextantProcess.Run("tree", "replay").ExitCode.ShouldBe(2);
        SextantProcess.Run("tree").ExitCode.ShouldBe(2);
    }
}
