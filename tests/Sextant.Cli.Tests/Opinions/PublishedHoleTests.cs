using Sextant.Bench.Agreement;
using Sextant.Cli.Inputs;
using Sextant.Cli.Opinions;
using Sextant.Cli.Tests.Processes;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Proof.Smt;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Tests.Opinions;

/// <summary>
/// The ways in which the published obligations call a specification safe that is not, one test each: they prove all that they ask, and what
/// <c>verify</c> does without <c>--compat</c>, derivation and runs included, refutes it.
/// </summary>
public sealed class PublishedHoleTests
{
    [Fact]
    public void Axioms_that_contradict_each_other_prove_everything() =>
        Refuted(Counter(declarations: "axiom (forall m: [int]bool :: !m[0]);"), warns: true).ShouldBe(["vacuity - refuted"]);

    [Fact]
    public void An_operation_that_can_never_run_is_safe_whatever_it_does() =>
        Refuted(Counter(operations: "procedure take() modifies x; requires x > 3 && x < 3; ensures x == old(x) - 7; { x := x - 7; }")).ShouldBe(["vacuity take refuted"]);

    [Fact]
    public void An_invariant_that_no_state_satisfies_is_kept_by_everything() =>
        Refuted(Counter(invariant: "x >= 5 && x <= 4")).Contains("initial - refuted", StringComparer.Ordinal).ShouldBeTrue();

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
        string bank = File.ReadAllText(Repository.PathOf("examples/bank/shared-escrow.spec"));
        Refuted(bank).ShouldBe(["remote transferEscrow refuted"]);
    }

    [Fact]
    public void A_message_that_is_overtaken_breaks_what_merge_relies_on()
    {
        string pairwise = File.ReadAllText(Repository.PathOf("examples/lock/pairwise.spec"));
        Refuted(pairwise).Contains("stale merge refuted", StringComparer.Ordinal).ShouldBeTrue();
    }

    /// <summary>The published tool reads ten errors as none, and a time-out as a proof.</summary>
    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void Ten_clauses_that_fail_are_ten_refutations(SolverKind solver)
    {
        string ensures = string.Concat(Enumerable.Range(1, 10).Select(n => $" ensures x == old(x) + {n};"));
        Finding contract = Verify(Counter(operations: $"procedure add() modifies x;{ensures} {{ x := x; }}"), isPublished: false, solver).Report.Findings
            .Single(f => f.Kind == CheckKind.Contract && f.Operation == "add");
        contract.Verdict.ShouldBe(Verdict.Refuted);
        contract.Clauses.Count(c => c.Verdict == Verdict.Refuted).ShouldBe(10);
    }

    /// <summary>The same holes, closed in the language too, where replicas begin somewhere and can be run.</summary>
    [Theory]
    [InlineData("shared x : Max[int] := 7; invariant low: x <= 4;", "initial - refuted")]
    [InlineData("shared x : Max[nat] := 0; invariant low: x <= 4; op take() requires x > 4 { x += 1; }", "vacuity take refuted")]
    [InlineData("shared x : int := 0; op add() { x += 1; } merge(other) { x := x + 1; } order(other) := true;", "order - refuted")]
    [InlineData("shared a : Flag := false; shared b : Flag := false; shared c : Flag := false; invariant few: !(a && b && c);"
        + "op one() requires !a && !b && !c { a := true; } op two() requires !a && !b && !c { b := true; } op three() requires !a && !b && !c { c := true; }", "third-replica merge refuted")]
    public void A_hole_is_closed_for_objects_that_run(string members, params string[] expected)
    {
        string[] refused = Refused(Verify($"replicated Hole {{ {members} }}", isPublished: false, name: "test.sxt"));
        refused.Intersect(expected, StringComparer.Ordinal).ShouldBe(expected, string.Join(", ", refused));
    }

    /// <summary>What the full set does not prove of a specification of which the published set proves all.</summary>
    private static string[] Refuted(string text, bool warns = false)
    {
        Verification published = Verify(text, isPublished: true);
        Refused(published).ShouldBeEmpty();
        (published.Warnings.Count > 0).ShouldBe(warns);
        return Refused(Verify(text, isPublished: false));
    }

    private static string[] Refused(Verification verification) =>
        [.. verification.Report.Findings.Where(f => f.Verdict != Verdict.Proved).Select(f => $"{Name(f.Kind)} {f.Operation ?? "-"} {f.Verdict.ToString().ToLowerInvariant()}")];

    private static string Name(CheckKind kind) => kind switch
    {
        CheckKind.ThirdReplica => "third-replica",
        CheckKind.MergeLaws => "merge-laws",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static Verification Verify(string text, bool isPublished, SolverKind solver = SolverKind.Z3, string name = "test.spec")
    {
        ReplicatedObject obj = Specification.Understand(new SourceText(name, text)).Objects.ShouldHaveSingleItem();
        SolverConfiguration configuration = Campaign.Options.Solver with { Kind = solver, Executable = solver == SolverKind.Z3 ? "z3" : "cvc5", TakesBack = false };
        using var verifier = new Verifier(Campaign.Options with { Obligations = isPublished ? ObligationSet.Soteria : ObligationSet.Full, Solver = configuration, Parallelism = 2 });
        return new Inquiry(verifier, second: null, isPublished ? null : OpinionBounds.Default).Of(obj, null, CancellationToken.None);
    }

    /// <summary>A number that only grows; merge takes the larger.</summary>
    private static string Counter(string declarations = "", string invariant = "x >= 0", string operations = "") => $$"""
        var x: int;
        {{declarations}}
        @invariant function inv(x: int) returns (bool) { {{invariant}} }
        @gteq function ge(x1: int, x2: int) returns (bool) { x1 >= x2 }
        @merge procedure merge(x1: int)
          modifies x;
          ensures x == (if x1 > old(x) then x1 else old(x));
        {
          if (x1 > x) { x := x1; }
        }
        {{operations}}
        """;
}
