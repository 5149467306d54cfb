using System.Numerics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt.Ast;

/// <summary>An expression as written. Parentheses leave no node; the formatter puts back those that are needed.</summary>
public abstract record ExprSyntax(SourceSpan Span)
{
    public sealed record BoolLiteral(SourceSpan Span, bool Value) : ExprSyntax(Span);

    public sealed record IntLiteral(SourceSpan Span, BigInteger Value) : ExprSyntax(Span);

    /// <summary><paramref name="Value"/> is what the literal means, its escapes resolved.</summary>
    public sealed record StringLiteral(SourceSpan Span, string Value) : ExprSyntax(Span);

    /// <summary>One of the words that stand for a value by themselves.</summary>
    public sealed record Word(SourceSpan Span, ValueWord Value) : ExprSyntax(Span);

    public sealed record Name(SourceSpan Span, string Text) : ExprSyntax(Span);

    /// <summary><c>Some(e)</c></summary>
    public sealed record Some(SourceSpan Span, ExprSyntax Operand) : ExprSyntax(Span);

    /// <summary><c>old(e)</c></summary>
    public sealed record Old(SourceSpan Span, ExprSyntax Operand) : ExprSyntax(Span);

    /// <summary><c>target.name</c></summary>
    public sealed record Member(SourceSpan Span, ExprSyntax Target, Identifier Field) : ExprSyntax(Span);

    /// <summary><c>target[index]</c>: an element of a list or map, or a part of a tuple.</summary>
    public sealed record Index(SourceSpan Span, ExprSyntax Target, ExprSyntax Position) : ExprSyntax(Span);

    /// <summary><c>f(a, b)</c> or <c>o.m(a, b)</c>: the callee is a <see cref="Name"/> or a <see cref="Member"/>.</summary>
    public sealed record Call(SourceSpan Span, ExprSyntax Callee, EquatableArray<ExprSyntax> Arguments) : ExprSyntax(Span);

    /// <summary><c>o.m(a)?</c>, <c>o.m(a)+</c> or <c>o.m(a)!</c>; the callee of the call is a <see cref="Member"/>.</summary>
    public sealed record Retried(SourceSpan Span, Call Attempt, Retry Retry) : ExprSyntax(Span);

    public sealed record Unary(SourceSpan Span, UnaryOperator Operator, ExprSyntax Operand) : ExprSyntax(Span);

    public sealed record Binary(SourceSpan Span, BinaryOperator Operator, SourceSpan OperatorSpan, ExprSyntax Left, ExprSyntax Right) : ExprSyntax(Span);

    /// <summary><c>if c then a else b</c></summary>
    public sealed record Conditional(SourceSpan Span, ExprSyntax Condition, ExprSyntax Then, ExprSyntax Else) : ExprSyntax(Span);

    /// <summary><c>(a, b)</c>, of at least two elements.</summary>
    public sealed record Tuple(SourceSpan Span, EquatableArray<ExprSyntax> Elements) : ExprSyntax(Span);

    /// <summary><c>[a, b]</c></summary>
    public sealed record List(SourceSpan Span, EquatableArray<ExprSyntax> Elements) : ExprSyntax(Span);

    /// <summary><c>[this.rm_1, ..., this.rm_n]</c>: all objects of a family of parameters.</summary>
    public sealed record Family(SourceSpan Span, ExprSyntax First, ExprSyntax Last) : ExprSyntax(Span);

    /// <summary><c>{a, b}</c>; without elements it is the empty set or the empty map, as its type says.</summary>
    public sealed record Set(SourceSpan Span, EquatableArray<ExprSyntax> Elements) : ExprSyntax(Span);

    /// <summary><c>{k -> v, l -> w}</c>, of at least one entry.</summary>
    public sealed record Map(SourceSpan Span, EquatableArray<MapEntry> Entries) : ExprSyntax(Span);

    /// <summary><c>Bid{amount: 100, by}</c>, of at least one field.</summary>
    public sealed record Record(SourceSpan Span, Identifier Type, EquatableArray<FieldValue> Fields) : ExprSyntax(Span);

    /// <summary><c>forall x, y in s, r: T. body</c>; of a sum the body is a number.</summary>
    public sealed record Quantifier(SourceSpan Span, QuantifierKind Kind, EquatableArray<BoundGroup> Groups, ExprSyntax Body) : ExprSyntax(Span);

    /// <summary>Stands where an expression was expected and none could be read; an error has been reported.</summary>
    public sealed record Missing(SourceSpan Span) : ExprSyntax(Span);
}

/// <summary><c>key -> value</c> of a map.</summary>
public sealed record MapEntry(SourceSpan Span, ExprSyntax Key, ExprSyntax Value);

/// <summary><c>name: value</c> of a record; a null value is the variable of the field's name.</summary>
public sealed record FieldValue(SourceSpan Span, Identifier Name, ExprSyntax? Value);

/// <summary>Variables of a quantifier that share a domain: <c>x, (k, v) in s</c>.</summary>
public sealed record BoundGroup(SourceSpan Span, EquatableArray<Pattern> Patterns, Domain Domain);

/// <summary>What an element is bound to: <c>x</c>, one name for the whole, or <c>(k, v)</c>, a name for each of its parts.</summary>
public sealed record Pattern(SourceSpan Span, EquatableArray<Identifier> Names);

/// <summary>What a bound variable ranges over.</summary>
public abstract record Domain(SourceSpan Span)
{
    /// <summary><c>in s</c>: the elements of a set or list, the keys of a map.</summary>
    public sealed record Elements(SourceSpan Span, ExprSyntax Collection) : Domain(Span);

    /// <summary><c>: T</c>: all values of a type.</summary>
    public sealed record Values(SourceSpan Span, TypeSyntax Type) : Domain(Span);
}

public enum QuantifierKind
{
    ForAll,
    Exists,
    Sum,
}

public enum ValueWord
{
    /// <summary><c>this</c>: the object, or the app, that the text belongs to.</summary>
    This,
    /// <summary><c>me</c>: the replica that runs the operation.</summary>
    Me,
    /// <summary><c>None</c> of an option.</summary>
    None,
    /// <summary><c>FAIL</c>: what pull, invoke and push yield when they fail.</summary>
    Fail,
}

/// <summary>How often a call of an atomic object is tried.</summary>
public enum Retry
{
    /// <summary><c>?</c></summary>
    AtMostOnce,
    /// <summary><c>+</c>: each attempt is a request of its own.</summary>
    AtLeastOnce,
    /// <summary><c>!</c>: all attempts are one request.</summary>
    UntilDone,
}

public enum UnaryOperator
{
    Not,
    Negate,
}

/// <summary>From the loosest to the tightest.</summary>
public enum BinaryOperator
{
    Equivalent,
    Implies,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
    /// <summary>Of numbers; of lists and strings, one after the other; of sets and maps, all elements.</summary>
    Add,
    /// <summary>Of numbers; of sets, the elements of the left that are not of the right.</summary>
    Subtract,
    Multiply,
    /// <summary><c>/</c> of integers, Euclidean.</summary>
    Divide,
    /// <summary><c>%</c> of integers, never negative.</summary>
    Modulo,
}
