using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt.Ast;

/// <summary>
/// What stands at the top of a file; all but objects may also stand inside an object. <paramref name="Span"/> covers the
/// whole declaration.
/// </summary>
public abstract record Declaration(SourceSpan Span)
{
    /// <summary><c>enum Status := A &lt; B &lt; C;</c> is ordered, <c>enum Vote := YES, NO;</c> is not. One case alone is not ordered.</summary>
    public sealed record Enum(SourceSpan Span, Identifier Name, bool IsOrdered, EquatableArray<Identifier> Cases) : Declaration(Span);

    /// <summary><c>record Bid { amount: int, by: Place }</c></summary>
    public sealed record Record(SourceSpan Span, Identifier Name, EquatableArray<Identifier> TypeParameters, EquatableArray<Parameter> Fields) : Declaration(Span);

    /// <summary><c>type Place;</c> is uninterpreted, <c>type Bids := Map[BidId -> Bid];</c> another name.</summary>
    public sealed record NamedType(SourceSpan Span, Identifier Name, EquatableArray<Identifier> TypeParameters, TypeSyntax? Definition) : Declaration(Span);

    /// <summary><c>const N : nat := 3;</c> Without a value it may be any; a type or a value may be left out, not both.</summary>
    public sealed record Constant(SourceSpan Span, Identifier Name, TypeSyntax? Type, ExprSyntax? Value) : Declaration(Span);

    /// <summary><c>function f(x: int) : bool := e;</c> Without a body it is uninterpreted, and then has a result type.</summary>
    public sealed record Function(SourceSpan Span, Identifier Name, EquatableArray<Identifier> TypeParameters, EquatableArray<Parameter> Parameters,
        TypeSyntax? Result, ExprSyntax? Body) : Declaration(Span);

    /// <summary><c>axiom name: e;</c></summary>
    public sealed record Axiom(SourceSpan Span, Identifier? Name, ExprSyntax Condition) : Declaration(Span);

    /// <summary><c>replicated</c>, <c>ADO</c> or <c>DApp</c>; only a <c>DApp</c> has parameters.</summary>
    public sealed record Object(SourceSpan Span, ObjectKind Kind, Identifier Name, EquatableArray<Identifier> TypeParameters,
        EquatableArray<ObjectParameter> Parameters, EquatableArray<Member> Members) : Declaration(Span);
}

public enum ObjectKind
{
    /// <summary><c>replicated</c>: available everywhere, merged later.</summary>
    Replicated,
    /// <summary><c>ADO</c>: an atomic distributed object.</summary>
    Atomic,
    /// <summary><c>DApp</c>: a distributed app over atomic objects.</summary>
    App,
}

/// <summary><c>name: T</c>; without a type it is found out.</summary>
public sealed record Parameter(Identifier Name, TypeSyntax? Type);

/// <summary>What an app is made of.</summary>
public abstract record ObjectParameter(SourceSpan Span)
{
    /// <summary><c>lk: DLock</c></summary>
    public sealed record Single(SourceSpan Span, Identifier Name, TypeSyntax Type) : ObjectParameter(Span);

    /// <summary>
    /// <c>rm_1: RM, ..., rm_n: RM</c>: objects <c>rm_1</c> up to <c>rm_n</c>. <paramref name="Name"/> is <c>rm</c>;
    /// <paramref name="Count"/> is what stands behind the last underscore of the last name: a number, or the name of one.
    /// </summary>
    public sealed record Family(SourceSpan Span, Identifier Name, Identifier Count, TypeSyntax Type) : ObjectParameter(Span);
}
