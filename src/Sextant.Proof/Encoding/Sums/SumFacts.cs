using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Encoding.Sums;

/// <summary>Where the premise holds, the one is at most the other.</summary>
internal sealed record SumFact(Expr.Quantified Premise, Expr Less, Expr More)
{
    public Expr Condition => new Expr.Binary(BinaryOperator.Implies, Premise, SumFacts.Compare(BinaryOperator.LessOrEqual, Less, More), DataType.Boolean, default);
}

/// <summary>
/// What is known of the sums of a query. There is one kind of fact: let Q be finitely many elements that the query names. If
/// one sum adds at most what another adds for every element outside Q, then without what they add for Q it is at most the other
/// one. Zero is a sum too.
/// </summary>
/// <remarks>
/// Of that the usual laws are instances: sums are equal where they add the same everywhere; they grow with what they add; one
/// change at an element changes the sum by as much; a sum of what is never negative is at least each of its elements, and at
/// least any two of them together; the sum of nothing is zero.
/// </remarks>
internal static class SumFacts
{
    /// <summary>More elements, or more tuples of elements, are not set apart.</summary>
    private const int MostElements = 6;
    private const int MostTuples = 16;

    /// <param name="asked">The sums of which something is to be shown; closed but for variables that stand for terms.</param>
    /// <param name="known">Other sums. They are many, so that only such are compared as add up the same fields, each with one that is asked of.</param>
    /// <param name="elements">The elements that the query names, by their types.</param>
    public static IEnumerable<SumFact> Of(IReadOnlyCollection<Expr.Sum> asked, IReadOnlyCollection<Expr.Sum> known, IReadOnlyDictionary<DataType, ImmutableArray<Expr>> elements)
    {
        var ofGoal = new HashSet<Expr>(asked, ReferenceEqualityComparer.Instance);
        foreach (IGrouping<EquatableArray<DataType>, Expr.Sum> group in asked.Concat(known).GroupBy(s => s.Variables.Select(v => v.Type).ToEquatable()))
        {
            ImmutableArray<ImmutableArray<Expr>> apart = Tuples(group.Key, elements);
            var variables = group.Key.Select((t, i) => new VariableSymbol($"outside{i}", default, t, VariableRole.Bound)).ToEquatable();
            Part[] parts = [.. group.Select(s => Part.Of(s, apart, variables, ofGoal.Contains(s)))];
            foreach (Part part in parts)
            {
                if (part.IsAsked)
                {
                    yield return Fact(Zero, part.Added, Zero, part.Rest);
                    yield return Fact(part.Added, Zero, part.Rest, Zero);
                }

                foreach (Part other in parts.Where(part.IsComparedWith))
                    yield return Fact(part.Added, other.Added, part.Rest, other.Rest);
            }

            SumFact Fact(Expr less, Expr more, Expr lessRest, Expr moreRest)
            {
                Expr outside = new Expr.Unary(UnaryOperator.Not, IsOneOf(variables, apart), DataType.Boolean, default);
                Expr premise = new Expr.Binary(BinaryOperator.Implies, outside, Compare(BinaryOperator.LessOrEqual, less, more), DataType.Boolean, default);
                return new SumFact(new Expr.Quantified(QuantifierKind.ForAll, variables, [], premise, default), lessRest, moreRest);
            }
        }
    }

    private static readonly Expr Zero = new Expr.IntLiteral(0, default);

    public static Expr Compare(BinaryOperator op, Expr left, Expr right) => new Expr.Binary(op, left, right, DataType.Boolean, default);

    /// <param name="Added">What the sum adds for an element outside.</param>
    /// <param name="Rest">The sum without what it adds for the elements that are set apart.</param>
    /// <param name="Fields">The declarations of the maps that it reads, whosever state they are part of.</param>
    /// <param name="IsApart">Whether it is known as the sum of others. Then those are compared in its place.</param>
    private sealed record Part(Expr Added, Expr Rest, HashSet<SourceSpan> Fields, bool IsApart, bool IsAsked)
    {
        public bool IsComparedWith(Part other) => !ReferenceEquals(other, this) && IsApart == other.IsApart
            && ((IsAsked && other.IsAsked) || ((IsAsked || other.IsAsked) && !IsApart && Fields.SetEquals(other.Fields)));

        public static Part Of(Expr.Sum sum, ImmutableArray<ImmutableArray<Expr>> apart, EquatableArray<VariableSymbol> variables, bool isAsked)
        {
            Expr rest = sum;
            for (int i = 0; i < apart.Length; i++)
            {
                Expr added = At(sum, apart[i]);
                if (i > 0)
                    added = new Expr.Conditional(IsIn(apart[i], apart[..i]), Zero, added, default);
                rest = new Expr.Binary(BinaryOperator.Subtract, rest, added, DataType.Integer, default);
            }

            HashSet<SourceSpan> fields = [.. ExprWalk.All(sum.Body).OfType<Expr.Reference>().Where(r => r.Type is DataType.Map).Select(r => r.Symbol.DeclaredAt)];
            return new Part(At(sum, [.. variables.Select(v => (Expr)new Expr.Reference(v, default))]), rest, fields, SumParts.Of(sum) is not null, isAsked);
        }

        private static Expr At(Expr.Sum sum, ImmutableArray<Expr> element) =>
            ExprRewrite.Substitute(sum.Body, sum.Variables.Zip(element).ToDictionary(p => (Symbol)p.First, p => p.Second));
    }

    private static Expr IsOneOf(EquatableArray<VariableSymbol> variables, ImmutableArray<ImmutableArray<Expr>> tuples) =>
        IsIn([.. variables.Select(v => (Expr)new Expr.Reference(v, default))], tuples);

    private static Expr IsIn(ImmutableArray<Expr> element, ImmutableArray<ImmutableArray<Expr>> tuples) => tuples
        .Select(t => element.Zip(t, (a, b) => Compare(BinaryOperator.Equal, a, b)).Aggregate((a, b) => Compare(BinaryOperator.And, a, b)))
        .Aggregate(Formulas.False, (any, one) => Compare(BinaryOperator.Or, any, one));

    /// <summary>Of several variables all tuples of elements, so few elements of each that there are not too many tuples.</summary>
    private static ImmutableArray<ImmutableArray<Expr>> Tuples(EquatableArray<DataType> types, IReadOnlyDictionary<DataType, ImmutableArray<Expr>> elements)
    {
        int most = types.Count == 1 ? MostElements : (int)Math.Pow(MostTuples, 1.0 / types.Count);
        IEnumerable<ImmutableArray<Expr>> tuples = [[]];
        foreach (DataType type in types)
            tuples = tuples.SelectMany(t => elements.GetValueOrDefault(type, []).Take(most).Select(t.Add));
        return [.. tuples];
    }
}
