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
        Env after = script.DeclareAll(operation.Modifies.Concat(operation.Results), operation.Assumptions, env.RememberingNow(), guard);
        script.AssumeAll(operation.Ensures, after, guard);
        return after;
    }
}
