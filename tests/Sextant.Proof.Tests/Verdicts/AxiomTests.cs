using Sextant.Model.Results;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Verdicts;

/// <summary>Axioms that cannot hold, axioms that describe functions, and verdicts that rest on them.</summary>
[Collection("Solver processes")]
public sealed class AxiomTests
{
    private const string Add = "procedure add() modifies x; ensures x == old(x) + 1; { x := x + 1; }";

    /// <summary>Solvers put definitions in the place of names, and what is then a variable, or is added up, can be no pattern.</summary>
    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void A_trigger_may_name_a_function_with_a_body(SolverKind solver)
    {
        const string Axioms = """
            function id(n: int) returns (int) { n }
            function next(n: int) returns (int);
            axiom (forall n: int :: {id(n)} id(n) + 1 > n);
            axiom (forall n: int :: {next(n)} next(n) == n + 1);
            """;
        Specifications.Verify(Specifications.Counter(declarations: Axioms, operations: Add), ObligationSet.Full, solver).Report.Findings
            .Where(f => f.Kind is CheckKind.Safety or CheckKind.Contract).ShouldAllBe(f => f.Verdict == Verdict.Proved);
    }

    [Fact]
    public void Contradictory_axioms_are_named_by_a_minimal_set_and_the_others_are_not()
    {
        const string Axioms = """
            const a: int; const b: int; const c: int;
            axiom c == 0;
            axiom a < b;
            axiom 0 <= a;
            axiom b < a;
            """;
        Verification full = Specifications.Verify(Specifications.Counter(declarations: Axioms, operations: Add), ObligationSet.Full);
        Finding finding = full.The(CheckKind.Vacuity);
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.Message.ShouldBe("the axioms on lines 4, 6 contradict each other, so everything follows from them and no proof here means anything");
        finding.Clauses.Count.ShouldBe(1);
        full.Warnings.ShouldBeEmpty();

        Verification published = Specifications.Verify(Specifications.Counter(declarations: Axioms, operations: Add));
        published.Report.Findings.ShouldNotContain(f => f.Kind == CheckKind.Vacuity);
        published.Warnings.Single().Message.ShouldBe(finding.Message);
        published.Warnings.Single().IsError.ShouldBeFalse();
    }

    [Theory]
    [InlineData("an axiom over all maps", "axiom (forall m: [int]bool :: !m[0]);")]
    [InlineData("an axiom over all maps and indices", "axiom (forall m: [int]bool, i: int :: i > 3 ==> m[i]);")]
    [InlineData("an initial state stated of all states", "axiom (forall s: int, m: [int]int :: s == 0 ==> m[s] == 0);")]
    [InlineData("three names for four values", "const p, q, r: bv2; axiom (forall s: bv2 :: s == p || s == q || s == r);")]
    public void An_axiom_that_denies_what_exists_is_found(string what, string axiom)
    {
        Specifications.Verify(Specifications.Counter(declarations: axiom, operations: Add), ObligationSet.Full).The(CheckKind.Vacuity).Verdict.ShouldBe(Verdict.Refuted, what);
    }

    [Fact]
    public void Several_contradictions_are_each_reported()
    {
        const string Axioms = "axiom (forall m: [int]bool :: !m[0]); const a: int; axiom a < 0; axiom a > 0;";
        Specifications.Verify(Specifications.Counter(declarations: Axioms, operations: Add)).Warnings.Count.ShouldBe(2);
    }

    [Fact]
    public void What_fails_beside_contradictory_axioms_is_shown_without_them()
    {
        Verification verification = Specifications.Verify(Specifications.Counter(
            declarations: "axiom (forall m: [int]bool :: !m[0]);", invariant: "x <= 2", operations: Add));
        Finding finding = verification.The(CheckKind.Safety, "add");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.Message.ShouldEndWith("(shown without the contradictory axiom on line 2)");
    }

    [Theory]
    [InlineData("a maximum", """
        function max(a: int, b: int) returns (int);
        axiom (forall a: int :: max(a, a) == a);
        axiom (forall a, b: int :: max(a, b) >= a && max(a, b) >= b);
        axiom (forall a, b: int :: max(a, b) == a || max(a, b) == b);
        """)]
    [InlineData("a maximum of bit vectors", """
        function {:bvbuiltin "bvuge"} atLeast(bv8, bv8) returns (bool);
        function larger(a: bv8, b: bv8) returns (bv8);
        axiom (forall a, b: bv8 :: atLeast(larger(a, b), a) && atLeast(larger(a, b), b) && (larger(a, b) == a || larger(a, b) == b));
        """)]
    [InlineData("nothing", "function f(a: int) returns (int);")]
    public void Axioms_about_a_function_that_exists_are_known_to_hold(string what, string declarations)
    {
        Specifications.Verify(Specifications.Counter(declarations: declarations + " const zero: int; axiom zero == 0;", operations: Add), ObligationSet.Full)
            .The(CheckKind.Vacuity).Verdict.ShouldBe(Verdict.Proved, what);
    }

    [Fact]
    public void A_failure_is_found_where_a_function_is_known_by_axioms_only()
    {
        const string Max = """
            function max(a: int, b: int) returns (int);
            axiom (forall a, b: int :: max(a, b) >= a && max(a, b) >= b);
            axiom (forall a, b: int :: max(a, b) == a || max(a, b) == b);
            """;
        Finding finding = Specifications.Verify(Specifications.Counter(declarations: Max, invariant: "x <= 5",
            operations: "procedure raise(n: int) modifies x; ensures x == max(old(x), n); { x := max(x, n); }")).The(CheckKind.Safety, "raise");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.TheTrace().State(1, 0).ShouldStartWith("x = ");
    }

    [Fact]
    public void Axioms_are_not_asked_about_when_there_are_none() =>
        Specifications.Verify(Specifications.Counter(operations: Add), ObligationSet.Full).Report.Findings.ShouldNotContain(f => f.Kind == CheckKind.Vacuity && f.Operation == null);

    [Fact]
    public void The_second_solver_never_contradicts_the_first_about_a_contradiction()
    {
        string spec = Specifications.Counter(declarations: "axiom (forall m: [int]bool :: !m[0]);", operations: Add);
        Specifications.Verify(spec, ObligationSet.Full, SolverKind.Cvc5).The(CheckKind.Vacuity).Verdict.ShouldBe(Verdict.Refuted);
    }

    [Theory]
    [InlineData("function f(x: int) returns (int); axiom (forall x: int :: f(x) >= x);", "f(n) == n")]
    [InlineData("function max(a: int, b: int) returns (int); axiom (forall a, b: int :: max(a, b) >= a && max(a, b) >= b);", "max(n, 3) == n || max(n, 3) == 3")]
    [InlineData("const a: int; function pick(x: int) returns (int); axiom (forall x: int :: pick(x) == x || pick(x) == a);", "pick(n) == n")]
    public void What_holds_of_one_function_that_satisfies_the_axioms_is_not_proved_of_all(string declarations, string ensures)
    {
        string spec = Specifications.Counter(declarations: declarations, operations: $"procedure run(n: int) ensures {ensures}; {{ }}");
        Specifications.Verify(spec).The(CheckKind.Contract, "run").Verdict.ShouldNotBe(Verdict.Proved);
        Specifications.Verify(spec.Replace(declarations, declarations + " axiom 1 == 2;", StringComparison.Ordinal), ObligationSet.Full)
            .The(CheckKind.Contract, "run").Verdict.ShouldNotBe(Verdict.Proved, "the contradiction proves nothing either");
    }

    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void An_axiom_about_all_maps_of_records_is_understood_by_both_solvers(SolverKind solver)
    {
        const string Axiom = "type Field a; const unique on: Field bool; axiom (forall m: [int]<a>[Field a]a :: !m[0][on]);";
        Specifications.Verify(Specifications.Counter(declarations: Axiom, operations: Add), ObligationSet.Full, solver).The(CheckKind.Vacuity).Verdict.ShouldBe(Verdict.Refuted);
    }
}
