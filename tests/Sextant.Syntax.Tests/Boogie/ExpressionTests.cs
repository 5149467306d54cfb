using Sextant.Syntax.Boogie;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Syntax.Tests.Boogie;

public sealed class ExpressionTests
{
    /// <summary>The text on the right has the parentheses that the text on the left implies.</summary>
    [Theory]
    [InlineData("a <==> b <==> c", "(a <==> b) <==> c")]
    [InlineData("a <==> b ==> c", "a <==> (b ==> c)")]
    [InlineData("a ==> b ==> c", "a ==> (b ==> c)")]
    [InlineData("a <== b <== c", "(a <== b) <== c")]
    [InlineData("a ==> b && c", "a ==> (b && c)")]
    [InlineData("a || b ==> c || d", "(a || b) ==> (c || d)")]
    [InlineData("a && b && c", "(a && b) && c")]
    [InlineData("a == b && c < d", "(a == b) && (c < d)")]
    [InlineData("a ++ b == c ++ d ++ e", "(a ++ b) == ((c ++ d) ++ e)")]
    [InlineData("a + b ++ c", "(a + b) ++ c")]
    [InlineData("a - b - c + d", "((a - b) - c) + d")]
    [InlineData("a + b * c", "a + (b * c)")]
    [InlineData("a * b div c mod d / e", "(((a * b) div c) mod d) / e")]
    [InlineData("-a * b", "(-a) * b")]
    [InlineData("!a && b", "(!a) && b")]
    [InlineData("!a[b]", "!(a[b])")]
    [InlineData("a == if b then c else d + e", "a == (if b then c else (d + e))")]
    [InlineData("!(a ⇒ b ∧ c ≤ d)", "!(a ==> (b && (c <= d)))")]
    public void Operators_bind_as_in_Boogie(string text, string parenthesized) =>
        Shape.Of(Reading.Expression(text)).ShouldBe(Shape.Of(Reading.Expression(parenthesized)));

    [Theory]
    [InlineData("a && b || c", 7)]
    [InlineData("a || b && c", 7)]
    [InlineData("a ==> b <== c", 8)]
    [InlineData("a <== b ==> c", 8)]
    [InlineData("a < b < c", 6)]
    [InlineData("a == b != c", 7)]
    [InlineData("a && b || c && d || e", 7)]
    public void Operators_that_do_not_mix_are_reported_once_where_the_second_stands(string text, int offset)
    {
        Diagnostic error = Reading.SingleError($"axiom {text};");
        error.Code.ShouldBe(DiagnosticCodes.AmbiguousOperators);
        error.Span.Start.ShouldBe("axiom ".Length + offset);
        error.Labels.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("(a && b) || (c && d)")]
    [InlineData("(a ==> b) ==> c")]
    [InlineData("a - (b - c)")]
    [InlineData("(a == b) == (c < d)")]
    [InlineData("!(a && b) && -(-x)[3] > --y")]
    [InlineData("(a ++ b)[8:0][i, 4 := (if c then 1 else 2) + 3][j, k]")]
    [InlineData("old(m)[i][f] == f(x, g(), h(1bv2))")]
    [InlineData("(forall x, y: int, z: T :: {:weight 1, \"a\"} {f(x), g(y)} {h(z)} x == y)")]
    [InlineData("(exists x: int :: (forall y: int :: x <= y))")]
    [InlineData("if a then b else if c then d else e")]
    [InlineData("1.5e-3 + 2.0 == 12345678901234567890")]
    public void An_expression_in_canonical_form_is_printed_as_it_was_read(string text) =>
        BoogiePrinter.Print(Reading.Expression(text)).ShouldBe(text);

    [Fact]
    public void Select_store_and_extract_are_told_apart()
    {
        Reading.Expression("m[i, j]").ShouldBeOfType<ExprSyntax.Select>().Indices.Count.ShouldBe(2);
        Reading.Expression("m[i, j := 1]").ShouldBeOfType<ExprSyntax.Store>().Indices.Count.ShouldBe(2);
        var extract = Reading.Expression("b[8:4]").ShouldBeOfType<ExprSyntax.Extract>();
        (extract.High, extract.Low).ShouldBe((8, 4));
    }

    [Fact]
    public void Bit_vectors_have_a_value_and_a_width()
    {
        var literal = Reading.Expression("258bv16").ShouldBeOfType<ExprSyntax.BitVectorLiteral>();
        ((int)literal.Value, literal.Width).ShouldBe((258, 16));
    }

    [Fact]
    public void The_span_of_an_operation_takes_in_the_parentheses_of_its_operands()
    {
        const string Text = "axiom (a + b) * (c);";
        SpanText(Text, Reading.ParseClean(Text)).ShouldBe("(a + b) * (c)");
    }

    [Fact]
    public void The_span_of_a_quantifier_takes_in_its_own_parentheses()
    {
        const string Text = "axiom (forall x: int :: p(x));";
        SpanText(Text, Reading.ParseClean(Text)).ShouldBe("(forall x: int :: p(x))");
    }

    [Fact]
    public void A_parenthesis_that_is_not_closed_is_shown_where_it_opens()
    {
        Diagnostic error = Reading.SingleError("axiom (a && (b);");
        error.Message.ShouldBe("expected `)`, found `;`");
        error.Labels.ShouldHaveSingleItem().Span.Start.ShouldBe(6);
    }

    private static string SpanText(string text, BoogieProgram program)
    {
        ExprSyntax condition = program.Declarations[0].ShouldBeOfType<Declaration.Axiom>().Condition;
        return text.Substring(condition.Span.Start, condition.Span.Length);
    }
}
