using Sextant.Model.Results;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Verdicts;

public sealed class QuantifierDiagnosisTests
{
    /// <summary>Every instance of the first axiom makes another one; the second has nothing to do with it.</summary>
    private const string Endless = """
        function f(n: int) returns (int);
        function g(n: int) returns (int);
        axiom (forall n: int :: {f(n)} f(f(n)) > f(n));
        axiom (forall n: int :: {g(n)} g(n) > n);
        """;

    private const string Jump = "procedure jump() modifies x; ensures x == f(old(x)) + g(old(x)) && x != 17; { x := f(x) + g(x); }";

    [Fact]
    public void Where_a_limit_is_reached_the_quantifier_that_took_the_effort_is_named()
    {
        ClauseFinding clause = Undecided(SolverKind.Z3);
        clause.Quantifiers[0].Text.ShouldBe("(forall n: int :: {f(n)} f(f(n)) > f(n))");
        clause.Quantifiers[0].Instances.ShouldBeGreaterThan(clause.Quantifiers.Skip(1).Sum(q => q.Instances));
        clause.Quantifiers.ShouldAllBe(q => q.Instances <= q.All);
        clause.Help.ShouldNotBeNull().ShouldStartWith("the solver goes on and on with the first quantifier");
        Undecided(SolverKind.Z3).Quantifiers.ShouldBe(clause.Quantifiers);
    }

    [Fact]
    public void A_solver_that_does_not_count_names_none() => Undecided(SolverKind.Cvc5).Quantifiers.ShouldBeEmpty();

    [Fact]
    public void A_profile_is_read_whatever_stands_between_its_lines()
    {
        QuantifierProfile.Read("""
            warning: nothing
            [quantifier_instances]        q!12-34 :      2 :   0 :   0 :   0 : 1
            [quantifier_instances]    k!7 :    200 :   0 :   0 : 100 : 101
            [quantifier_instances] broken
            """).ShouldBe([(new Syntax.Text.SourceSpan(12, 34), 2L), (null, 200L)]);
    }

    private static ClauseFinding Undecided(SolverKind solver)
    {
        Finding contract = Specifications.Verify(Specifications.Counter(declarations: Endless, operations: Jump), ObligationSet.Full, solver, resourceLimit: 100_000).The(CheckKind.Contract, "jump");
        contract.Verdict.ShouldBe(Verdict.Unknown);
        return contract.Clauses.Single(c => c.Verdict == Verdict.Unknown);
    }
}
