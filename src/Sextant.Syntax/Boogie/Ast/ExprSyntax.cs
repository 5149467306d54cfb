using System.Numerics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie.Ast;

/// <summary>An expression as written. Parentheses leave no node; the printer puts back those that are needed.</summary>
public abstract record ExprSyntax(SourceSpan Span)
{
    public sealed record BoolLiteral(SourceSpan Span, bool Value) : ExprSyntax(Span);

    public sealed record IntLiteral(SourceSpan Span, BigInteger Value) : ExprSyntax(Span);

    /// <summary><c>1.50</c> or <c>1.5e3</c>, kept as written.</summary>
    public sealed record RealLiteral(SourceSpan Span, string Text) : ExprSyntax(Span);

    /// <summary><c>2bv8</c></summary>
    public sealed record BitVectorLiteral(SourceSpan Span, BigInteger Value, int Width) : ExprSyntax(Span);

    public sealed record Name(SourceSpan Span, string Text) : ExprSyntax(Span);

    /// <summary><c>f(a, b)</c></summary>
    public sealed record Call(SourceSpan Span, Identifier Function, EquatableArray<ExprSyntax> Arguments) : ExprSyntax(Span);

    public sealed record Old(SourceSpan Span, ExprSyntax Operand) : ExprSyntax(Span);

    public sealed record Unary(SourceSpan Span, UnaryOperator Operator, ExprSyntax Operand) : ExprSyntax(Span);

    public sealed record Binary(SourceSpan Span, BinaryOperator Operator, ExprSyntax Left, ExprSyntax Right) : ExprSyntax(Span);

    /// <summary><c>if c then a else b</c></summary>
    public sealed record Conditional(SourceSpan Span, ExprSyntax Condition, ExprSyntax Then, ExprSyntax Else) : ExprSyntax(Span);

    /// <summary><c>m[i, j]</c></summary>
    public sealed record Select(SourceSpan Span, ExprSyntax Map, EquatableArray<ExprSyntax> Indices) : ExprSyntax(Span);

    /// <summary><c>m[i, j := e]</c></summary>
    public sealed record Store(SourceSpan Span, ExprSyntax Map, EquatableArray<ExprSyntax> Indices, ExprSyntax Value) : ExprSyntax(Span);

    /// <summary><c>e[high : low]</c>, the bits from <paramref name="Low"/> up to but not including <paramref name="High"/>.</summary>
    public sealed record Extract(SourceSpan Span, ExprSyntax Operand, int High, int Low) : ExprSyntax(Span);

    /// <summary><c>(forall x, y: T :: {triggers} body)</c></summary>
    public sealed record Quantifier(SourceSpan Span, QuantifierKind Kind, EquatableArray<VariableGroup> Variables,
        EquatableArray<BoogieAttribute> Attributes, EquatableArray<TriggerSyntax> Triggers, ExprSyntax Body) : ExprSyntax(Span);

    /// <summary>Stands where an expression was expected and none could be read; an error has been reported.</summary>
    public sealed record Missing(SourceSpan Span) : ExprSyntax(Span);
}

/// <summary><c>{e1, e2}</c>: the terms that must all occur before the quantifier is instantiated.</summary>
public sealed record TriggerSyntax(SourceSpan Span, EquatableArray<ExprSyntax> Terms);

public enum QuantifierKind
{
    ForAll,
    Exists,
}

public enum UnaryOperator
{
    Not,
    Negate,
}

/// <summary>From the loosest to the tightest binding level of Boogie.</summary>
public enum BinaryOperator
{
    Equivalent,
    Implies,
    /// <summary><c>a &lt;== b</c></summary>
    ImpliedBy,
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// <summary><c>++</c> of bit vectors; the left operand holds the high bits.</summary>
    Concatenate,
    Add,
    Subtract,
    Multiply,
    /// <summary><c>div</c>, Euclidean.</summary>
    IntegerDivide,
    /// <summary><c>mod</c>, never negative.</summary>
    Modulo,
    /// <summary><c>/</c>, of reals, or of integers with a real result.</summary>
    Divide,
}
