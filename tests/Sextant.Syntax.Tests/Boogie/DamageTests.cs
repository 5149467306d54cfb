using System.Collections.Immutable;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Tests.Boogie;

/// <summary>Damaged texts: whatever a file holds, the answer is diagnostics, never an exception.</summary>
public sealed class DamageTests
{
    private static readonly string[] Pieces =
    [
        "(", ")", "{", "}", "[", "]", "{:", ";", ",", ":", "::", ":=", "=", "==>", "<==>", "<==", "&&", "||", "!", "-", "++", "<", ">", "*", "**",
        "<:", "->", "@merge", "@", "\\", "\"", "/*", "*/", "//", "\n", "12", "3bv4", "1e", "0x1", "§", "😀", "\0", "\uD800", "λ", "∀", "old", "if", "then",
        "else", "while", "invariant", "procedure", "function", "axiom", "const", "type", "var", "returns", "return", "call", "where", "free",
        "requires", "forall", "goto", "implementation", "x", "true", "label: ", "modifies", "unique", "assert",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_text_gets_bounded_diagnostics_that_point_into_it(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++)
        {
            string text = Damage.Of(random, Samples.All[random.Next(Samples.All.Length)], Pieces);
            (BoogieProgram program, ImmutableArray<Diagnostic> diagnostics) = Reading.Parse(text);
            diagnostics.Length.ShouldBeLessThanOrEqualTo(DiagnosticBag.Limit);
            foreach (Diagnostic diagnostic in diagnostics)
            {
                diagnostic.Message.ShouldNotBeNullOrWhiteSpace();
                diagnostic.Span.Start.ShouldBeInRange(0, text.Length, text);
                diagnostic.Span.End.ShouldBeInRange(diagnostic.Span.Start, text.Length, text);
            }
            string printed = BoogiePrinter.Print(program);
            if (diagnostics.IsEmpty)
                Shape.Of(Reading.ParseClean(printed)).ShouldBe(Shape.Of(program), text);
        }
    }

    [Fact]
    public void A_token_that_is_lost_yields_one_error_nearly_always_and_never_more_than_five()
    {
        int losses = 0;
        int withMoreThanOne = 0;
        foreach (string sample in Samples.All)
        {
            foreach ((int start, int length) in Tokens(sample))
            {
                string text = sample.Remove(start, length).Insert(start, " ");
                int errors = Reading.Parse(text).Diagnostics.Length;
                errors.ShouldBeLessThanOrEqualTo(5, $"without the `{sample.Substring(start, length)}` at {start}:\n{text}");
                losses++;
                withMoreThanOne += errors > 1 ? 1 : 0;
            }
        }
        losses.ShouldBeGreaterThan(500);
        withMoreThanOne.ShouldBeLessThan(losses / 15);
    }

    private static IEnumerable<(int Start, int Length)> Tokens(string text)
    {
        var source = new Syntax.Text.SourceText("test.spec", text);
        var lexer = new BoogieLexer(source, new DiagnosticBag(source));
        for (Token token = lexer.Next(); token.Kind != TokenKind.EndOfFile; token = lexer.Next())
            yield return (token.Start, token.Length);
    }
}
