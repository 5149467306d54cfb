using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Tests.Sxt;

internal static class Tokens
{
    public static IEnumerable<Token<TokenKind>> Read(string text)
    {
        var source = new SourceText("test.sxt", text);
        var lexer = new SxtLexer(source, new DiagnosticBag(source));
        for (Token<TokenKind> token = lexer.Next(); token.Kind != TokenKind.EndOfFile; token = lexer.Next())
            yield return token;
    }

    public static IEnumerable<(int Start, int Length)> Of(string text) => Read(text).Select(t => (t.Start, t.Length));
}
