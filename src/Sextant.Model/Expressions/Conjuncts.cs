using System.Collections.Immutable;
using Sextant.Syntax.Text;

namespace Sextant.Model.Expressions;

/// <summary>Takes conditions apart at their top-level conjunctions, so that each part has a verdict and a place of its own.</summary>
public static class Conjuncts
{
    public static ImmutableArray<Expr> Of(Expr condition)
    {
        var parts = ImmutableArray.CreateBuilder<Expr>();
        Collect(condition, parts);
        return parts.ToImmutable();
    }

    private static void Collect(Expr condition, ImmutableArray<Expr>.Builder parts)
    {
        if (condition is Expr.Binary { Operator: BinaryOperator.And } and)
        {
            Collect(and.Left, parts);
            Collect(and.Right, parts);
        }
        else
        {
            parts.Add(condition);
        }
    }

    /// <summary>The conjunction of all parts; true when there are none.</summary>
    public static Expr Join(IReadOnlyList<Expr> parts, SourceSpan span) => parts.Count == 0
        ? new Expr.BoolLiteral(true, span)
        : parts.Aggregate((left, right) => new Expr.Binary(BinaryOperator.And, left, right, left.Type, left.Span.To(right.Span)));
}
