using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Tests.Binding.Boogie;

public sealed class NameTests
{
    [Fact]
    public void A_parameter_hides_a_state_variable_of_its_name()
    {
        Operation operation = Binding.CounterWith("procedure p(n: bool) requires n; { }").Operations[0];
        operation.Requires[0].Condition.ShouldBeOfType<Expr.Reference>().Symbol.ShouldBe(operation.Parameters[0]);
    }

    [Fact]
    public void A_local_variable_hides_a_parameter_in_the_body_and_not_in_the_contract()
    {
        Operation operation = Binding.CounterWith("procedure p(a: int) requires a == 0; { var a: bool; a := true; }").Operations[0];
        operation.Body.ShouldNotBeNull().Statements[0].ShouldBeOfType<Statement.Assign>().Assignments[0].Target.ShouldBe(operation.Body.Locals[0]);
    }

    [Fact]
    public void A_quantifier_hides_what_has_its_variable_s_name_and_only_inside()
    {
        Operation operation = Binding.CounterWith("procedure p() requires (forall n: bool :: n) && n == 0; { }").Operations[0];
        ExprWalk.All(operation.Requires[0].Condition).OfType<Expr.Reference>().Single().Type.ToString().ShouldBe("bool");
        ExprWalk.All(operation.Requires[1].Condition).OfType<Expr.Reference>().Single().Symbol.ShouldBeOfType<VariableSymbol>().Role.ShouldBe(VariableRole.State);
    }

    [Fact]
    public void A_name_may_be_used_above_its_declaration() =>
        Binding.CounterWith("axiom later(limit); const limit: T; function later(a: T) returns (bool); type T;").Theory.Axioms.Count.ShouldBe(1);

    [Fact]
    public void A_function_a_type_and_a_constant_may_share_a_name() =>
        Binding.CounterWith("type same; const same: same; function same(a: same) returns (bool); axiom same(same);").Theory.Constants.Count.ShouldBe(1);

    [Fact]
    public void A_mistyped_name_gets_the_nearest_one_that_can_be_seen()
    {
        Diagnostic error = Binding.ErrorWith("const limit: int; axiom 0 < limti;");
        error.Code.ShouldBe(DiagnosticCodes.UnknownName);
        error.Help.ShouldBe("did you mean `limit`?");
    }

    [Fact]
    public void A_second_declaration_is_reported_with_the_place_of_the_first()
    {
        Diagnostic error = Binding.ErrorWith("const c: int;\nconst c: bool;");
        error.Code.ShouldBe(DiagnosticCodes.DuplicateName);
        error.Position.Line.ShouldBe(13);
        error.Source.ShouldNotBeNull().PositionOf(error.Labels.ShouldHaveSingleItem().Span.Start).Line.ShouldBe(12);
    }

    [Theory]
    [InlineData("function f() returns (int) { n }")]
    [InlineData("axiom 0 <= n;")]
    [InlineData("axiom (forall a: int :: { id(n) } id(a) == a); function id(a: int) returns (int);")]
    public void The_state_cannot_be_read_where_there_is_none(string declaration)
    {
        Diagnostic error = Binding.ErrorWith(declaration);
        error.Code.ShouldBe(DiagnosticCodes.StateNotVisible);
        error.Message.ShouldBe("the state variable `n` cannot be read here");
        error.Help.ShouldNotBeNull().ShouldStartWith("pass it as a parameter");
    }

    [Fact]
    public void A_where_clause_of_a_state_variable_may_read_the_state()
    {
        ReplicatedObject bound = Binding.Object(Binding.Counter.Replace("var n: int;", "var n: int where 0 <= n;", StringComparison.Ordinal));
        bound.StateAssumptions.ShouldHaveSingleItem().Variable.ShouldBe(bound.State[0]);
    }
}
