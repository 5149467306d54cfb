using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt.Lattices;

/// <summary>An order in which any two values of a type can be compared, and only equal ones are at most each other.</summary>
internal abstract record TotalOrder
{
    private TotalOrder()
    {
    }

    public abstract Expr AtMost(Expr smaller, Expr greater);

    /// <summary>The order of the type's values; null for maps and sets, which have none that could be computed.</summary>
    public static TotalOrder? Of(SxtType type, TheoryBuilder theory)
    {
        switch (type)
        {
            case SxtType.Int or SxtType.Nat:
                return new Numbers();
            case SxtType.Bool or SxtType.Flag:
                return new Truth();
            case SxtType.Enum or SxtType.Uninterpreted:
                return new Ranked(theory);
            case SxtType.Extreme extreme:
                return Of(extreme.Element, theory);
            case SxtType.Option option:
                return Of(option.Element, theory) is { } element ? new Lifted(element) : null;
            case SxtType.Record record:
                return Lexicographic.Of(record.Fields, theory);
            case SxtType.Tuple tuple:
                return Lexicographic.Of(tuple.Parts, theory);
            default:
                return null;
        }
    }

    public sealed record Numbers : TotalOrder
    {
        public override Expr AtMost(Expr smaller, Expr greater) => Formula.Condition(BinaryOperator.LessOrEqual, smaller, greater, smaller.Span);
    }

    /// <summary>False before true.</summary>
    public sealed record Truth : TotalOrder
    {
        public override Expr AtMost(Expr smaller, Expr greater) => Formula.Implies(smaller, greater);
    }

    public sealed record Ranked(TheoryBuilder Theory) : TotalOrder
    {
        /// <summary>Cases up to so many are told apart one by one, which a solver finds easier than numbers.</summary>
        private const int FewCases = 4;

        public override Expr AtMost(Expr smaller, Expr greater) =>
            smaller.Type is DataType.Datatype { Symbol.Constructors: { Count: <= FewCases } cases }
                ? Enumerable.Range(0, cases.Count - 1).Select(last => Formula.Implies(IsUpTo(last, greater, cases), IsUpTo(last, smaller, cases))).DefaultIfEmpty(Formula.True(smaller.Span)).Aggregate(Formula.And)
                : Formula.Condition(BinaryOperator.LessOrEqual, Theory.Rank(smaller), Theory.Rank(greater), smaller.Span);

        private static Expr IsUpTo(int last, Expr value, EquatableArray<DatatypeConstructor> cases) => last == cases.Count - 2
            ? Formula.Not(new Expr.Is(value, cases[^1], value.Span))
            : Enumerable.Range(0, last + 1).Select(i => (Expr)new Expr.Is(value, cases[i], value.Span)).Aggregate(Formula.Or);
    }

    /// <summary><c>None</c> before all others.</summary>
    public sealed record Lifted(TotalOrder Element) : TotalOrder
    {
        public override Expr AtMost(Expr smaller, Expr greater) =>
            Formula.Or(Formula.IsNone(smaller), Formula.And(Formula.IsSome(greater), Element.AtMost(Formula.Inner(smaller), Formula.Inner(greater))));
    }

    /// <summary>The first part that differs decides.</summary>
    public sealed record Lexicographic(EquatableArray<TotalOrder> Parts) : TotalOrder
    {
        public static TotalOrder? Of(EquatableArray<SxtType> parts, TheoryBuilder theory)
        {
            TotalOrder?[] orders = [.. parts.Select(p => TotalOrder.Of(p, theory))];
            return Array.Exists(orders, o => o is null) ? null : new Lexicographic(orders.Select(o => o!).ToEquatable());
        }

        public override Expr AtMost(Expr smaller, Expr greater)
        {
            Expr result = Formula.True(smaller.Span);
            for (int i = Parts.Count - 1; i >= 0; i--)
            {
                (Expr a, Expr b) = (Part(smaller, i), Part(greater, i));
                result = Formula.And(Parts[i].AtMost(a, b), Formula.Implies(Formula.Equal(a, b), result));
                if (i == Parts.Count - 1)
                    result = Parts[i].AtMost(a, b);
            }

            return result;
        }

        private static Expr Part(Expr value, int index) => Formula.Field(value, ((DataType.Datatype)value.Type).Symbol.Constructors[0], index, value.Span);
    }
}
