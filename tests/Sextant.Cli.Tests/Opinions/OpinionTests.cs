using Sextant.Cli.Inputs;
using Sextant.Cli.Opinions;
using Sextant.Cli.Tests.Processes;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Tests.Opinions;

public sealed class OpinionTests
{
    private const string OneFlagOnly = """
        replicated Flags {
          shared a : Flag := false;
          shared b : Flag := false;
          invariant not_both: !(a && b);
          op raiseA() requires !b { a := true; }
          op raiseB() requires !a { b := true; }
        }
        """;

    private const string Peak = """
        replicated Peak {
          shared seen : Max[int] := 0;
          invariant natural: seen >= 0;
          op see(n: int) requires n > seen { seen := n; }
        }
        """;

    [Fact]
    public void A_proof_of_what_breaks_is_a_contradiction_with_its_trace()
    {
        ReplicatedObject flags = Bind(OneFlagOnly);
        SecondOpinion.Searched searched = On(flags, AllProved(flags)).SecondOpinion.ShouldBeOfType<SecondOpinion.Searched>();
        searched.Contradictions.Select(c => c[..8]).ShouldBe(["`raiseA`", "`raiseB`"]);
        searched.Violation!.Trace.Steps.Count.ShouldBe(4);
    }

    /// <summary>Which of two writes is the last one depends on the order of the replicas' names, of which nothing is known but that there is one.</summary>
    [Fact]
    public void Objects_whose_fields_keep_the_last_write_are_run()
    {
        ReplicatedObject document = Bind("""
            replicated Document {
              shared low : LWW[int] := 0;
              shared high : LWW[int] := 0;
              invariant in_order: low <= high;
              op raise(n: int) requires n > high { high := n; }
              op follow(n: int) requires n <= high { low := n; }
              op clear() { low := 0; high := 0; }
            }
            """);
        SecondOpinion.Searched searched = On(document, AllProved(document)).SecondOpinion.ShouldBeOfType<SecondOpinion.Searched>();
        searched.Contradictions.ShouldNotBeEmpty("one clears while the other follows");
    }

    [Fact]
    public void A_proof_that_leaves_open_what_breaks_is_no_contradiction_and_refuted_by_the_run()
    {
        ReplicatedObject flags = Bind(OneFlagOnly);
        Clause clause = flags.Invariant[0];
        ClauseFinding open = new("SX2001", Verdict.Unknown, clause.Span, "undecided", null, "a limit was reached", null);
        ObjectReport report = new("Flags", [.. flags.Operations.Select(o => new Finding(CheckKind.Stability, o.Name, null, Verdict.Unknown, "undecided", o.NameSpan, [open]))]);
        ObjectReport answer = On(flags, report);
        answer.SecondOpinion!.Contradicts.ShouldBeFalse();
        answer.Verdict.ShouldBe(Verdict.Refuted);
        answer.Findings.SelectMany(f => f.Clauses).ShouldAllBe(c => c.Verdict == Verdict.Refuted && c.Trace != null && c.Reason == "");
    }

    [Fact]
    public void A_contradiction_is_not_known_and_a_defect()
    {
        ReplicatedObject flags = Bind(OneFlagOnly);
        On(flags, AllProved(flags)).Verdict.ShouldBe(Verdict.Unknown);
    }

    [Fact]
    public void An_operation_that_runs_is_not_one_that_never_can()
    {
        ReplicatedObject peak = Bind(Peak);
        ObjectReport report = AllProved(peak) with { Findings = [new Finding(CheckKind.Vacuity, "see", null, Verdict.Refuted, "", default, [])] };
        On(peak, report).SecondOpinion.ShouldBeOfType<SecondOpinion.Searched>().Contradictions.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_object_that_cannot_be_run_says_why()
    {
        ReplicatedObject locked = Bind("""
            replicated Locked {
              shared a : Flag := false;
              op raise() { a := true; }
              concurrency invariant anything(other): a || !a || other.a;
              lock all { exclusive raise(); }
            }
            """);
        On(locked, AllProved(locked)).SecondOpinion.ShouldBe(new SecondOpinion.None("its operations are coordinated, and more than the invariant is asked of pairs of states"));
    }

    [Fact]
    public void What_few_states_do_not_reach_is_refuted_with_more()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "team.sxt");
        File.WriteAllText(path, """
            replicated Team {
              type Player;
              shared members : GSet[Player];
              shared captain : option Player;
              invariant one_of_them: captain != None ==> captain.value in members;
              op join(p: Player) { members += {p}; }
              op lead(p: Player) requires p in members { captain := Some(p); }
            }
            """);
        ProcessResult few = SextantProcess.Run("verify", path, "--states", "30");
        few.Output.ShouldContain("raise --states to look farther");
        SextantProcess.Run("verify", path, "--states", "20000").Output.ShouldNotContain("not reachable within");
    }

    [Fact]
    public void Verify_says_how_much_was_explored()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "flags.sxt");
        File.WriteAllText(path, OneFlagOnly);
        ProcessResult result = SextantProcess.Run("verify", path);
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldMatch("explored: 2 replicas, [0-9,]+ states: agrees");
    }

    private static ObjectReport AllProved(ReplicatedObject obj) => new(obj.Name, []);

    private static ObjectReport On(ReplicatedObject obj, ObjectReport report)
    {
        using var opinion = new Opinion(obj, OpinionBounds.Default, default);
        return opinion.On(report);
    }

    private static ReplicatedObject Bind(string text) => Specification.Understand(new SourceText("test.sxt", text)).Objects.ShouldHaveSingleItem();
}
