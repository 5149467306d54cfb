using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Syntax.Tests.Boogie;

public sealed class StatementTests
{
    [Fact]
    public void Map_elements_are_assigned_through_all_their_indices()
    {
        AssignmentTarget target = Reading.Statement("m[i, j][k] := 1;").ShouldBeOfType<StatementSyntax.Assign>().Targets.ShouldHaveSingleItem();
        target.Variable.Text.ShouldBe("m");
        target.Indices.Select(i => i.Count).ShouldBe([2, 1]);
    }

    [Fact]
    public void Several_targets_take_several_values()
    {
        var assign = Reading.Statement("x, m[x] := m[x], x;").ShouldBeOfType<StatementSyntax.Assign>();
        (assign.Targets.Count, assign.Values.Count).ShouldBe((2, 2));
    }

    [Fact]
    public void Else_if_is_an_if_in_the_else_branch()
    {
        var branch = Reading.Statement("if (a) { x := 1; } else if (*) { x := 2; } else { x := 3; x := 4; }").ShouldBeOfType<StatementSyntax.If>();
        branch.Condition.ShouldNotBeNull();
        var next = branch.Else.ShouldHaveSingleItem().ShouldBeOfType<StatementSyntax.If>();
        next.Condition.ShouldBeNull();
        next.Else.Count.ShouldBe(2);
    }

    [Fact]
    public void A_loop_has_invariants_of_which_some_are_free()
    {
        var loop = Reading.Statement("while (i < n) invariant i <= n; free invariant {:a} p; { i := i + 1; }").ShouldBeOfType<StatementSyntax.While>();
        loop.Invariants.Select(i => i.IsFree).ShouldBe([false, true]);
        loop.Invariants[1].Attributes.ShouldHaveSingleItem().Name.ShouldBe("a");
        loop.Body.ShouldHaveSingleItem();
    }

    [Fact]
    public void Calls_may_have_results()
    {
        var call = Reading.Statement("call x, y := p(1, a + b);").ShouldBeOfType<StatementSyntax.Call>();
        (call.Procedure.Text, call.Results.Count, call.Arguments.Count).ShouldBe(("p", 2, 2));
        var bare = Reading.Statement("call {:cost 1} p();").ShouldBeOfType<StatementSyntax.Call>();
        (bare.Procedure.Text, bare.Results.Count, bare.Attributes.Count).ShouldBe(("p", 0, 1));
    }

    [Fact]
    public void Simple_statements_are_read_with_their_attributes()
    {
        EquatableArray<StatementSyntax> statements = Reading.Statements("assume {:reason \"r\"} p; assert {:msg \"m\"} {:n 1} q; havoc x, y; return;");
        statements.Select(s => $"{s.GetType().Name} {s.Attributes.Count}").ShouldBe(["Assume 1", "Assert 2", "Havoc 0", "Return 0"]);
    }

    [Fact]
    public void Local_variables_are_collected_from_between_the_statements()
    {
        ProcedureBody body = Reading.Declaration("procedure p() { var a, b: int; a := 1; var c: bool where c, d: T; c := true; }")
            .ShouldBeOfType<Declaration.Procedure>().Body.ShouldNotBeNull();
        body.Locals.SelectMany(g => g.Names).Select(n => n.Text).ShouldBe(["a", "b", "c", "d"]);
        body.Statements.Count.ShouldBe(2);
    }

    [Fact]
    public void An_assignment_spans_from_its_target_to_its_semicolon()
    {
        const string Text = "procedure p() { m[i] := f(1) ; }";
        StatementSyntax statement = Reading.Declaration(Text).ShouldBeOfType<Declaration.Procedure>().Body.ShouldNotBeNull().Statements[0];
        Text.Substring(statement.Span.Start, statement.Span.Length).ShouldBe("m[i] := f(1) ;");
    }

    [Fact]
    public void A_body_that_is_not_closed_does_not_swallow_the_next_declaration()
    {
        (BoogieProgram program, var diagnostics) = Reading.Parse("procedure p() { x := 1;\n@merge\nprocedure q() { }");
        program.Declarations.Count.ShouldBe(2);
        program.Declarations[1].Annotations.ShouldHaveSingleItem();
        Diagnostic error = diagnostics.ShouldHaveSingleItem();
        error.Labels.ShouldHaveSingleItem().Span.Start.ShouldBe(14);
    }

    [Fact]
    public void Errors_in_different_statements_are_all_reported()
    {
        string[] errors = [.. Reading.Parse("procedure p() {\n x := ;\n if (x { y := ; }\n call ;\n z := 1;\n}").Diagnostics.Select(Reading.Show)];
        errors.ShouldBe(
        [
            "2:7 SX1201 expected an expression, found `;`",
            "3:8 SX1201 expected `)`, found `{`",
            "3:15 SX1201 expected an expression, found `;`",
            "4:7 SX1201 expected the name of the procedure, found `;`",
        ]);
    }

    [Theory]
    [InlineData("procedure p() { x := 1")]
    [InlineData("procedure p() { while (x) { if (y) { z := f(1, (2")]
    [InlineData("function f(x: int")]
    [InlineData("axiom (forall x: int :: {p(x)")]
    public void A_text_that_ends_too_early_has_one_error(string text) => Reading.Parse(text).Diagnostics.ShouldHaveSingleItem();
}
