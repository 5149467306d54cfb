using System.Collections.Immutable;
using System.Numerics;
using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Proof.Encoding.Sums;

/// <summary>
/// A sum taken apart, as far as it can be: what is added, taken away or multiplied by a number inside may be so outside, and a sum
/// of sums is one over all pairs, in whichever order its variables stand.
/// </summary>
internal static class SumParts
{
    /// <summary>Null when the sum has no parts but itself.</summary>
    public static ImmutableArray<(BigInteger Factor, Expr.Sum Sum)>? Of(Expr.Sum sum)
    {
        var parts = ImmutableArray.CreateBuilder<(BigInteger Factor, Expr.Sum Sum)>();
        Collect(sum.Body, BigInteger.One, sum.Variables, body => body);
        return parts.Count == 1 && parts[0].Factor.IsOne && parts[0].Sum.Variables.Count == sum.Variables.Count ? null : parts.ToImmutable();

        void Collect(Expr body, BigInteger factor, EquatableArray<VariableSymbol> variables, Func<Expr, Expr> guarded)
        {
            switch (body)
            {
                case Expr.IntLiteral { Value.IsZero: true }:
                    break;
                case Expr.Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } both:
                    Collect(both.Left, factor, variables, guarded);
                    Collect(both.Right, both.Operator == BinaryOperator.Add ? factor : -factor, variables, guarded);
                    break;
                case Expr.Binary { Operator: BinaryOperator.Multiply, Left: Expr.IntLiteral times } product:
                    Collect(product.Right, factor * times.Value, variables, guarded);
                    break;
                case Expr.Binary { Operator: BinaryOperator.Multiply, Right: Expr.IntLiteral times } product:
                    Collect(product.Left, factor * times.Value, variables, guarded);
                    break;
                case Expr.Unary { Operator: UnaryOperator.Negate } negation:
                    Collect(negation.Operand, -factor, variables, guarded);
                    break;
                case Expr.Conditional { Else: Expr.IntLiteral { Value.IsZero: true } } choice:
                    Collect(choice.Then, factor, variables, inner => guarded(choice with { Then = inner }));
                    break;
                case Expr.Sum inner:
                    Expr.Sum renamed = Renamed(inner);
                    Collect(renamed.Body, factor, [.. variables, .. renamed.Variables], guarded);
                    break;
                default:
                    parts.Add((factor, InOrder(new Expr.Sum(variables, guarded(body), sum.Span))));
                    break;
            }
        }
    }

    /// <summary>The sum of parts.</summary>
    public static Expr Total(ImmutableArray<(BigInteger Factor, Expr.Sum Sum)> parts) => parts.Aggregate((Expr)new Expr.IntLiteral(0, default),
        (total, part) => Combine(part.Factor.Sign < 0 ? BinaryOperator.Subtract : BinaryOperator.Add, total,
            Combine(BinaryOperator.Multiply, new Expr.IntLiteral(BigInteger.Abs(part.Factor), default), part.Sum)));

    private static Expr Combine(BinaryOperator op, Expr left, Expr right) => new Expr.Binary(op, left, right, DataType.Integer, default);

    /// <summary>The same sum with its variables in the order in which what it adds reads them, so that those that differ in nothing else are equal.</summary>
    public static Expr.Sum InOrder(Expr.Sum sum)
    {
        List<Symbol> read = [.. ExprWalk.All(sum.Body).OfType<Expr.Reference>().Select(r => r.Symbol)];
        return sum with { Variables = sum.Variables.OrderBy(v => read.Contains(v) ? read.IndexOf(v) : int.MaxValue).ToEquatable() };
    }

    /// <summary>With variables that nothing else has, for one function may stand twice in one sum.</summary>
    private static Expr.Sum Renamed(Expr.Sum sum)
    {
        var variables = sum.Variables.ToDictionary(v => (Symbol)v, v => new VariableSymbol(v.Name, v.DeclaredAt, v.Type, v.Role));
        return new Expr.Sum(sum.Variables.Select(v => variables[v]).ToEquatable(),
            ExprRewrite.Substitute(sum.Body, variables.ToDictionary(v => v.Key, v => (Expr)new Expr.Reference(v.Value, default))), sum.Span);
    }
}
