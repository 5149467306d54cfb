using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie.Ast;

/// <summary>A type as written.</summary>
public abstract record TypeSyntax(SourceSpan Span)
{
    /// <summary><c>bool</c>, <c>int</c>, <c>real</c>, <c>bv8</c>, a synonym, a parameter, or a constructor with its arguments.</summary>
    public sealed record Named(SourceSpan Span, Identifier Name, EquatableArray<TypeSyntax> Arguments) : TypeSyntax(Span);

    /// <summary><c>&lt;a&gt;[T, U] V</c></summary>
    public sealed record Map(SourceSpan Span, EquatableArray<Identifier> TypeParameters, EquatableArray<TypeSyntax> Domain, TypeSyntax Range) : TypeSyntax(Span);
}
