using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// An operation, run where its precondition holds, keeps the invariant and what the declarations of the state promise; merge
/// keeps them when both states satisfy them.
/// </summary>
internal sealed class SafetyRule(bool ofMerge) : ObligationRule
{
    public override CheckKind Kind => CheckKind.Safety;

    public override string Code => FindingCodes.Safety;

    public override IEnumerable<Operation> Operations(ReplicatedObject obj) => ofMerge ? base.Operations(obj) : obj.Operations;

    public override string WhenItHolds(Operation operation) => $"`{operation.Name}` keeps the invariant";

    public override string WhenItFails(Operation operation, Goal goal, string clause) => $"`{operation.Name}` can break the invariant `{clause}`";

    public override string Help(Operation operation) =>
        $"strengthen the precondition of `{operation.Name}` so that it cannot run in the state shown, or correct what it does";

    protected override void Write(ObligationScript s)
    {
        Env before = s.IsMerge ? s.IncomingState(s.LocalState()) : s.Arguments(s.LocalState());
        s.Script.AssumeAll(s.Object.Invariant, before);
        if (s.IsMerge)
            s.Script.AssumeAll(s.Object.Invariant, s.AsLocal(before));
        Env after = s.Run(before);
        var scene = s.IsMerge ? s.Step(before, after, s.Column(ObligationScript.There, s.Incoming(before))) : s.Step(before, after);
        s.Script.Show([.. s.StatePromises, .. s.Object.Invariant], after, "", scene);
    }
}
