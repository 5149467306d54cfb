using System.Collections.Immutable;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Proof.Derivation;

/// <summary>
/// What an operation does, as values of the state before it: where its contract says of each variable that changes what it becomes.
/// </summary>
internal sealed class Effect
{
    private readonly Theory _theory;
    private readonly Dictionary<Symbol, Equation> _values;

    private Effect(Theory theory, Dictionary<Symbol, Equation> values)
    {
        _theory = theory;
        _values = values;
    }

    /// <summary>Null where the contract does not say all of it by equations.</summary>
    public static Effect? Of(ReplicatedObject obj, Operation operation)
    {
        Solution solution = Solution.Of(operation.Ensures.Where(e => !ExprWalk.All(e.Condition).Any(IsResultOf(operation))), operation.Modifies);
        if (!solution.Checks.IsEmpty || solution.Steps.Any(s => s.Equation is null))
            return null;
        var effect = new Effect(obj.Theory, []);
        foreach (Equation equation in solution.Steps.Select(s => s.Equation!))
        {
            if (effect.Before(equation.Value) is not { } value)
                return null;
            effect._values.Add(equation.Variable, equation with { Value = value });
        }

        return effect;
    }

    public bool Changes(Expr condition) => ExprWalk.All(condition).OfType<Expr.Reference>().Any(r => _values.ContainsKey(r.Symbol));

    /// <summary>What a condition on the state after says of the state before; null where it hands a whole map, of which only the entries are known, to something.</summary>
    public Expr? Before(Expr condition)
    {
        bool isWhole = true;
        Expr result = Rewrite(condition);
        return isWhole ? result : null;

        Expr Rewrite(Expr expression) => ExprRewrite.Apply(expression, part => part switch
        {
            Expr.Old old => old.Operand,
            Expr.Select { Map: Expr.Reference map } select when _values.TryGetValue(map.Symbol, out Equation? entry) && entry.Indices is [var variables] =>
                ExprRewrite.Substitute(entry.Value, variables.Zip(select.Indices.Select(Rewrite)).ToDictionary(p => (Symbol)p.First, p => p.Second)),
            Expr.Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Left.Type: DataType.Map { ParameterCount: 0 } } same when Changes(same) => Rewrite(Everywhere(same)),
            Expr.Apply apply when apply.Arguments.Any(Changes) && DefinitionOf(apply) is { } definition => Rewrite(definition),
            Expr.Reference reference when _values.TryGetValue(reference.Symbol, out Equation? value) => value.Indices.IsEmpty ? value.Value : Whole(reference),
            _ => null,
        });

        Expr Whole(Expr map)
        {
            isWhole = false;
            return map;
        }
    }

    private static Expr Everywhere(Expr.Binary same)
    {
        EquatableArray<VariableSymbol> keys = ((DataType.Map)same.Left.Type).Domain.Select((type, i) => new VariableSymbol($"k{i + 1}", same.Span, type, VariableRole.Bound)).ToEquatable();
        EquatableArray<Expr> indices = keys.Select(k => (Expr)new Expr.Reference(k, same.Span)).ToEquatable();
        Expr At(Expr map) => new Expr.Select(map, indices, ((DataType.Map)map.Type).Range, same.Span);
        Expr everywhere = new Expr.Quantified(QuantifierKind.ForAll, keys, [], new Expr.Binary(BinaryOperator.Equal, At(same.Left), At(same.Right), DataType.Boolean, same.Span), same.Span);
        return same.Operator == BinaryOperator.Equal ? everywhere : new Expr.Unary(UnaryOperator.Not, everywhere, DataType.Boolean, same.Span);
    }

    private Expr? DefinitionOf(Expr.Apply apply)
    {
        FunctionDefinition function = _theory.Functions.First(f => f.Symbol == apply.Function);
        return function.Meaning is FunctionMeaning.Defined defined
            ? ExprRewrite.Substitute(defined.Body, function.Parameters.Zip(apply.Arguments).ToDictionary(p => (Symbol)p.First, p => p.Second))
            : null;
    }

    private static Func<Expr, bool> IsResultOf(Operation operation) => e => e is Expr.Reference { Symbol: VariableSymbol v } && operation.Results.Contains(v);
}
