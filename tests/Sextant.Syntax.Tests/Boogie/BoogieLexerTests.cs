using Sextant.Syntax.Boogie;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Tests.Boogie;

public sealed class BoogieLexerTests
{
    [Theory]
    [InlineData("x", "Identifier")]
    [InlineData("a.b'c~d#e$f^g_h?i`", "Identifier")]
    [InlineData("'", "Identifier")]
    [InlineData("\\procedure", "Identifier")]
    [InlineData("procedures", "Identifier")]
    [InlineData("procedure", "Procedure")]
    [InlineData("0", "Integer")]
    [InlineData("2bv8", "BitVector")]
    [InlineData("1.5", "Real")]
    [InlineData("1e-3", "Real")]
    [InlineData("1.5e3", "Real")]
    [InlineData("0x1.8e0f24e8", "Float")]
    [InlineData("\"a \\\" b\"", "String")]
    [InlineData("\"\"", "String")]
    [InlineData("@merge", "Annotation")]
    [InlineData("<==>", "Equivalent")]
    [InlineData("<==", "ImpliedBy")]
    [InlineData("==>", "Implies")]
    [InlineData("<=", "LessOrEqual")]
    [InlineData("<:", "Subtype")]
    [InlineData("::", "ColonColon")]
    [InlineData(":=", "Becomes")]
    [InlineData("++", "PlusPlus")]
    [InlineData("**", "Power")]
    [InlineData("->", "Arrow")]
    [InlineData("∧", "And")]
    [InlineData("∨", "Or")]
    [InlineData("¬", "Not")]
    [InlineData("∀", "ForAll")]
    [InlineData("∃", "Exists")]
    [InlineData("⇒", "Implies")]
    [InlineData("⇐", "ImpliedBy")]
    [InlineData("⇔", "Equivalent")]
    [InlineData("≠", "NotEqual")]
    [InlineData("≤", "LessOrEqual")]
    [InlineData("≥", "GreaterOrEqual")]
    [InlineData("•", "ColonColon")]
    [InlineData("λ", "Reserved")]
    public void A_text_that_is_one_token_is_read_as_that_token(string text, string kind)
    {
        (Token[] tokens, int errors) = Lex(text);
        tokens.ShouldHaveSingleItem().ShouldBe(new Token(Enum.Parse<TokenKind>(kind), 0, text.Length));
        errors.ShouldBe(0);
    }

    [Fact]
    public void The_longest_sign_is_taken()
    {
        Kinds("a<==>b<==c<=d<e==>f==g").ShouldBe("Identifier Equivalent Identifier ImpliedBy Identifier LessOrEqual Identifier Less Identifier Implies Identifier EqualEqual Identifier");
        Kinds("<b>[c]").ShouldBe("Less Identifier Greater OpenBracket Identifier CloseBracket");
        Kinds("b[8:0]").ShouldBe("Identifier OpenBracket Integer Colon Integer CloseBracket");
    }

    [Fact]
    public void Comments_and_blanks_separate_tokens_and_block_comments_nest()
    {
        Kinds("a/* x /* y */ z */b // c \r\n\t d/**/e//").ShouldBe("Identifier Identifier Identifier Identifier");
        Kinds("a / b").ShouldBe("Identifier Slash Identifier");
    }

    [Theory]
    [InlineData("a /* b", "SX1102", 2)]
    [InlineData("/* /* */", "SX1102", 0)]
    [InlineData("x \"abc\n y", "SX1103", 2)]
    [InlineData("12ab", "SX1104", 0)]
    [InlineData("a §§§ b", "SX1101", 2)]
    [InlineData("a @ b", "SX1101", 2)]
    [InlineData("a \\ b", "SX1101", 2)]
    [InlineData("a \uFEFF b", "SX1101", 2)]
    public void What_is_no_token_is_reported_once_where_it_begins(string text, string code, int start)
    {
        var source = new SourceText("test.spec", text);
        var diagnostics = new DiagnosticBag(source);
        _ = Lex(source, diagnostics).ToArray();
        Diagnostic diagnostic = diagnostics.ToImmutable().ShouldHaveSingleItem();
        (diagnostic.Code.Id, diagnostic.Span.Start).ShouldBe((code, start));
    }

    [Fact]
    public void A_number_of_more_digits_than_allowed_is_refused()
    {
        Lex(new string('7', ParserBounds.MaxDigits)).Errors.ShouldBe(0);
        Lex(new string('7', ParserBounds.MaxDigits + 1)).Errors.ShouldBe(1);
    }

    private static string Kinds(string text) => string.Join(' ', Lex(text).Tokens.Select(t => t.Kind));

    private static (Token[] Tokens, int Errors) Lex(string text)
    {
        var source = new SourceText("test.spec", text);
        var diagnostics = new DiagnosticBag(source);
        Token[] tokens = [.. Lex(source, diagnostics)];
        return (tokens, diagnostics.ToImmutable().Length);
    }

    private static IEnumerable<Token> Lex(SourceText source, DiagnosticBag diagnostics)
    {
        var lexer = new BoogieLexer(source, diagnostics);
        for (Token token = lexer.Next(); token.Kind != TokenKind.EndOfFile; token = lexer.Next())
            yield return token;
    }
}
