using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Proof.Encoding;

/// <summary>
/// An operation as others see it: what it may change has new values, of which its postconditions hold. Its body plays
/// no part; it is proved against the same contract once.
/// </summary>
internal static class OperationEffect
{
    /// <summary>The state after the operation; parameters must have their terms in <paramref name="env"/>.</summary>
    public static Env Apply(ScriptBuilder script, Operation operation, Env env, string guard = Guards.Always)
    {
        VariableSymbol[] changed = [.. operation.Modifies.Concat(operation.Results)];
        ValueDefinition[] definitions = guard == Guards.Always && script.DefinesValues ? [.. ValueDefinition.In(operation.Ensures, changed)] : [];
        Env after = env.RememberingNow();
        after = after.With(changed.Select(v => (v, Array.Exists(definitions, d => d.Variable == v) ? script.Reserve(v) : script.Declare(v))).ToArray());
        foreach (ValueDefinition definition in definitions)
            script.Define(definition, after);
        script.AssumeAll(operation.Assumptions.Where(a => changed.Contains(a.Variable)), after, guard);
        script.AssumeAll(operation.Ensures.Where(c => !Array.Exists(definitions, d => d.Clause == c)), after, guard);
        return after;
    }
}
