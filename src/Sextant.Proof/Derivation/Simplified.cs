using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Proof.Derivation;

/// <summary>Conditions without what follows from their own form: entries that were just written, constructors that are looked into, true and false.</summary>
internal static class Simplified
{
    public static Expr Of(Expr expression)
    {
        Expr rebuilt = ExprRewrite.Apply(expression, part => ReferenceEquals(part, expression) ? null : Of(part));
        return rebuilt switch
        {
            Expr.Select { Map: Expr.Store { Indices: var written, Value: var value, Map: var map } } read when written.Count == read.Indices.Count =>
                Of(new Expr.Conditional(written.Zip(read.Indices, Same).Aggregate(And), value, Of(read with { Map = map }), read.Span)),
            Expr.Is { Operand: Expr.Construct made } check => Literal(made.Constructor == check.Constructor, check),
            Expr.Is { Operand: Expr.Conditional choice } check => Of(choice with { Then = Of(check with { Operand = choice.Then }), Else = Of(check with { Operand = choice.Else }) }),
            Expr.Project { Operand: Expr.Construct made } part when made.Constructor == part.Constructor => made.Arguments[part.Field],
            Expr.Project { Operand: Expr.Conditional choice } part => Of(choice with { Then = Of(part with { Operand = choice.Then }), Else = Of(part with { Operand = choice.Else }) }),
            Expr.Conditional { Condition: Expr.BoolLiteral known } choice => known.Value ? choice.Then : choice.Else,
            Expr.Conditional choice when choice.Then == choice.Else => choice.Then,
            Expr.Conditional { Type: DataType.Bool } choice => Or(And(choice.Condition, choice.Then), And(Not(choice.Condition), choice.Else)),
            Expr.Unary { Operator: UnaryOperator.Not } not => Not(not.Operand),
            Expr.Binary { Operator: BinaryOperator.And } both => And(both.Left, both.Right),
            Expr.Binary { Operator: BinaryOperator.Or } either => Or(either.Left, either.Right),
            Expr.Binary { Operator: BinaryOperator.Implies } implies => Implies(implies.Left, implies.Right),
            Expr.Binary { Operator: BinaryOperator.Equal or BinaryOperator.Equivalent } same => Same(same.Left, same.Right),
            Expr.Binary { Operator: BinaryOperator.NotEqual } differ => Not(Same(differ.Left, differ.Right)),
            Expr.Quantified { Body: Expr.BoolLiteral known } => known,
            _ => rebuilt,
        };
    }

    public static Expr Implies(Expr left, Expr right) => (left, right) switch
    {
        (Expr.BoolLiteral known, _) => known.Value ? right : Literal(true, right),
        (_, Expr.BoolLiteral known) => known.Value ? known : Not(left),
        _ when left == right => Literal(true, right),
        _ => new Expr.Binary(BinaryOperator.Implies, left, right, DataType.Boolean, right.Span),
    };

    public static Expr And(Expr left, Expr right) => (left, right) switch
    {
        (Expr.BoolLiteral known, _) => known.Value ? right : known,
        (_, Expr.BoolLiteral known) => known.Value ? left : known,
        _ when left == right => left,
        _ => new Expr.Binary(BinaryOperator.And, left, right, DataType.Boolean, left.Span),
    };

    private static Expr Or(Expr left, Expr right) => (left, right) switch
    {
        (Expr.BoolLiteral known, _) => known.Value ? known : right,
        (_, Expr.BoolLiteral known) => known.Value ? known : left,
        (var a, Expr.Binary { Operator: BinaryOperator.And, Left: Expr.Unary { Operator: UnaryOperator.Not, Operand: var b }, Right: var c }) when a == b => Or(a, c),
        _ when left == right => left,
        _ => new Expr.Binary(BinaryOperator.Or, left, right, DataType.Boolean, left.Span),
    };

    private static Expr Not(Expr operand) => operand switch
    {
        Expr.BoolLiteral known => Literal(!known.Value, known),
        Expr.Unary { Operator: UnaryOperator.Not } not => not.Operand,
        Expr.Binary { Operator: BinaryOperator.Equal } same when same.Left.Type is not DataType.Bool => same with { Operator = BinaryOperator.NotEqual },
        _ => new Expr.Unary(UnaryOperator.Not, operand, DataType.Boolean, operand.Span),
    };

    private static Expr Same(Expr left, Expr right) => (left, right) switch
    {
        _ when left == right => Literal(true, left),
        (Expr.BoolLiteral known, _) => known.Value ? right : Not(right),
        (_, Expr.BoolLiteral known) => known.Value ? left : Not(left),
        (Expr.IntLiteral a, Expr.IntLiteral b) => Literal(a.Value == b.Value, left),
        (Expr.Construct a, Expr.Construct b) => a.Constructor == b.Constructor ? a.Arguments.Zip(b.Arguments, Same).Aggregate((Expr)Literal(true, left), And) : Literal(false, left),
        _ => new Expr.Binary(BinaryOperator.Equal, left, right, DataType.Boolean, left.Span),
    };

    private static Expr.BoolLiteral Literal(bool value, Expr place) => new(value, place.Span);
}
