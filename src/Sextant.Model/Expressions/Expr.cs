using System.Numerics;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Expressions;

/// <summary>
/// A well-typed expression. <paramref name="Span"/> is where it stands in the text; an expression that was made by the
/// tool carries the span of what it was made from.
/// </summary>
public abstract record Expr(DataType Type, SourceSpan Span)
{
    public sealed record BoolLiteral(bool Value, SourceSpan Span) : Expr(DataType.Boolean, Span);

    public sealed record IntLiteral(BigInteger Value, SourceSpan Span) : Expr(DataType.Integer, Span);

    /// <summary><paramref name="Numerator"/> / 10^<paramref name="Scale"/>, the scale not negative.</summary>
    public sealed record RealLiteral(BigInteger Numerator, int Scale, SourceSpan Span) : Expr(DataType.RealNumber, Span);

    public sealed record BitVectorLiteral(BigInteger Value, int Width, SourceSpan Span) : Expr(new DataType.BitVector(Width), Span);

    public sealed record TextLiteral(string Value, SourceSpan Span) : Expr(DataType.String, Span);

    /// <summary>A list with these elements at the indices from 0 on.</summary>
    public sealed record ListOf(EquatableArray<Expr> Elements, DataType.List List, SourceSpan Span) : Expr(List, Span);

    /// <summary>A function that the language knows, of as many arguments as its operator says.</summary>
    public sealed record Primitive(PrimitiveOperator Operator, EquatableArray<Expr> Arguments, DataType Type, SourceSpan Span) : Expr(Type, Span);

    /// <summary>The value of a constant or variable; of a state variable, in the current state.</summary>
    public sealed record Reference(Symbol Symbol, SourceSpan Span) : Expr(Symbol.Type, Span);

    /// <summary>The operand's value with every state variable read in the state before the operation.</summary>
    public sealed record Old(Expr Operand, SourceSpan Span) : Expr(Operand.Type, Span);

    public sealed record Apply(FunctionSymbol Function, EquatableArray<Expr> Arguments, SourceSpan Span) : Expr(Function.Type, Span);

    public sealed record Unary(UnaryOperator Operator, Expr Operand, DataType Type, SourceSpan Span) : Expr(Type, Span);

    public sealed record Binary(BinaryOperator Operator, Expr Left, Expr Right, DataType Type, SourceSpan Span) : Expr(Type, Span);

    public sealed record Conditional(Expr Condition, Expr Then, Expr Else, SourceSpan Span) : Expr(Then.Type, Span);

    /// <summary><c>map[indices]</c>; the type is the range as this selection chose it.</summary>
    public sealed record Select(Expr Map, EquatableArray<Expr> Indices, DataType Type, SourceSpan Span) : Expr(Type, Span);

    /// <summary><c>map[indices := value]</c></summary>
    public sealed record Store(Expr Map, EquatableArray<Expr> Indices, Expr Value, SourceSpan Span) : Expr(Map.Type, Span);

    /// <summary>Bits <paramref name="Low"/> up to but not including <paramref name="High"/>.</summary>
    public sealed record Extract(Expr Operand, int High, int Low, SourceSpan Span) : Expr(new DataType.BitVector(High - Low), Span);

    /// <summary>A value of a datatype, of as many arguments as its constructor has fields.</summary>
    public sealed record Construct(DataType.Datatype Datatype, DatatypeConstructor Constructor, EquatableArray<Expr> Arguments, SourceSpan Span) : Expr(Datatype, Span);

    /// <summary>A field of a value of a datatype; of a value that another constructor built it is anything, but always the same.</summary>
    public sealed record Project(Expr Operand, DatatypeConstructor Constructor, int Field, DataType Type, SourceSpan Span) : Expr(Type, Span);

    /// <summary>Whether this constructor built the value.</summary>
    public sealed record Is(Expr Operand, DatatypeConstructor Constructor, SourceSpan Span) : Expr(DataType.Boolean, Span);

    /// <summary>The map that holds the body's value at the indices that the variables stand for, as many as the map has.</summary>
    public sealed record Lambda(EquatableArray<VariableSymbol> Variables, Expr Body, SourceSpan Span)
        : Expr(new DataType.Map(0, Variables.Select(v => v.Type).ToEquatable(), Body.Type), Span);

    /// <summary>
    /// The sum of the body's values, one for each choice of values for the variables. Types have finitely many values in every
    /// world that there is, or the body is zero at all but finitely many of them.
    /// </summary>
    public sealed record Sum(EquatableArray<VariableSymbol> Variables, Expr Body, SourceSpan Span) : Expr(DataType.Integer, Span);

    public sealed record Quantified(QuantifierKind Kind, EquatableArray<VariableSymbol> Variables,
        EquatableArray<EquatableArray<Expr>> Triggers, Expr Body, SourceSpan Span) : Expr(DataType.Boolean, Span);
}

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

public enum BinaryOperator
{
    Equivalent,
    Implies,
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// <summary>Of bit vectors; the left operand holds the high bits.</summary>
    Concatenate,
    Add,
    Subtract,
    Multiply,
    /// <summary>Euclidean.</summary>
    IntegerDivide,
    /// <summary>Never negative.</summary>
    Modulo,
    /// <summary>Of reals, or of integers with a real result.</summary>
    Divide,
}
