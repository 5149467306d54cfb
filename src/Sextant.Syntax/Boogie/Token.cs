using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie;

internal readonly record struct Token(TokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;

    public SourceSpan Span => new(Start, Length);
}
