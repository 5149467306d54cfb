using System.Numerics;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Programs;

/// <summary>
/// Expressions of programs as a solver is told them: without constants that have a value and without functions of the language that only
/// running programs know. What can be computed is, so that a way on which a known outcome cannot be is none.
/// </summary>
/// <param name="replace">What stands for an expression of the programs, with its parts as they are written; null where it stands for itself.</param>
internal sealed class ProgramTerms(Func<Expr, Expr?> replace)
{
    public static Expr True { get; } = new Expr.BoolLiteral(true, default);

    public static Expr Of(Symbol symbol) => new Expr.Reference(symbol, symbol.DeclaredAt);

    public static Expr At(VariableSymbol map, Expr index) => new Expr.Select(Of(map), [index], ((DataType.Map)map.Type).Range, index.Span);

    public static Expr Not(Expr operand) => Computed(new Expr.Unary(UnaryOperator.Not, operand, DataType.Boolean, operand.Span));

    public static Expr All(IEnumerable<Expr> conditions) => conditions.Aggregate(True, (left, right) => Binary(BinaryOperator.And, left, right));

    public static Expr Any(IEnumerable<Expr> conditions) => conditions.Aggregate(Not(True), (left, right) => Binary(BinaryOperator.Or, left, right));

    public static Expr Implies(Expr left, Expr right) => Binary(BinaryOperator.Implies, left, right);

    public static Expr Equal(Expr left, Expr right) => Binary(BinaryOperator.Equal, left, right);

    public static Expr AtLeastZero(Expr value) => Binary(BinaryOperator.GreaterOrEqual, value, new Expr.IntLiteral(0, value.Span));

    /// <summary>A map from the numbers of clients, to what holds of each.</summary>
    public static DataType.Map OfClients(DataType range) => new(0, [DataType.Integer], range);

    /// <summary>The expression with values in the place of symbols.</summary>
    public Expr Lower(Expr expression, IReadOnlyDictionary<Symbol, Expr> values)
    {
        return Visit(expression);

        Expr Visit(Expr part)
        {
            if (part is Expr.Reference { Symbol: var symbol } && values.TryGetValue(symbol, out Expr? value))
                return value;
            if (replace(part) is { } other)
                return Visit(other);
            return Computed(ExprRewrite.Apply(part, inner => ReferenceEquals(inner, part) ? null : Visit(inner)));
        }
    }

    /// <exception cref="NotProvableException">The expression holds what no solver is told of.</exception>
    public static void Check(Expr expression)
    {
        foreach (Expr part in ExprWalk.All(expression))
        {
            Check(part.Type, part.Span);
            if (part is Expr.Primitive or Expr.Lambda)
                throw new NotProvableException(part.Span, "the solver is not told what this yields");
        }
    }

    /// <exception cref="NotProvableException">The type is one that no solver is told of.</exception>
    public static void Check(DataType type, SourceSpan place)
    {
        switch (type)
        {
            case DataType.Text or DataType.List:
                throw new NotProvableException(place, "the solver is told nothing of texts and lists");
            case DataType.Map map:
                foreach (DataType part in map.Domain.Append(map.Range))
                    Check(part, place);
                break;
            case DataType.Datatype data:
                foreach (DataType part in data.Symbol.Constructors.SelectMany(data.FieldTypes))
                    Check(part, place);
                break;
        }
    }

    private static Expr Binary(BinaryOperator op, Expr left, Expr right) => Computed(new Expr.Binary(op, left, right, DataType.Boolean, left.Span == default ? right.Span : left.Span));

    /// <summary>The expression, of which all parts are computed, itself computed as far as it can be.</summary>
    private static Expr Computed(Expr expression) => expression switch
    {
        Expr.Unary { Operator: UnaryOperator.Not, Operand: Expr.BoolLiteral known } e => new Expr.BoolLiteral(!known.Value, e.Span),
        Expr.Unary { Operator: UnaryOperator.Negate, Operand: Expr.IntLiteral known } e => new Expr.IntLiteral(-known.Value, e.Span),
        Expr.Is { Operand: Expr.Construct built } e => new Expr.BoolLiteral(built.Constructor == e.Constructor, e.Span),
        Expr.Project { Operand: Expr.Construct built } e when built.Constructor == e.Constructor => built.Arguments[e.Field],
        Expr.Conditional { Condition: Expr.BoolLiteral known } e => known.Value ? e.Then : e.Else,
        Expr.Binary { Left: Expr.IntLiteral left, Right: Expr.IntLiteral right } e => Number(e, left.Value, right.Value),
        Expr.Binary { Left: Expr.BoolLiteral or Expr.Construct, Right: Expr.BoolLiteral or Expr.Construct } e when Value(e) is { } known => new Expr.BoolLiteral(known, e.Span),
        Expr.Binary { Left: Expr.BoolLiteral known } e => Condition(e.Operator, known.Value, e.Right, isLeft: true) ?? e,
        Expr.Binary { Right: Expr.BoolLiteral known } e => Condition(e.Operator, known.Value, e.Left, isLeft: false) ?? e,
        Expr.Binary { Operator: BinaryOperator.Equal, Left: Expr.Primitive { Operator: PrimitiveOperator.Everywhere } every } e => Everywhere(e.Right, every),
        Expr.Binary { Operator: BinaryOperator.Equal, Right: Expr.Primitive { Operator: PrimitiveOperator.Everywhere } every } e => Everywhere(e.Left, every),
        Expr.Primitive { Operator: PrimitiveOperator.Find } e => new Expr.Project(new Expr.Select(e.Arguments[0], e.Arguments.Skip(1).ToEquatable(), ((DataType.Map)e.Arguments[0].Type).Range, e.Span), DatatypeSymbol.Some, 0, e.Type, e.Span),
        Expr.Primitive { Operator: PrimitiveOperator.Union or PrimitiveOperator.Difference } e => Changed(e.Operator, e.Arguments[0], e.Arguments[1]) ?? e,
        _ => expression,
    };

    private static Expr Number(Expr.Binary e, BigInteger left, BigInteger right) => e.Operator switch
    {
        BinaryOperator.Add => new Expr.IntLiteral(left + right, e.Span),
        BinaryOperator.Subtract => new Expr.IntLiteral(left - right, e.Span),
        BinaryOperator.Equal => new Expr.BoolLiteral(left == right, e.Span),
        BinaryOperator.NotEqual => new Expr.BoolLiteral(left != right, e.Span),
        BinaryOperator.Less => new Expr.BoolLiteral(left < right, e.Span),
        BinaryOperator.LessOrEqual => new Expr.BoolLiteral(left <= right, e.Span),
        BinaryOperator.Greater => new Expr.BoolLiteral(left > right, e.Span),
        BinaryOperator.GreaterOrEqual => new Expr.BoolLiteral(left >= right, e.Span),
        _ => e,
    };

    /// <summary>Whether two known values are equal, or differ where that is asked; null where it is not known.</summary>
    private static bool? Value(Expr.Binary e)
    {
        bool? areEqual = (e.Left, e.Right) switch
        {
            (Expr.BoolLiteral left, Expr.BoolLiteral right) => left.Value == right.Value,
            (Expr.Construct left, Expr.Construct right) when left.Constructor != right.Constructor => false,
            (Expr.Construct { Arguments.Count: 0 }, Expr.Construct) => true,
            _ => null,
        };
        return e.Operator switch
        {
            BinaryOperator.Equal or BinaryOperator.Equivalent => areEqual,
            BinaryOperator.NotEqual => !areEqual,
            BinaryOperator.And when e is { Left: Expr.BoolLiteral l, Right: Expr.BoolLiteral r } => l.Value && r.Value,
            BinaryOperator.Or when e is { Left: Expr.BoolLiteral l, Right: Expr.BoolLiteral r } => l.Value || r.Value,
            BinaryOperator.Implies when e is { Left: Expr.BoolLiteral l, Right: Expr.BoolLiteral r } => !l.Value || r.Value,
            _ => null,
        };
    }

    private static Expr? Condition(BinaryOperator op, bool known, Expr other, bool isLeft) => (op, known) switch
    {
        (BinaryOperator.And, true) or (BinaryOperator.Or, false) => other,
        (BinaryOperator.And, false) => new Expr.BoolLiteral(false, other.Span),
        (BinaryOperator.Or, true) => new Expr.BoolLiteral(true, other.Span),
        (BinaryOperator.Implies, true) => isLeft ? other : new Expr.BoolLiteral(true, other.Span),
        (BinaryOperator.Implies, false) => isLeft ? new Expr.BoolLiteral(true, other.Span) : Not(other),
        (BinaryOperator.Equal or BinaryOperator.Equivalent, true) => other,
        (BinaryOperator.Equal or BinaryOperator.Equivalent, false) => Not(other),
        _ => null,
    };

    private static Expr.Quantified Everywhere(Expr map, Expr.Primitive every)
    {
        var type = (DataType.Map)map.Type;
        EquatableArray<VariableSymbol> indices = type.Domain.Select((d, i) => new VariableSymbol($"i{i}", every.Span, d, VariableRole.Bound)).ToEquatable();
        return new Expr.Quantified(QuantifierKind.ForAll, indices, [], Equal(new Expr.Select(map, indices.Select(Of).ToEquatable(), type.Range, every.Span), every.Arguments[0]), every.Span);
    }

    /// <summary>A set or map to which known entries are added, or from which they are taken; null where they are not known.</summary>
    private static Expr? Changed(PrimitiveOperator op, Expr whole, Expr entries) => entries switch
    {
        Expr.Primitive { Operator: PrimitiveOperator.Everywhere } every when IsAbsent(every.Arguments[0]) => whole,
        Expr.Store store when !IsAbsent(store.Value) && IsKnown(store.Value) && Changed(op, whole, store.Map) is { } rest =>
            new Expr.Store(rest, store.Indices, op == PrimitiveOperator.Union ? store.Value : Absent((DataType.Map)whole.Type, store.Span), store.Span),
        _ => null,
    };

    private static bool IsAbsent(Expr value) => value is Expr.BoolLiteral { Value: false } or Expr.Construct { Arguments.Count: 0 };

    private static bool IsKnown(Expr value) => value is Expr.BoolLiteral or Expr.Construct;

    private static Expr Absent(DataType.Map map, SourceSpan span) => map.Range is DataType.Datatype option ? new Expr.Construct(option, DatatypeSymbol.None, [], span) : new Expr.BoolLiteral(false, span);
}
