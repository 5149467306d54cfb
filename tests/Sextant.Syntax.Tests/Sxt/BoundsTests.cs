using System.Collections.Immutable;
using System.Diagnostics;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;
using Sextant.Syntax.Sxt;
using Diagnostic = Sextant.Syntax.Diagnostics.Diagnostic;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>Input that is made to hurt is answered soon, on a small stack, with an error that names the bound.</summary>
public sealed class BoundsTests
{
    private const int Many = 1_000_000;

    public static TheoryData<string, string, string> TooDeep => new()
    {
        { "parentheses", "axiom ", "(" },
        { "prefix operators", "axiom ", "!" },
        { "minus signs", "axiom ", "-" },
        { "indices", "axiom ", "a[" },
        { "calls", "axiom ", "f(" },
        { "methods", "axiom ", "o.f(" },
        { "sets", "axiom ", "{" },
        { "maps", "axiom ", "{1 -> " },
        { "lists", "axiom ", "[1, " },
        { "records", "axiom ", "R{a: " },
        { "options", "axiom ", "Some(" },
        { "conditionals", "axiom ", "if c then " },
        { "quantifiers", "axiom ", "forall x: int. " },
        { "domains", "axiom ", "forall x in " },
        { "type parentheses", "const x : ", "(" },
        { "option types", "const x : ", "option " },
        { "list types", "const x : ", "[" },
        { "map types", "const x : ", "Map[int -> " },
        { "blocks", "ADO A { method m() { ", "if (c) { " },
        { "else if", "ADO A { method m() { if (c) { }", "else if (c) { }" },
        { "loops", "ADO A { method m() { ", "while (c) { " },
        { "mixed levels", "axiom ", "(a <==> b ==> c || d && e == f + g * " },
    };

    [Theory]
    [MemberData(nameof(TooDeep))]
    public void Deep_nesting_is_refused(string what, string start, string piece)
    {
        ImmutableArray<Diagnostic> errors = ReadOnSmallStack(start + string.Concat(Enumerable.Repeat(piece, Many / piece.Length)));
        errors.ShouldContain(e => e.Code == DiagnosticCodes.TooDeep && e.Message.Contains("500", StringComparison.Ordinal), what);
    }

    [Theory]
    [InlineData(" && a")]
    [InlineData(" ==> a")]
    [InlineData(" + a")]
    [InlineData("[a]")]
    [InlineData(".a")]
    public void A_chain_of_operators_is_read_up_to_the_bound_and_refused_beyond(string link)
    {
        string allowed = "axiom a" + string.Concat(Enumerable.Repeat(link, ParserBounds.MaxOperators)) + ";\n";
        ReadOnSmallStack(allowed).ShouldBeEmpty();
        ReadOnSmallStack(allowed.Replace(";", link + ";", StringComparison.Ordinal)).ShouldHaveSingleItem().Code.ShouldBe(DiagnosticCodes.TooDeep);
        ReadOnSmallStack(allowed + allowed).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("(")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("\"")]
    [InlineData("/*")]
    [InlineData("/**/")]
    [InlineData("// c\n")]
    [InlineData("§ ")]
    [InlineData(";")]
    [InlineData("\n")]
    [InlineData("type ")]
    [InlineData("9")]
    [InlineData("x{a,")]
    [InlineData("ADO A { method m() { while (c) while (d) ")]
    [InlineData("ADO A { method m() (]\n")]
    [InlineData("op f() { x := {1 }\n")]
    [InlineData("ADO A { lock a x; }\n")]
    public void Millions_of_the_same_piece_are_answered_with_bounded_diagnostics(string piece) =>
        ReadOnSmallStack(string.Concat(Enumerable.Repeat(piece, 4 * Many / piece.Length))).Length.ShouldBeLessThanOrEqualTo(DiagnosticBag.Limit);

    [Fact]
    public void A_file_of_ten_thousand_lines_is_read_in_well_under_a_second()
    {
        string text = string.Concat(Enumerable.Repeat(string.Concat(Corpus.Texts), 1 + 10_000 / Corpus.Texts.Sum(t => t.Count(c => c == '\n'))));
        text.Count(c => c == '\n').ShouldBeGreaterThan(10_000);
        Reading.ParseClean(text);
        var watch = Stopwatch.StartNew();
        Reading.ParseClean(text);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(0.7));
    }

    private static ImmutableArray<Diagnostic> ReadOnSmallStack(string text) => SmallStack.Run(() =>
    {
        (var program, var diagnostics) = Reading.Parse(text);
        SxtFormatter.Format(program).ShouldNotBeNull();
        return diagnostics;
    });
}
