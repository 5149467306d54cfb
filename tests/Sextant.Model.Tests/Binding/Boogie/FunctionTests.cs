using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Tests.Binding.Boogie;

public sealed class FunctionTests
{
    [Fact]
    public void A_function_stands_after_those_that_its_body_uses()
    {
        Theory theory = Binding.CounterWith("function c() returns (int) { b() + a() } function b() returns (int) { a() } function a() returns (int);").Theory;
        theory.Functions.Select(f => f.Symbol.Name).Where(n => n.Length == 1).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void A_function_is_defined_built_in_or_only_spoken_of_by_axioms()
    {
        Theory theory = Binding.CounterWith("function {:bvbuiltin \"bvult\"} less(a: bv4, b: bv4) returns (bool); function open(a: int) returns (int); function one() returns (int) { 1 }").Theory;
        MeaningOf(theory, "less").ShouldBe(new FunctionMeaning.Builtin("bvult"));
        MeaningOf(theory, "open").ShouldBeOfType<FunctionMeaning.Uninterpreted>();
        MeaningOf(theory, "one").ShouldBeOfType<FunctionMeaning.Defined>();
    }

    [Fact]
    public void A_built_in_with_a_number_is_written_as_the_solver_wants_it() =>
        MeaningOf(Binding.CounterWith("function {:bvbuiltin \"zero_extend 4\"} widen(a: bv4) returns (bv8);").Theory, "widen").ShouldBe(new FunctionMeaning.Builtin("(_ zero_extend 4)"));

    [Fact]
    public void A_built_in_of_another_signature_is_told_the_right_one()
    {
        Diagnostic error = Binding.ErrorWith("function {:bvbuiltin \"bvult\"} less(a: bv4, b: bv8) returns (bool);");
        error.Code.ShouldBe(DiagnosticCodes.BadBuiltin);
        error.Help.ShouldBe("declare `less(bvN, bvN) returns (bool)`");
    }

    [Fact]
    public void Functions_that_need_each_other_are_reported_once()
    {
        Diagnostic error = Binding.ErrorWith("function even(a: int) returns (bool) { odd(a) } function odd(a: int) returns (bool) { even(a) }");
        error.Code.ShouldBe(DiagnosticCodes.CyclicDefinition);
        error.Help.ShouldNotBeNull().ShouldContain("axiom");
    }

    [Fact]
    public void Calling_a_procedure_as_a_function_says_that_it_is_one()
    {
        Diagnostic error = Binding.ErrorWith("axiom merge(1);");
        error.Code.ShouldBe(DiagnosticCodes.WrongKindOfName);
        error.Message.ShouldBe("`merge` is a procedure, and a value is needed here");
    }

    private static FunctionMeaning MeaningOf(Theory theory, string name) => theory.Functions.Single(f => f.Symbol.Name == name).Meaning;
}
