using Sextant.Syntax.Boogie.Ast;

namespace Sextant.Syntax.Tests.Boogie;

public sealed class DeclarationTests
{
    [Fact]
    public void Type_declarations_are_constructors_or_synonyms_and_may_share_a_keyword()
    {
        BoogieProgram program = Reading.ParseClean("type {:a} Field b, Key = int;");
        var field = program.Declarations[0].ShouldBeOfType<Declaration.TypeConstructor>();
        (field.Name.Text, field.Parameters.ShouldHaveSingleItem().Text).ShouldBe(("Field", "b"));
        var key = program.Declarations[1].ShouldBeOfType<Declaration.TypeSynonym>();
        (key.Name.Text, key.Attributes.ShouldHaveSingleItem().Name).ShouldBe(("Key", "a"));
    }

    [Fact]
    public void Constants_share_a_type_and_may_be_unique()
    {
        var constants = Reading.Declaration("const unique red, green: Color;").ShouldBeOfType<Declaration.Constants>();
        constants.IsUnique.ShouldBeTrue();
        constants.Names.Select(n => n.Text).ShouldBe(["red", "green"]);
        Reading.Declaration("const red: Color;").ShouldBeOfType<Declaration.Constants>().IsUnique.ShouldBeFalse();
    }

    [Theory]
    [InlineData("function f(x: int, bool) returns (r: T);", "x _", "r", false)]
    [InlineData("function f(int): T;", "_", "_", false)]
    [InlineData("function f() returns (T) { 1 }", "", "_", true)]
    [InlineData("function f(x: [int]bool): T { x[0] }", "x", "_", true)]
    public void Functions_may_leave_out_the_names_of_parameters_and_the_body(string text, string parameters, string result, bool hasBody)
    {
        var function = Reading.Declaration(text).ShouldBeOfType<Declaration.Function>();
        string.Join(' ', function.Parameters.Select(p => p.Name?.Text ?? "_")).ShouldBe(parameters);
        (function.Result.Name?.Text ?? "_").ShouldBe(result);
        (function.Body is not null).ShouldBe(hasBody);
    }

    [Fact]
    public void A_built_in_function_keeps_its_attribute()
    {
        BoogieAttribute attribute = Reading.Declaration("function {:bvbuiltin \"bvult\"} less(bv2, bv2) returns(bool);").Attributes.ShouldHaveSingleItem();
        attribute.Name.ShouldBe("bvbuiltin");
        attribute.Arguments.ShouldHaveSingleItem().ShouldBeOfType<AttributeArgument.Text>().Value.ShouldBe("bvult");
    }

    [Theory]
    [InlineData("@gteq\n@invariant\nfunction f(): bool { true }")]
    [InlineData("@gteq @invariant function f(): bool { true }")]
    [InlineData("@gteq // why\n\n@invariant\n\nfunction f(): bool { true }")]
    public void Annotations_stand_above_or_before_the_declaration_that_they_mark(string text) =>
        Reading.Declaration(text).Annotations.Select(a => a.Name).ShouldBe(["gteq", "invariant"]);

    [Fact]
    public void Variables_come_in_groups_that_may_have_a_condition()
    {
        var variables = Reading.Declaration("var x, y: int where x < y, m: [int]bool;").ShouldBeOfType<Declaration.Variables>();
        variables.Groups.Select(g => g.Names.Count).ShouldBe([2, 1]);
        variables.Groups.Select(g => g.Where is not null).ShouldBe([true, false]);
    }

    [Fact]
    public void The_clauses_of_a_procedure_keep_their_order()
    {
        var procedure = Reading.Declaration(
            "procedure p(a: int) returns (b: int)\nmodifies x;\nrequires a > 0\n  && a < 9;\nfree ensures {:msg \"m\"} b == a;\nmodifies y, z;\nfree requires true;\nensures x;\n{}")
            .ShouldBeOfType<Declaration.Procedure>();
        procedure.Contract.Select(c => c switch
        {
            ContractClause.Condition condition => $"{(condition.IsFree ? "free " : "")}{condition.Kind}",
            ContractClause.Modifies modifies => $"{modifies.Names.Count}",
            _ => throw new InvalidOperationException("there are two kinds of clauses"),
        }).ShouldBe(["1", "Requires", "free Ensures", "2", "free Requires", "Ensures"]);
        procedure.Contract[2].ShouldBeOfType<ContractClause.Condition>().Attributes.ShouldHaveSingleItem().Name.ShouldBe("msg");
    }

    [Fact]
    public void A_procedure_without_a_body_has_its_clauses_behind_the_semicolon()
    {
        var procedure = Reading.Declaration("procedure p(); requires true; modifies;").ShouldBeOfType<Declaration.Procedure>();
        procedure.Body.ShouldBeNull();
        procedure.Contract.Count.ShouldBe(2);
    }

    [Fact]
    public void The_span_of_a_declaration_runs_from_its_annotation_to_its_end()
    {
        const string Text = " @merge procedure p() { x := 1; } ";
        Declaration declaration = Reading.Declaration(Text);
        Text.Substring(declaration.Span.Start, declaration.Span.Length).ShouldBe(Text.Trim());
    }

    [Fact]
    public void An_escaped_keyword_is_a_name_without_the_escape() =>
        Reading.Declaration("const \\old: int;").ShouldBeOfType<Declaration.Constants>().Names.ShouldHaveSingleItem().Text.ShouldBe("old");

    [Fact]
    public void An_empty_text_is_an_empty_program() => Reading.ParseClean(" // nothing\n").Declarations.ShouldBeEmpty();
}
