using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Replicas;

/// <summary>A condition that says which value a variable has, or what it holds at each index.</summary>
/// <param name="Indices">Empty when <paramref name="Value"/> is the variable's own value; else groups of variables that stand for the indices.</param>
public sealed record Equation(VariableSymbol Variable, ImmutableArray<EquatableArray<VariableSymbol>> Indices, Expr Value)
{
    /// <summary>All readings of a condition as an equation; an equation between two variables can be read both ways.</summary>
    public static IEnumerable<Equation> In(Expr condition)
    {
        var quantified = new List<VariableSymbol>();
        while (condition is Expr.Quantified { Kind: QuantifierKind.ForAll } forAll)
        {
            quantified.AddRange(forAll.Variables);
            condition = forAll.Body;
        }

        return Sides(condition).Select(s => Of(s.Place, s.Value, quantified)).OfType<Equation>();
    }

    /// <summary>Everything that the value depends on at the point itself, and not before it.</summary>
    public IEnumerable<Symbol> Needs => Current(Value);

    private static IEnumerable<Symbol> Current(Expr expression) => expression switch
    {
        Expr.Old old => Current(old.Operand).Where(s => s is not VariableSymbol { Role: VariableRole.State }),
        Expr.Reference reference => [reference.Symbol],
        _ => ExprWalk.Parts(expression).SelectMany(Current),
    };

    private static IEnumerable<(Expr Place, Expr Value)> Sides(Expr condition) => condition switch
    {
        Expr.Binary { Operator: BinaryOperator.Equal or BinaryOperator.Equivalent } e => [(e.Left, e.Right), (e.Right, e.Left)],
        Expr.Unary { Operator: UnaryOperator.Not } e => [(e.Operand, new Expr.BoolLiteral(false, e.Span))],
        Expr.Is { Constructor.Fields.Count: 0 } e => [(e.Operand, new Expr.Construct((DataType.Datatype)e.Operand.Type, e.Constructor, [], e.Span))],
        Expr.Reference or Expr.Select => [(condition, new Expr.BoolLiteral(true, condition.Span))],
        _ => [],
    };

    private static Equation? Of(Expr place, Expr value, List<VariableSymbol> quantified)
    {
        var groups = ImmutableArray.CreateBuilder<EquatableArray<VariableSymbol>>();
        while (place is Expr.Select { Map.Type: DataType.Map { ParameterCount: 0 } } select)
        {
            groups.Insert(0, select.Indices.OfType<Expr.Reference>().Select(r => r.Symbol).OfType<VariableSymbol>().ToEquatable());
            if (groups[0].Count < select.Indices.Count)
                return null;
            place = select.Map;
        }

        VariableSymbol[] indices = [.. groups.SelectMany(g => g)];
        bool fits = indices.Length == quantified.Count && indices.Distinct().Count() == indices.Length && indices.All(quantified.Contains);
        return fits && place is Expr.Reference { Symbol: VariableSymbol variable } ? new Equation(variable, groups.ToImmutable(), value) : null;
    }
}
