using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Quantifiers;

/// <summary>
/// How a condition uses a variable, when all it does with it is to read maps at it and to compare it with values that do not
/// depend on it. Then the values at which these maps have entries, those compared with, and one value out of each gap
/// between them stand for all: at every other one the condition says the same as at one of these.
/// </summary>
/// <param name="Maps">The maps that are read at it, each with the position of the variable among the indices.</param>
/// <param name="Values">What it is compared with.</param>
/// <param name="Lists">Lists in which it is looked up.</param>
/// <param name="IsOrdered">Whether greater and smaller values are told apart, so that every gap counts.</param>
internal sealed record Occurrences(List<(MapSource Map, int Position)> Maps, List<Expr> Values, List<Expr> Lists, bool IsOrdered)
{
    /// <param name="open">Variables that have no value yet where the values to try are collected.</param>
    /// <returns>Null when the variable is used in any other way.</returns>
    public static Occurrences? Of(VariableSymbol variable, Expr condition, IEnumerable<Symbol> open)
    {
        var walk = new Walk(variable, open);
        return walk.Visit(condition) ? new Occurrences(walk.Maps, walk.Values, walk.Lists, walk.IsOrdered) : null;
    }

    private sealed class Walk(VariableSymbol variable, IEnumerable<Symbol> open)
    {
        private readonly HashSet<Symbol> _open = [.. open, variable];

        public List<(MapSource, int)> Maps { get; } = [];

        public List<Expr> Values { get; } = [];

        public List<Expr> Lists { get; } = [];

        public bool IsOrdered { get; private set; }

        public bool Visit(Expr part)
        {
            switch (part)
            {
                case Expr.Reference reference:
                    return reference.Symbol != variable;
                case Expr.Select select:
                    return VisitSelect(select);
                case Expr.Binary { Left: var left, Right: var right } binary when IsVariable(left) || IsVariable(right):
                    return Compared(binary.Operator, IsVariable(left) ? right : left);
                case Expr.Primitive { Operator: PrimitiveOperator.Contains } contains when IsVariable(contains.Arguments[1]):
                    Lists.Add(contains.Arguments[0]);
                    return IsClosed(contains.Arguments[0]);
                case Expr.Quantified quantified:
                    // Variables are told apart by identity, and one that is bound again inside is another one there.
                    if (quantified.Variables.Contains(variable))
                        return false;
                    _open.UnionWith(quantified.Variables);
                    return Visit(quantified.Body);
                case Expr.Sum sum:
                    if (sum.Variables.Contains(variable))
                        return false;
                    _open.UnionWith(sum.Variables);
                    return Visit(sum.Body);
                case Expr.Lambda lambda:
                    _open.UnionWith(lambda.Variables);
                    return Visit(lambda.Body);
                default:
                    return ExprWalk.Parts(part).All(Visit);
            }
        }

        private bool VisitSelect(Expr.Select select)
        {
            if (!Visit(select.Map))
                return false;
            for (int i = 0; i < select.Indices.Count; i++)
            {
                if (!IsVariable(select.Indices[i]))
                {
                    if (!Visit(select.Indices[i]))
                        return false;
                    continue;
                }

                if (SourceOf(select.Map) is not { } source)
                    return false;
                Maps.Add((source, i));
            }

            return true;
        }

        private bool Compared(BinaryOperator op, Expr other)
        {
            switch (op)
            {
                case BinaryOperator.Equal or BinaryOperator.NotEqual:
                    break;
                case BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual:
                    IsOrdered = true;
                    break;
                default:
                    return false;
            }

            if (IsVariable(other))
                return true;
            Values.Add(other);
            return IsClosed(other);
        }

        /// <summary>Where a map comes from: an expression that has a value, or what such a map holds somewhere.</summary>
        private MapSource? SourceOf(Expr map)
        {
            if (IsClosed(map))
                return new MapSource.Whole(map);
            switch (map)
            {
                case Expr.Select { Map: var outer }:
                    return SourceOf(outer) is { } source ? new MapSource.HeldBy(source) : null;
                case Expr.Conditional conditional:
                    return SourceOf(conditional.Then) is { } then && SourceOf(conditional.Else) is { } otherwise ? new MapSource.Either(then, otherwise) : null;
                default:
                    return null;
            }
        }

        private bool IsVariable(Expr part) => part is Expr.Reference reference && reference.Symbol == variable;

        private bool IsClosed(Expr part) => !ExprWalk.All(part).Any(p => p is Expr.Reference reference && _open.Contains(reference.Symbol));
    }
}

/// <summary>One map or several.</summary>
internal abstract record MapSource
{
    private MapSource()
    {
    }

    public sealed record Whole(Expr Map) : MapSource;

    /// <summary>Every map that one of these holds.</summary>
    public sealed record HeldBy(MapSource Outer) : MapSource;

    public sealed record Either(MapSource Left, MapSource Right) : MapSource;
}
