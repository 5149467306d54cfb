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

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => ofMerge ? base.Subjects(obj) : obj.Operations.Select(o => new Subject(o));

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` keeps the invariant";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"`{subject.Name}` can break the invariant `{clause}`";

    public override string Help(Subject subject) =>
        $"strengthen the precondition of `{subject.Name}` so that it cannot run in the state shown, or correct what it does";

    protected override void Write(ObligationScript s)
    {
        Env before = s.IsMerge ? s.IncomingState(s.LocalState()) : s.Arguments(s.LocalState());
        s.Script.AssumeAll(s.Object.Invariant, before);
        if (s.IsMerge)
            s.AssumeInvariantOfIncoming(before);
        Env after = s.Run(before);
        var scene = s.IsMerge ? s.Step(before, after, s.Column(ObligationScript.There, s.Incoming(before))) : s.Step(before, after);
        s.Script.Show([.. s.StatePromises, .. s.Object.Invariant], after, "", scene);
    }
}
