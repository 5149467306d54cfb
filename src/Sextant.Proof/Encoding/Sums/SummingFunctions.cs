using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Proof.Encoding.Sums;

/// <summary>The functions in whose bodies something is added up. They are no functions of the solver's: their bodies stand in the place of their uses.</summary>
internal sealed class SummingFunctions
{
    private readonly Dictionary<FunctionSymbol, FunctionDefinition> _definitions = [];

    public SummingFunctions(Theory theory)
    {
        foreach (FunctionDefinition function in theory.Functions)
        {
            // Functions stand after those that their bodies use.
            if (function.Meaning is FunctionMeaning.Defined defined && AreIn(defined.Body))
                _definitions.Add(function.Symbol, function);
        }
    }

    public bool Contains(FunctionSymbol function) => _definitions.ContainsKey(function);

    /// <summary>Whether an expression, or a function in it, adds up.</summary>
    public bool AreIn(Expr expression) => ExprWalk.All(expression).Any(e => e is Expr.Sum || (e is Expr.Apply apply && Contains(apply.Function)));

    /// <summary>The body of such a function at the arguments; null for all others.</summary>
    public Expr? BodyOf(Expr.Apply apply) => _definitions.TryGetValue(apply.Function, out FunctionDefinition? function)
        ? ExprRewrite.Substitute(((FunctionMeaning.Defined)function.Meaning).Body, function.Parameters.Zip(apply.Arguments).ToDictionary(p => (Symbol)p.First, p => p.Second))
        : null;

    /// <summary>The expression with none of them in it.</summary>
    public Expr TakenOutOf(Expr expression) => ExprRewrite.Apply(expression, part => part is Expr.Apply apply && BodyOf(apply) is { } body ? TakenOutOf(body) : null);
}
