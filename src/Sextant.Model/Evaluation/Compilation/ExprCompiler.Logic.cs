using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Compilation;

internal sealed partial class ExprCompiler
{
    private Condition Logical(Expr.Binary binary) => binary.Operator switch
    {
        BinaryOperator.And or BinaryOperator.Or => Chain(binary),
        BinaryOperator.Implies => Implication(binary),
        BinaryOperator.Equivalent => Equivalence(binary),
        BinaryOperator.Equal => Equality(binary),
        BinaryOperator.NotEqual => Not(Equality(binary)),
        BinaryOperator.Less => Comparison(binary.Left, binary.Right, isStrict: true),
        BinaryOperator.LessOrEqual => Comparison(binary.Left, binary.Right, isStrict: false),
        BinaryOperator.Greater => Swapped(binary, isStrict: true),
        BinaryOperator.GreaterOrEqual => Swapped(binary, isStrict: false),
        _ => throw new InvalidOperationException($"no decision of {binary.Operator}"),
    };

    /// <summary>A chain of one operator, left to right, as one list: long ones come from people who list cases, and take no stack so.</summary>
    private Condition Chain(Expr.Binary binary)
    {
        bool isAnd = binary.Operator == BinaryOperator.And;
        var parts = new Stack<Expr>();
        Expr rest = binary;
        for (; rest is Expr.Binary { Type: DataType.Bool } inner && inner.Operator == binary.Operator; rest = inner.Left)
            parts.Push(inner.Right);
        Condition[] conditions = new Condition[parts.Count + 1];
        int before = _undecidable;
        conditions[0] = Decide(rest);
        for (int i = 1; i < conditions.Length; i++)
            conditions[i] = Decide(parts.Pop());
        if (_undecidable > before)
            return Patient(conditions, decisive: !isAnd);
        if (conditions is [var first, var second])
            return isAnd ? f => first(f) && second(f) : f => first(f) || second(f);
        if (conditions is [var one, var two, var three])
            return isAnd ? f => one(f) && two(f) && three(f) : f => one(f) || two(f) || three(f);
        return f =>
        {
            foreach (Condition condition in conditions)
            {
                if (condition(f) != isAnd)
                    return !isAnd;
            }

            return isAnd;
        };
    }

    /// <summary>A part that comes out undecided does not matter when a later one decides alone.</summary>
    private static Condition Patient(Condition[] conditions, bool decisive) => f =>
    {
        EvaluationFaultException? undecided = null;
        foreach (Condition condition in conditions)
        {
            try
            {
                if (condition(f) == decisive)
                    return decisive;
            }
            catch (EvaluationFaultException e) when (e.Fault.Kind == FaultKind.Undecided)
            {
                undecided ??= e;
            }
            catch (EvaluationFaultException) when (undecided is not null)
            {
                // What stands further right may rely on what was not decided.
                throw undecided;
            }
        }

        return undecided is null ? !decisive : throw undecided;
    };

    private Condition Implication(Expr.Binary binary)
    {
        int before = _undecidable;
        Condition left = Decide(binary.Left);
        Condition right = Decide(binary.Right);
        return _undecidable > before ? Patient([Not(left), right], decisive: true) : f => !left(f) || right(f);
    }

    private Condition Equivalence(Expr.Binary binary)
    {
        Condition left = Decide(binary.Left);
        Condition right = Decide(binary.Right);
        return f => left(f) == right(f);
    }

    private Condition Equality(Expr.Binary binary)
    {
        if (binary.Left.Type is DataType.Map { ParameterCount: > 0 })
            return Test(Polymorphic(binary));
        if (binary.Left.Type is DataType.Bool)
            return Equivalence(binary);
        if (LocalOf(binary.Left) is { } slot && InlineOf(binary.Right) is { } literal)
            return f => f.Slots[slot].IsInline && f.Slots[slot].Bits == literal;
        Computation left = Compute(binary.Left);
        Computation right = Compute(binary.Right);
        return f => left(f).Equals(right(f));
    }

    private Condition Swapped(Expr.Binary binary, bool isStrict)
    {
        // Left comes first, as it is written, so that of two faults the same one is met everywhere.
        if (LocalOf(binary.Left) is not null || LocalOf(binary.Right) is not null)
            return Comparison(binary.Right, binary.Left, isStrict);
        Computation left = Compute(binary.Left);
        Computation right = Compute(binary.Right);
        return isStrict ? f => left(f).CompareTo(right(f)) > 0 : f => left(f).CompareTo(right(f)) >= 0;
    }

    private Condition Comparison(Expr smaller, Expr greater, bool isStrict)
    {
        (int? a, int? b) = (LocalOf(smaller), LocalOf(greater));
        if (a is { } x && b is { } y)
            return isStrict ? f => f.Slots[x].CompareTo(f.Slots[y]) < 0 : f => f.Slots[x].CompareTo(f.Slots[y]) <= 0;
        if (a is { } s && InlineOf(greater) is { } g)
        {
            var limit = new Datum(g);
            return isStrict ? f => f.Slots[s].CompareTo(limit) < 0 : f => f.Slots[s].CompareTo(limit) <= 0;
        }

        Computation left = Compute(smaller);
        Computation right = Compute(greater);
        return isStrict ? f => left(f).CompareTo(right(f)) < 0 : f => left(f).CompareTo(right(f)) <= 0;
    }

    /// <summary>The slot of an operand that is a variable.</summary>
    private int? LocalOf(Expr operand) => operand is Expr.Reference reference ? SlotOf(reference.Symbol) : null;

    /// <summary>The number of an operand that is a small literal, or a constant whose value is one.</summary>
    private long? InlineOf(Expr operand)
    {
        Datum? value = operand switch
        {
            Expr.IntLiteral i => Datum.Of(i.Value),
            Expr.BitVectorLiteral b => Datum.Of(b.Value),
            Expr.Construct { Arguments.Count: 0 } c => Datum.Of(IndexOf(c.Datatype, c.Constructor)),
            Expr.Reference { Symbol: ConstantSymbol constant } when evaluator.Universe.Constants.TryGetValue(constant, out Datum known) => known,
            _ => null,
        };
        return value is { IsInline: true } inline ? inline.Bits : null;
    }
}
