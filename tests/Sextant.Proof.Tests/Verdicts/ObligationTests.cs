using Sextant.Model.Results;

namespace Sextant.Proof.Tests.Verdicts;

/// <summary>Each kind of obligation, once where it holds and once where it fails.</summary>
[Collection("Solver processes")]
public sealed class ObligationTests
{
    [Fact]
    public void A_counter_that_only_grows_meets_every_published_obligation()
    {
        var verification = Specifications.Verify(Specifications.Counter(operations: "procedure add(n: int) modifies x; requires n > 0; ensures x == old(x) + n; { x := x + n; }"));
        verification.Verdicts().ShouldBe("""
            Contract add Proved
            Contract merge Proved
            Monotonicity add Proved
            Lub merge Proved
            Safety add Proved
            Safety merge Proved
            Stability add Proved
            Stability merge Proved
            """);
        verification.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_body_that_does_not_meet_its_postcondition_is_refuted_with_the_values_at_its_end()
    {
        Finding finding = Specifications.Verify(Specifications.Counter(operations: "procedure add(n: int) modifies x; requires n > 0; ensures x == old(x) + n; { x := x + 1; }"))
            .The(CheckKind.Contract, "add");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.Message.ShouldBe("`x == old(x) + n` may not hold at the end of `add`");
        finding.Clauses[0].Code.ShouldBe("SX2005");
        Trace trace = finding.TheTrace();
        trace.Steps[1].Action.ShouldBe("add(2)");
        trace.State(0, 0).ShouldBe("x = -1");
        trace.State(1, 0).ShouldBe("x = 0");
    }

    [Fact]
    public void An_operation_that_shrinks_the_state_is_not_monotone()
    {
        Finding finding = Specifications.Verify(Specifications.Counter(operations: "procedure drop() modifies x; requires x > 0; ensures x == old(x) - 1; { x := x - 1; }"))
            .The(CheckKind.Monotonicity, "drop");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.TheTrace().State(0, 0).ShouldBe("x = 1");
        finding.TheTrace().State(1, 0).ShouldBe("x = 0");
    }

    [Fact]
    public void A_merge_that_adds_something_of_its_own_is_no_least_upper_bound()
    {
        string spec = Specifications.Counter().Replace("ensures x == (if x1 > old(x) then x1 else old(x));", "ensures x == (if x1 > old(x) then x1 else old(x)) + 1;", StringComparison.Ordinal)
            .Replace("if (x1 > x) { x := x1; }", "if (x1 > x) { x := x1; } x := x + 1;", StringComparison.Ordinal);
        Finding finding = Specifications.Verify(spec).The(CheckKind.Lub, "merge");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.Message.ShouldBe("the state after `merge` can exceed a state that is at least both: `x1 >= x2` fails");
        finding.TheTrace().Columns.ShouldBe(["here", "there", "upper bound"]);
    }

    [Fact]
    public void A_merge_that_forgets_the_incoming_state_is_no_upper_bound_of_it()
    {
        string spec = Specifications.Counter().Replace("ensures x == (if x1 > old(x) then x1 else old(x));", "ensures x == old(x);", StringComparison.Ordinal)
            .Replace("if (x1 > x) { x := x1; }", "", StringComparison.Ordinal);
        Specifications.Verify(spec).The(CheckKind.Lub, "merge").Message.ShouldBe("the state after `merge` can be smaller than the incoming one: `x1 >= x2` fails");
    }

    [Fact]
    public void An_operation_that_leaves_the_invariant_is_unsafe_and_its_state_before_satisfies_it()
    {
        Finding finding = Specifications.Verify(Specifications.Counter(invariant: "0 <= x && x <= 2", operations: "procedure add() modifies x; ensures x == old(x) + 1; { x := x + 1; }"))
            .The(CheckKind.Safety, "add");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.Message.ShouldBe("`add` can break the invariant `x <= 2`");
        finding.Clauses.Count.ShouldBe(1, "the other clause, `0 <= x`, is kept");
        finding.TheTrace().State(0, 0).ShouldBe("x = 2");
        finding.TheTrace().State(1, 0).ShouldBe("x = 3");
    }

    [Fact]
    public void An_operation_that_breaks_what_merge_relies_on_is_unstable_and_both_states_are_shown()
    {
        Finding finding = Specifications.Verify(Specifications.Counter(
            requires: "requires x - x1 <= 1;", operations: "procedure add() modifies x; ensures x == old(x) + 1; { x := x + 1; }")).The(CheckKind.Stability, "add");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        Trace trace = finding.TheTrace();
        trace.Columns.ShouldBe(["here", "there"]);
        trace.State(0, 0).ShouldBe("x = 1");
        trace.State(0, 1).ShouldBe("x = 0");
        trace.Steps[1].Changes.Select(c => $"{c.Column} {c.Name} {c.Before} {c.After}").ShouldBe(["0 x 1 2"]);
        trace.Violation.ShouldBe("x - x1 <= 1");
    }

    [Fact]
    public void A_merge_that_does_not_keep_its_own_precondition_is_unstable()
    {
        Specifications.Verify(Specifications.Counter(requires: "requires x1 <= x ==> x == x1;")).The(CheckKind.Stability, "merge").Verdict.ShouldBe(Verdict.Proved);
        Specifications.Verify(Specifications.Counter(requires: "requires x != x1;")).The(CheckKind.Stability, "merge").Verdict.ShouldBe(Verdict.Refuted);
    }

    [Fact]
    public void A_free_precondition_of_merge_is_relied_on_and_is_nobodys_to_keep()
    {
        var verification = Specifications.Verify(Specifications.Counter(
            requires: "free requires x - x1 <= 1;", operations: "procedure add() modifies x; ensures x == old(x) + 1; { x := x + 1; }"));
        verification.The(CheckKind.Stability, "add").Verdict.ShouldBe(Verdict.Proved);
    }

    [Fact]
    public void Clauses_that_fail_are_all_reported_in_the_order_of_the_text()
    {
        Finding finding = Specifications.Verify(Specifications.Counter(
            invariant: "x <= 2 && x != 1 && x >= -5", operations: "procedure set(n: int) modifies x; ensures x == n; { x := n; }")).The(CheckKind.Safety, "set");
        finding.Clauses.Select(c => c.Message).ShouldBe(["`set` can break the invariant `x <= 2`", "`set` can break the invariant `x != 1`", "`set` can break the invariant `x >= -5`"]);
        finding.Clauses.ShouldAllBe(c => c.Verdict == Verdict.Refuted);
    }
}
