using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// What merge relies on, the concurrency invariant, relates any two replicas at any time; so every operation must keep
/// it, against every state that another replica may be in. Merging a state keeps what is about the join of the two.
/// </summary>
/// <param name="isPublished">Whether all is asked as it was published.</param>
internal sealed class StabilityRule(bool isPublished) : ObligationRule
{
    public override CheckKind Kind => CheckKind.Stability;

    public override string Code => FindingCodes.Stability;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) =>
        base.Subjects(obj).Where(s => isPublished || s.First != obj.Merge.Operation || ObligationScript.IsOneSided(obj));

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` keeps what merge relies on";

    public override string WhenItFails(Subject subject, Goal goal, string clause) =>
        $"`{subject.Name}` can break `{clause}`, which merge relies on, while another replica is in the state shown";

    public override string Help(Subject subject) =>
        $"`{subject.Name}` conflicts with what led the other replica there: coordinate the two, or let merge repair the result";

    protected override void Write(ObligationScript s)
    {
        Env before = s.Arguments(s.IncomingState(s.LocalState()));
        s.Script.AssumeAll(s.Object.Invariant, before);
        s.AssumeInvariantOfIncoming(before);
        s.Script.AssumeAll(s.Object.Merge.Operation.Requires, before);
        Env after = s.Run(before);
        s.Script.Show(s.IsMerge && !isPublished ? s.OneSided : s.Object.Merge.Operation.Requires, after, "", s.Step(before, after, s.Column(ObligationScript.There, s.Incoming(before))));
    }
}
