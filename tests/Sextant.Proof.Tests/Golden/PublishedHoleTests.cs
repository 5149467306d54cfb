using Sextant.Model.Results;
using Sextant.Proof.Smt;
using Spec = Sextant.Proof.Tests.Verdicts.Specifications;

namespace Sextant.Proof.Tests.Golden;

/// <summary>
/// The ways in which the published obligations call a specification safe that is not, one test each: they prove all that they ask,
/// and the full set refutes it.
/// </summary>
public sealed class PublishedHoleTests
{
    [Fact]
    public void Axioms_that_contradict_each_other_prove_everything() =>
        Refuted(Spec.Counter(declarations: "axiom (forall m: [int]bool :: !m[0]);"), warns: true).ShouldBe(["vacuity - refuted"]);

    [Fact]
    public void An_operation_that_can_never_run_is_safe_whatever_it_does() =>
        Refuted(Spec.Counter(operations: "procedure take() modifies x; requires x > 3 && x < 3; ensures x == old(x) - 7; { x := x - 7; }")).ShouldBe(["vacuity take refuted"]);

    [Fact]
    public void An_invariant_that_no_state_satisfies_is_kept_by_everything() =>
        Refuted(Spec.Counter(invariant: "x >= 5 && x <= 4")).Contains("initial - refuted", StringComparer.Ordinal).ShouldBeTrue();

    [Fact]
    public void An_order_that_compares_nothing_makes_every_merge_a_least_upper_bound() =>
        Refuted("""
            var x: int;
            @invariant function inv(x: int) returns (bool) { x >= 0 }
            @gteq function ge(x1: int, x2: int) returns (bool) { true }
            @merge procedure merge(x1: int) modifies x; ensures x == old(x) + 1; { x := x + 1; }
            """).ShouldBe(["order - refuted"]);

    /// <summary>Each replica raises its own flag, and only when it sees none.</summary>
    [Fact]
    public void Three_replicas_that_go_together_two_by_two_do_not_go_together()
    {
        const string Flags = """
            var a: bool; var b: bool; var c: bool;
            @invariant function inv(a: bool, b: bool, c: bool) returns (bool) { !(a && b && c) }
            @gteq function ge(a1: bool, b1: bool, c1: bool, a2: bool, b2: bool, c2: bool) returns (bool) { (a2 ==> a1) && (b2 ==> b1) && (c2 ==> c1) }
            procedure raiseA() modifies a; requires !a && !b && !c; ensures a; { a := true; }
            procedure raiseB() modifies b; requires !a && !b && !c; ensures b; { b := true; }
            procedure raiseC() modifies c; requires !a && !b && !c; ensures c; { c := true; }
            @merge procedure merge(a1: bool, b1: bool, c1: bool)
              modifies a, b, c;
              requires !((a || a1) && (b || b1) && (c || c1));
              requires !a && !b && !c ==> !(a1 && b1) && !(a1 && c1) && !(b1 && c1);
              requires !a1 && !b1 && !c1 ==> !(a && b) && !(a && c) && !(b && c);
              ensures a == (old(a) || a1) && b == (old(b) || b1) && c == (old(c) || c1);
            { a, b, c := a || a1, b || b1, c || c1; }
            """;
        Refuted(Flags).Contains("third-replica merge refuted", StringComparer.Ordinal).ShouldBeTrue();
    }

    /// <summary>Escrow is handed to another replica by writing into that replica's part.</summary>
    [Fact]
    public void What_another_replica_does_under_its_own_name_breaks_what_this_one_relies_on()
    {
        const string Bank = "examples/bank/shared-escrow.spec";
        Refused(Specifications.Verify(Specifications.Load(Bank), ObligationSet.Soteria)).ShouldBeEmpty();
        Refused(Specifications.Verify(Specifications.Load(Bank), ObligationSet.Full)).ShouldBe(["remote transferEscrow refuted"]);
    }

    [Fact]
    public void A_message_that_is_overtaken_breaks_what_merge_relies_on()
    {
        const string Lock = "examples/lock/pairwise.spec";
        Refused(Specifications.Verify(Specifications.Load(Lock), ObligationSet.Soteria)).ShouldBeEmpty();
        Refused(Specifications.Verify(Specifications.Load(Lock), ObligationSet.Full)).Contains("stale merge refuted", StringComparer.Ordinal).ShouldBeTrue();
    }

    /// <summary>The published tool reads ten errors as none, and a time-out as a proof.</summary>
    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void Ten_clauses_that_fail_are_ten_refutations(SolverKind solver)
    {
        string ensures = string.Concat(Enumerable.Range(1, 10).Select(n => $" ensures x == old(x) + {n};"));
        Finding contract = Spec.The(Spec.Verify(Spec.Counter(operations: $"procedure add() modifies x;{ensures} {{ x := x; }}"), ObligationSet.Full, solver), CheckKind.Contract, "add");
        contract.Verdict.ShouldBe(Verdict.Refuted);
        contract.Clauses.Count(c => c.Verdict == Verdict.Refuted).ShouldBe(10);
    }

    /// <summary>What the full set does not prove of a specification of which the published set proves all.</summary>
    private static string[] Refuted(string text, bool warns = false)
    {
        Proof.Verification published = Spec.Verify(text, ObligationSet.Soteria);
        Refused(published).ShouldBeEmpty();
        (published.Warnings.Count > 0).ShouldBe(warns);
        return Refused(Spec.Verify(text, ObligationSet.Full));
    }

    private static string[] Refused(Proof.Verification verification) => [.. verification.Report.Findings.Where(f => f.Verdict != Verdict.Proved).Select(Specifications.Line)];
}
