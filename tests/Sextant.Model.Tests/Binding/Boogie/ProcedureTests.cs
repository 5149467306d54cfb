using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Tests.Binding.Boogie;

public sealed class ProcedureTests
{
    [Fact]
    public void A_conjunction_in_a_contract_becomes_clauses_that_are_judged_one_by_one()
    {
        Operation operation = Binding.CounterWith("procedure p(a: int) requires 0 < a && a < 9; requires a != 5; free ensures n == 0; ensures n == a; modifies n; { n := a; }").Operations[0];
        operation.Requires.Count.ShouldBe(3);
        operation.Ensures.Select(c => c.IsFree).ShouldBe([true, false]);
    }

    [Fact]
    public void An_assignment_to_an_entry_stores_into_the_whole_map()
    {
        Operation operation = Binding.CounterWith("procedure p() { var m: [int][int]bool; m[1][2] := true; }").Operations[0];
        Assignment assignment = operation.Body.ShouldNotBeNull().Statements[0].ShouldBeOfType<Statement.Assign>().Assignments.ShouldHaveSingleItem();
        assignment.Value.ShouldBeOfType<Expr.Store>().Value.ShouldBeOfType<Expr.Store>().Map.ShouldBeOfType<Expr.Select>();
    }

    [Fact]
    public void Merge_is_no_ordinary_operation_and_its_parameters_follow_the_state()
    {
        ReplicatedObject bound = Binding.Object("""
            var a: int; var b: bool;
            @invariant function inv(b: bool, a: int) returns (bool) { true }
            @gteq function gteq(b2: bool, b1: bool, a1: int, a2: int) returns (bool) { a2 <= a1 }
            procedure p() { }
            @merge procedure join(b1: bool, a1: int) modifies a, b; { }
            """);
        bound.Operations.Select(o => o.Name).ShouldBe(["p"]);
        bound.Merge.Incoming.Select(p => p.Name).ShouldBe(["a1", "b1"]);
        bound.Merge.Operation.Parameters.Select(p => p.Name).ShouldBe(["b1", "a1"]);
        bound.Order.Greater.Select(p => p.Name).ShouldBe(["a1", "b1"]);
        bound.Order.Smaller.Select(p => p.Name).ShouldBe(["a2", "b2"]);
    }

    [Fact]
    public void A_change_that_is_not_declared_names_the_clause_to_add()
    {
        Diagnostic error = Binding.ErrorWith("procedure p() { n := 1; }");
        error.Code.ShouldBe(DiagnosticCodes.NotModifiable);
        error.Help.ShouldBe("add `modifies n;` to its contract");
    }

    [Fact]
    public void A_call_changes_what_the_called_procedure_changes()
    {
        Diagnostic error = Binding.ErrorWith("procedure p() { call merge(1); }");
        error.Code.ShouldBe(DiagnosticCodes.NotModifiable);
        error.Message.ShouldBe("`merge` changes `n`, and `p` does not declare that it does");
    }

    [Theory]
    [InlineData("call two(1);", "SX1402")]
    [InlineData("call x := two(true);", "SX1401")]
    [InlineData("call flag := two(1);", "SX1401")]
    [InlineData("call tow(1);", "SX1301")]
    public void A_call_has_the_arguments_and_results_of_the_declaration(string call, string code) =>
        Binding.ErrorWith($"procedure two(a: int) returns (r: int) {{ r := a; }} procedure p() {{ var x: int; var flag: bool; {call} }}").Code.Id.ShouldBe(code);

    [Theory]
    [InlineData("procedure p() requires old(n) == n; { }")]
    [InlineData("function f(a: int) returns (int) { old(a) }")]
    [InlineData("axiom old(1) == 1;")]
    public void Old_needs_a_state_before(string declaration)
    {
        Diagnostic error = Binding.ErrorWith(declaration);
        error.Code.ShouldBe(DiagnosticCodes.OldOutsideTwoStates);
        error.Help.ShouldBe("old may stand in ensures clauses, loop invariants and bodies");
    }

    [Fact]
    public void Old_may_stand_in_postconditions_loop_invariants_and_bodies() =>
        Binding.CounterWith("procedure p() modifies n; ensures old(n) <= n; { while (*) invariant old(n) <= n; { n := n + 1; } assert old(n) <= n; }").Operations.Count.ShouldBe(1);

    [Fact]
    public void A_result_has_no_value_in_a_precondition() =>
        Binding.ErrorWith("procedure p() returns (r: int) requires r == 0; { r := 0; }").Code.ShouldBe(DiagnosticCodes.UnknownName);
}
