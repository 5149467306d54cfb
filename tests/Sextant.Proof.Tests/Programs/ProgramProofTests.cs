using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Smt;
using Sextant.Proof.Tests.Verdicts;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Tests.Programs;

/// <summary>What is proved of atomic objects' methods, and of apps with any number of clients.</summary>
[Collection("Solver processes")]
public sealed class ProgramProofTests
{
    private const string Cell = """
        ADO Cell {
          shared value : int := 0;
          method put(x: int) { this.value := x; }
          method add() { this.value += 1; return this.value; }
        }
        """;

    private static readonly Lazy<Verifier> TheVerifier = new(() => Specifications.NewVerifier(2, ObligationSet.Full));

    [Theory]
    [InlineData("examples/ticket/mended.sxt", SolverKind.Z3)]
    [InlineData("examples/kv/kvlock-exclusive.sxt", SolverKind.Z3)]
    [InlineData("examples/kv/kvlock-exclusive.sxt", SolverKind.Cvc5)]
    [InlineData("examples/bank/account.sxt", SolverKind.Z3)]
    [InlineData("examples/dlock/dlock.sxt", SolverKind.Z3)]
    public void What_holds_whoever_calls_is_proved(string example, SolverKind solver)
    {
        using Verifier verifier = Specifications.NewVerifier(2, ObligationSet.Full, solver);
        ObjectReport[] reports = [.. Reports(File.ReadAllText(Repository.PathOf(example)), verifier)];
        reports.ShouldNotBeEmpty();
        reports.SelectMany(r => r.Findings).Where(f => f.Verdict != Verdict.Proved).Select(f => $"{f.Operation}: {f.Message}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ticket/mended", "  invariant who_is_inside_is_served: inside ==> lk.serving == ticket;\n", "", "user: lk.owns(this.ticket)! in line")]
    [InlineData("ticket/mended", "if (this.serving == ticket) { this.serving += 1; }", "this.serving += 1;", "user: lk.release(this.ticket)! in line 37, committed unseen")]
    [InlineData("ticket/mended", "shared serving : nat := 1", "shared serving : nat := 0", "")]
    [InlineData("kv/kvlock-exclusive", "if (this.owner == Some(this.nid)) { this.owner := None; }", "this.owner := None;", "writer: lk.release()! in line 33, committed unseen")]
    [InlineData("kv/kvlock-exclusive", "    this.inside := false;\n    lk.release()!;", "    lk.release()!;\n    this.inside := false;", "writer: lk.release()! in line 32, committed unseen")]
    [InlineData("bank/account", "if (this.balance < amount) { return false; }", "", "withdraw")]
    public void What_a_step_can_break_is_not_proved(string example, string part, string instead, string step)
    {
        string text = File.ReadAllText(Repository.PathOf($"examples/{example}.sxt"));
        text.ShouldContain(part);
        Finding[] open = [.. Reports(text.Replace(part, instead, StringComparison.Ordinal)).SelectMany(r => r.Findings).Where(f => f.Verdict != Verdict.Proved)];
        open.ShouldContain(f => (f.Operation ?? "").StartsWith(step, StringComparison.Ordinal));

        // Nothing but the beginning is known to be reached.
        open.ShouldAllBe(f => f.Verdict == (f.Kind == CheckKind.Initial ? Verdict.Refuted : Verdict.Unknown));
    }

    /// <summary>A client that is told of a failure goes on, and its call may yet be committed: until somebody is told that a later one was.</summary>
    [Theory]
    [InlineData("if (c.put(1)? == FAIL) { this.gave_up := true; }", "gave_up ==> c.value == 0", Verdict.Unknown)]
    [InlineData("c.put(1)!; this.done := true;", "done ==> c.value == 1", Verdict.Proved)]
    [InlineData("c.put(2)?; c.put(1)!; this.done := true;", "done ==> c.value == 1", Verdict.Unknown)]
    [InlineData("c.put(2)?; c.put(1)!; c.add()!;", "c.value >= 0", Verdict.Proved)]
    [InlineData("if (c.put(2)? == FAIL) { return; } this.done := true;", "done ==> c.value == 2", Verdict.Proved)]
    [InlineData("for i in 0..2 { c.put(i)!; } this.done := true;", "done ==> c.value >= 0", Verdict.Unknown)]
    [InlineData("for i in 0..2 { c.put(i)!; }", "c.value >= 0", Verdict.Unknown)]
    [InlineData("for i in 0..2 { c.put(1)!; }", "c.value == 0 || c.value == 1", Verdict.Proved)]
    public void Each_way_in_which_a_call_can_be_committed_is_a_step(string body, string invariant, Verdict expected) => AppVerdict(body, invariant).ShouldBe(expected);

    [Fact]
    public void A_call_that_failed_is_committed_later_by_a_step_of_its_own()
    {
        ObjectReport report = Reports(App("c.put(5)?; this.done := true;", "c.value == 0")).Last();
        report.Findings.Where(f => f.Verdict == Verdict.Unknown).Select(f => f.Operation!.Split(", ").Last()).ShouldBe(["client: c.put(5)? in line 10", "committed unseen", "committed late"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("c.pull(); c.put(1); c.push();", "single steps")]
    [InlineData("for i in 0..1000 { this.n += i; } c.put(1)!;", "goes round")]
    public void What_no_solver_can_be_told_is_unknown_with_its_place(string body, string reason)
    {
        ClauseFinding clause = Reports(App(body, "c.value == 0")).Last().Findings.ShouldHaveSingleItem().Clauses.ShouldHaveSingleItem();
        clause.Verdict.ShouldBe(Verdict.Unknown);
        clause.Reason.ShouldContain(reason);
    }

    [Fact]
    public void Clients_that_begin_anew_and_lists_are_beyond_what_is_proved()
    {
        Reports(App("c.put(1)!;", "c.value >= 0").Replace("calls := 1;", "calls := 1; restarts := 1;", StringComparison.Ordinal)).Last().Findings.Single().Clauses.Single().Reason.ShouldContain("begins anew");
        Reports("ADO Log { shared all : [int] := []; invariant some: len(all) >= 0; method add(x: int) { this.all := this.all + [x]; } }").Single().Findings.Single().Clauses.Single().Reason.ShouldContain("texts and lists");
    }

    [Theory]
    [InlineData("old(c.value) == c.value || c.value > old(c.value)", null)]
    [InlineData("old(done) == done", "committed before")]
    [InlineData("old(clients[nid].done) || c.value >= 0", "committed before")]
    public void What_was_before_is_known_of_objects_and_not_of_clients(string always, string? reason)
    {
        ObjectReport report = Reports(App("c.add()!;", "c.value >= 0").Replace("invariant asked", $"always step: {always};\n  invariant asked", StringComparison.Ordinal)).Last();
        report.Verdict.ShouldBe(reason is null ? Verdict.Proved : Verdict.Unknown);
        report.Findings.SelectMany(f => f.Clauses).Select(c => c.Reason).ShouldAllBe(r => r.Contains(reason!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("this.left[i] := x;", "return i in this.left || i in this.right;", Verdict.Proved)]
    [InlineData("if (i < 10) { this.left[i] := x; } else { this.right[i] := x; }", "return i in this.left || i in this.right;", Verdict.Proved)]
    [InlineData("if (i < 10) { this.left[i] := x; }", "return i in this.left || i in this.right;", Verdict.Unknown)]
    [InlineData("this.left[i] := x;", "return i in this.left;", Verdict.Unknown)]
    public void A_relation_to_the_object_that_is_refined_is_kept_by_each_method_and_its_namesake(string set, string has, Verdict expected)
    {
        ObjectReport report = Reports($$"""
            ADO Memory {
              shared cells : Map[int -> int] := {};
              method set(i: int, x: int) { this.cells[i] := x; }
              method has(i: int): bool { return i in this.cells; }
            }
            ADO Halves {
              shared left : Map[int -> int] := {};
              shared right : Map[int -> int] := {};
              method set(i: int, x: int) { {{set}} }
              method has(i: int): bool { {{has}} }
              refines Memory as m by forall i: int. (i in m.cells) == (i in this.left || i in this.right);
            }
            """).Single();
        report.Name.ShouldBe("Halves refines Memory");
        report.Verdict.ShouldBe(expected);
    }

    [Fact]
    public void Where_the_refined_method_goes_wrong_and_this_one_does_not_nothing_is_refined()
    {
        const string Text = """
            ADO Small { shared n : int := 0; method put(x: nat) { this.n := x; } }
            ADO Any { shared n : int := 0; method put(x: int) { this.n := x; } refines Small as s by s.n == this.n; }
            """;
        Reports(Text).Single().Verdict.ShouldBe(Verdict.Unknown);
        Reports(Text.Replace("put(x: int)", "put(x: nat)", StringComparison.Ordinal)).Single().Verdict.ShouldBe(Verdict.Proved);
    }

    private static Verdict AppVerdict(string body, string invariant) => Reports(App(body, invariant)).Last().Verdict;

    private static string App(string body, string invariant) => $$"""
        {{Cell}}
        DApp Cells(c: Cell) {
          local gave_up : bool := false;
          local done : bool := false;
          local n : int := 0;
          proc run() { {{body}} }
          invariant asked: {{invariant}};
          client client * 2 { run(); }
          bounds { calls := 1; }
        }
        """;

    private static IEnumerable<ObjectReport> Reports(string text, Verifier? verifier = null)
    {
        var source = new SourceText("program.sxt", text);
        var diagnostics = new DiagnosticBag(source);
        SxtModel model = SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics);
        diagnostics.ToImmutable().Where(d => d.IsError).Select(d => $"{d.Position} {d.Message}").ShouldBeEmpty();
        verifier ??= TheVerifier.Value;
        foreach (AtomicObject obj in model.Atomic.Where(Verifier.IsAsked))
        {
            foreach (ObjectReport report in verifier.Verify(obj, source, progress: null, CancellationToken.None))
                yield return report;
        }

        foreach (DistributedApp app in model.Apps.Where(Verifier.IsAsked))
            yield return verifier.Verify(app, progress: null, CancellationToken.None);
    }
}
