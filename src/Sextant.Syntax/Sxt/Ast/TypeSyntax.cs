using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt.Ast;

/// <summary>A type as written. Parentheses leave no node.</summary>
public abstract record TypeSyntax(SourceSpan Span)
{
    /// <summary>
    /// <c>int</c>, <c>BidId</c>, <c>Set[T]</c>, <c>Max[int]</c>: built in, declared, a parameter, or an object, with what
    /// it is applied to. An empty name stands where no type could be read; an error has been reported.
    /// </summary>
    public sealed record Named(SourceSpan Span, Identifier Name, EquatableArray<TypeSyntax> Arguments) : TypeSyntax(Span);

    /// <summary><c>option T</c></summary>
    public sealed record Option(SourceSpan Span, TypeSyntax Element) : TypeSyntax(Span);

    /// <summary><c>[T]</c>, indexed by integers.</summary>
    public sealed record List(SourceSpan Span, TypeSyntax Element) : TypeSyntax(Span);

    /// <summary><c>Map[K -> V]</c></summary>
    public sealed record Map(SourceSpan Span, TypeSyntax Key, TypeSyntax Value) : TypeSyntax(Span);

    /// <summary><c>A * B</c>, of at least two elements.</summary>
    public sealed record Tuple(SourceSpan Span, EquatableArray<TypeSyntax> Elements) : TypeSyntax(Span);
}
