using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;
using Written = Sextant.Syntax.Sxt.Ast.BinaryOperator;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Short ways to make expressions.</summary>
internal static class Formula
{
    public static Expr True(SourceSpan span) => new Expr.BoolLiteral(true, span);

    public static Expr False(SourceSpan span) => new Expr.BoolLiteral(false, span);

    public static Expr Zero(SourceSpan span) => new Expr.IntLiteral(0, span);

    public static Expr Not(Expr operand) => operand is Expr.Unary { Operator: UnaryOperator.Not } twice
        ? twice.Operand
        : new Expr.Unary(UnaryOperator.Not, operand, DataType.Boolean, operand.Span);

    /// <summary>What an operator of the language means where it compares, joins or computes; equality, membership and sums of collections are made otherwise.</summary>
    public static BinaryOperator Head(Written op) => op switch
    {
        Written.Equivalent => BinaryOperator.Equivalent,
        Written.Implies => BinaryOperator.Implies,
        Written.And => BinaryOperator.And,
        Written.Or => BinaryOperator.Or,
        Written.Less => BinaryOperator.Less,
        Written.LessOrEqual => BinaryOperator.LessOrEqual,
        Written.Greater => BinaryOperator.Greater,
        Written.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        Written.Add => BinaryOperator.Add,
        Written.Subtract => BinaryOperator.Subtract,
        Written.Multiply => BinaryOperator.Multiply,
        Written.Divide => BinaryOperator.IntegerDivide,
        Written.Modulo => BinaryOperator.Modulo,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "not an operator with one meaning"),
    };

    public static Expr Condition(BinaryOperator op, Expr left, Expr right, SourceSpan span) => new Expr.Binary(op, left, right, DataType.Boolean, span);

    public static Expr And(Expr left, Expr right) => (left, right) switch
    {
        (Expr.BoolLiteral { Value: true }, _) => right,
        (_, Expr.BoolLiteral { Value: true }) => left,
        _ => Condition(BinaryOperator.And, left, right, left.Span),
    };

    public static Expr Or(Expr left, Expr right) => (left, right) switch
    {
        (Expr.BoolLiteral { Value: false }, _) => right,
        (_, Expr.BoolLiteral { Value: false }) => left,
        _ => Condition(BinaryOperator.Or, left, right, left.Span),
    };

    public static Expr Implies(Expr left, Expr right) => left is Expr.BoolLiteral { Value: true } ? right : Condition(BinaryOperator.Implies, left, right, right.Span);

    public static Expr Equal(Expr left, Expr right) => Condition(BinaryOperator.Equal, left, right, left.Span);

    public static Expr If(Expr condition, Expr then, Expr otherwise) => new Expr.Conditional(condition, then, otherwise, condition.Span);

    public static Expr Select(Expr map, EquatableArray<Expr> indices) =>
        new Expr.Select(map, indices, ((DataType.Map)map.Type).Range, map.Span);

    /// <summary>What a map holds, one that is made on the spot included.</summary>
    public static Expr At(Expr map, EquatableArray<Expr> indices) => map is Expr.Lambda made
        ? ExprRewrite.Substitute(made.Body, made.Variables.Zip(indices).ToDictionary(p => (Symbol)p.First, p => p.Second))
        : Select(map, indices);

    public static Expr ForAll(EquatableArray<VariableSymbol> variables, Expr body, SourceSpan span) =>
        new Expr.Quantified(QuantifierKind.ForAll, variables, [], body, span);

    public static Expr Exists(EquatableArray<VariableSymbol> variables, Expr body, SourceSpan span) =>
        new Expr.Quantified(QuantifierKind.Exists, variables, [], body, span);

    public static Expr Number(int value, SourceSpan span) => new Expr.IntLiteral(value, span);

    public static Expr Plus(Expr left, Expr right) => new Expr.Binary(BinaryOperator.Add, left, right, DataType.Integer, left.Span);

    public static Expr Minus(Expr left, Expr right) => new Expr.Binary(BinaryOperator.Subtract, left, right, DataType.Integer, left.Span);

    public static Expr AtLeast(Expr greater, Expr smaller) => Condition(BinaryOperator.GreaterOrEqual, greater, smaller, greater.Span);

    /// <summary>A value of a type with one constructor.</summary>
    public static Expr Build(DataType type, params ReadOnlySpan<Expr> fields) =>
        new Expr.Construct((DataType.Datatype)type, ((DataType.Datatype)type).Symbol.Constructors[0], fields.ToArray().ToEquatable(), fields[0].Span);

    /// <summary>A field of a value of a type with one constructor.</summary>
    public static Expr Field(Expr operand, int field) => Field(operand, ((DataType.Datatype)operand.Type).Symbol.Constructors[0], field, operand.Span);

    /// <summary>The value of a case without fields.</summary>
    public static Expr Case(DataType type, DatatypeConstructor constructor, SourceSpan span) =>
        new Expr.Construct((DataType.Datatype)type, constructor, [], span);

    public static Expr None(DataType option, SourceSpan span) => Case(option, DatatypeSymbol.None, span);

    public static Expr Some(Expr value, SourceSpan span) =>
        new Expr.Construct(new DataType.Datatype(DatatypeSymbol.Option, [value.Type]), DatatypeSymbol.Some, [value], span);

    public static Expr IsNone(Expr option) => new Expr.Is(option, DatatypeSymbol.None, option.Span);

    public static Expr IsSome(Expr option) => new Expr.Is(option, DatatypeSymbol.Some, option.Span);

    /// <summary>What stands in <c>Some</c>; of a value just built, what it was built of.</summary>
    public static Expr Inner(Expr option) => Field(option, DatatypeSymbol.Some, 0, option.Span);

    public static Expr Field(Expr operand, DatatypeConstructor constructor, int field, SourceSpan span) =>
        operand is Expr.Construct built && built.Constructor == constructor ? built.Arguments[field]
            : operand is Expr.Conditional { Then: Expr.Construct then, Else: Expr.Construct otherwise } choice && then.Constructor == constructor && otherwise.Constructor == constructor
                ? If(choice.Condition, then.Arguments[field], otherwise.Arguments[field])
            : new Expr.Project(operand, constructor, field, ((DataType.Datatype)operand.Type).FieldTypes(constructor).ElementAt(field), span);

    /// <summary>New variables for the indices of a map.</summary>
    public static EquatableArray<VariableSymbol> Variables(DataType.Map map, SourceSpan span) =>
        map.Domain.Select((type, i) => new VariableSymbol(map.Domain.Count == 1 ? "k" : $"k{i + 1}", span, type, VariableRole.Bound)).ToEquatable();

    public static EquatableArray<Expr> References(EquatableArray<VariableSymbol> variables, SourceSpan span) =>
        variables.Select(v => (Expr)new Expr.Reference(v, span)).ToEquatable();
}
