using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt.Lattices;

/// <summary>How the values of one type merge, and when one is at least another. Made of smaller ones, as the type is.</summary>
internal abstract record Lattice
{
    private Lattice()
    {
    }

    public abstract Expr AtLeast(Expr greater, Expr smaller);

    /// <summary>The merged value; of a map there is no such expression, see <see cref="Pointwise"/>.</summary>
    public abstract Expr Join(Expr mine, Expr other);

    /// <summary>Whether a value is the merge of the two.</summary>
    public virtual Expr IsJoin(Expr result, Expr mine, Expr other) => Formula.Equal(result, Join(mine, other));

    /// <summary>Of two values the greater in a total order, or the smaller.</summary>
    public sealed record Chain(TotalOrder Order, bool IsMaximum) : Lattice
    {
        public override Expr AtLeast(Expr greater, Expr smaller) => IsMaximum ? Order.AtMost(smaller, greater) : Order.AtMost(greater, smaller);

        public override Expr Join(Expr mine, Expr other) => Formula.If(AtLeast(mine, other), mine, other);
    }

    /// <summary>True is the greater.</summary>
    public sealed record Flag : Lattice
    {
        public override Expr AtLeast(Expr greater, Expr smaller) => Formula.Implies(smaller, greater);

        public override Expr Join(Expr mine, Expr other) => Formula.Or(mine, other);
    }

    /// <summary><c>None</c> lies below all others, which merge as the element does.</summary>
    public sealed record Optional(Lattice Element) : Lattice
    {
        public override Expr AtLeast(Expr greater, Expr smaller) =>
            Formula.Or(Formula.IsNone(smaller), Formula.And(Formula.IsSome(greater), Element.AtLeast(Formula.Inner(greater), Formula.Inner(smaller))));

        public override Expr Join(Expr mine, Expr other) => Element is Chain chain
            ? Formula.If(Formula.Or(Formula.IsNone(other), Formula.And(Formula.IsSome(mine), chain.AtLeast(Formula.Inner(mine), Formula.Inner(other)))), mine, other)
            : Formula.If(Formula.IsNone(other), mine, Formula.If(Formula.IsNone(mine), other,
                Formula.Some(Element.Join(Formula.Inner(mine), Formula.Inner(other)), mine.Span)));
    }

    /// <summary>A record or a tuple: each part for itself.</summary>
    public sealed record Product(EquatableArray<Lattice> Parts) : Lattice
    {
        public override Expr AtLeast(Expr greater, Expr smaller) =>
            Parts.Select((p, i) => p.AtLeast(Part(greater, i), Part(smaller, i))).Aggregate(Formula.And);

        public override Expr Join(Expr mine, Expr other) => new Expr.Construct((DataType.Datatype)mine.Type, Constructor(mine),
            Parts.Select((p, i) => p.Join(Part(mine, i), Part(other, i))).ToEquatable(), mine.Span);

        private static DatatypeConstructor Constructor(Expr value) => ((DataType.Datatype)value.Type).Symbol.Constructors[0];

        private static Expr Part(Expr value, int index) => Formula.Field(value, Constructor(value), index, value.Span);
    }

    /// <summary>A set or a map: what is stored at each index for itself.</summary>
    public sealed record Pointwise(Lattice Element) : Lattice
    {
        public override Expr AtLeast(Expr greater, Expr smaller) =>
            Everywhere(greater, indices => Element.AtLeast(Formula.Select(greater, indices), Formula.Select(smaller, indices)));

        public override Expr Join(Expr mine, Expr other) => throw new InvalidOperationException("the merge of two maps is described element by element");

        public override Expr IsJoin(Expr result, Expr mine, Expr other) =>
            Everywhere(result, indices => Element.IsJoin(Formula.Select(result, indices), Formula.Select(mine, indices), Formula.Select(other, indices)));

        private static Expr Everywhere(Expr map, Func<EquatableArray<Expr>, Expr> condition)
        {
            EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)map.Type, map.Span);
            return Formula.ForAll(variables, condition(Formula.References(variables, map.Span)), map.Span);
        }
    }
}
