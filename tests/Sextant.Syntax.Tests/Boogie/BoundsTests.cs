using Sextant.Syntax.Boogie;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;

namespace Sextant.Syntax.Tests.Boogie;

/// <summary>Input that is made to hurt is answered soon, on a small stack, with an error that names the bound.</summary>
public sealed class BoundsTests
{
    private const int Many = 1_000_000;

    public static TheoryData<string, string, string, string> TooDeep => new()
    {
        { "parentheses", "axiom ", "(", "" },
        { "prefix operators", "axiom ", "!", "" },
        { "minus signs", "axiom ", "-", "" },
        { "indices", "axiom ", "a[", "" },
        { "calls", "axiom ", "f(", "" },
        { "conditionals", "axiom ", "if c then ", "" },
        { "quantifiers", "axiom ", "(forall x: int :: ", "" },
        { "type parentheses", "var x: ", "(", "" },
        { "map types", "var x: ", "[int]", "int;" },
        { "blocks", "procedure p() { ", "if (c) { ", "" },
        { "else if", "procedure p() { if (c) { }", "else if (c) { }", "" },
        { "loops", "procedure p() { ", "while (*) { ", "" },
        { "mixed levels", "axiom ", "(a <==> b ==> c && d == e ++ f + g * ", "" },
    };

    [Theory]
    [MemberData(nameof(TooDeep))]
    public void Deep_nesting_is_refused(string what, string start, string piece, string end)
    {
        Diagnostic error = ReadOnSmallStack(start + string.Concat(Enumerable.Repeat(piece, Many / piece.Length)) + end).ShouldHaveSingleItem(what);
        error.Code.ShouldBe(DiagnosticCodes.TooDeep);
        error.Message.ShouldContain("500");
    }

    [Theory]
    [InlineData(" && a")]
    [InlineData(" ==> a")]
    [InlineData(" + a")]
    [InlineData("[a]")]
    public void A_chain_of_operators_is_read_up_to_the_bound_and_refused_beyond(string link)
    {
        string allowed = "axiom a" + string.Concat(Enumerable.Repeat(link, ParserBounds.MaxOperators)) + ";\n";
        ReadOnSmallStack(allowed).ShouldBeEmpty();
        ReadOnSmallStack(allowed.Replace(";", link + ";", StringComparison.Ordinal)).ShouldHaveSingleItem().Code.ShouldBe(DiagnosticCodes.TooDeep);
    }

    [Fact]
    public void The_operators_of_each_expression_are_counted_anew()
    {
        string axiom = "axiom a" + string.Concat(Enumerable.Repeat(" && a", ParserBounds.MaxOperators)) + ";\n";
        ReadOnSmallStack(axiom + axiom).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("(")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("\"")]
    [InlineData("/*")]
    [InlineData("%")]
    [InlineData("§ ")]
    [InlineData("@")]
    [InlineData("\\")]
    [InlineData(";")]
    [InlineData("type ")]
    [InlineData("9")]
    [InlineData("@a\n")]
    [InlineData("procedure p() { (]\n")]
    [InlineData("{:x ")]
    public void Millions_of_the_same_piece_are_answered_with_bounded_diagnostics(string piece)
    {
        var diagnostics = ReadOnSmallStack(string.Concat(Enumerable.Repeat(piece, 4 * Many / piece.Length)));
        diagnostics.Length.ShouldBeInRange(1, DiagnosticBag.Limit);
    }

    [Fact]
    public void Garbage_on_one_long_line_is_answered_with_bounded_diagnostics()
    {
        var random = new Random(7);
        string garbage = string.Create(4 * Many, random, (span, r) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = (char)r.Next(' ', '~');
        });
        ReadOnSmallStack(garbage).Length.ShouldBeInRange(1, DiagnosticBag.Limit);
    }

    private static System.Collections.Immutable.ImmutableArray<Diagnostic> ReadOnSmallStack(string text) => SmallStack.Run(() =>
    {
        (var program, var diagnostics) = Reading.Parse(text);
        BoogiePrinter.Print(program).ShouldNotBeNull();
        return diagnostics;
    });
}
