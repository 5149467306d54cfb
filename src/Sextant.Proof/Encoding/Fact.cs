using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Proof.Encoding;

/// <summary>Something that a script assumes, in terms of the specification: what a solver is told as text can be evaluated so.</summary>
/// <param name="Env">The terms whose values the condition reads.</param>
internal sealed record Fact(Expr Condition, Env Env)
{
    /// <summary>Whether it is this condition, and all that it reads has the same terms here.</summary>
    public bool Says(Expr condition, Env env)
    {
        if (!Condition.Equals(condition))
            return false;
        Expr[] parts = [.. ExprWalk.All(condition)];
        VariableSymbol[] read = [.. parts.Select(e => (e as Expr.Reference)?.Symbol).OfType<VariableSymbol>()];
        return Array.TrueForAll(read, v => Env.Now.GetValueOrDefault(v) == env.Now.GetValueOrDefault(v))
            && (!Array.Exists(parts, e => e is Expr.Old) || Array.TrueForAll(read, v => Env.Before.GetValueOrDefault(v) == env.Before.GetValueOrDefault(v)));
    }
}

/// <summary>A run of an operation that a script assumes.</summary>
/// <param name="Replica">Who runs it.</param>
/// <param name="Before">The state, and the arguments or the incoming state.</param>
/// <param name="IsArrival">Whether another replica ran it and it arrives here, where nobody asks whether it may run.</param>
internal sealed record OperationRun(Operation Operation, int Replica, Env Before, Env After, bool IsArrival = false);
