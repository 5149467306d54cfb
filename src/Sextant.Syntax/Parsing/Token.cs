using Sextant.Syntax.Text;

namespace Sextant.Syntax.Parsing;

internal readonly record struct Token<TKind>(TKind Kind, int Start, int Length)
    where TKind : struct, Enum
{
    public int End => Start + Length;

    public SourceSpan Span => new(Start, Length);
}
