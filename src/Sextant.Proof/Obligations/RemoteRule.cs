using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// What another replica does keeps the concurrency invariant as this one sees it: the operation runs there, under the other's name, and its
/// new state may be sent here.
/// </summary>
/// <remarks>
/// Both states are current, so that each stands in the concurrency invariant to the other. Of what is about the join of the two, <c>stability</c> says
/// the same with the replicas exchanged.
/// </remarks>
internal sealed class RemoteRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Remote;

    public override string Code => FindingCodes.Remote;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => ObligationScript.IsOneSided(obj) ? obj.Operations.Select(o => new Subject(o)) : [];

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}`, run by another replica, keeps what merge relies on here";

    public override string WhenItFails(Subject subject, Goal goal, string clause) =>
        $"`{subject.Name}`, run by another replica, can break `{clause}`, which merge relies on here";

    public override string Help(Subject subject) =>
        $"the two states shown satisfy what merge relies on until `{subject.Name}` runs: coordinate it with what this replica did, or let each replica change only what is its own";

    protected override void Write(ObligationScript s)
    {
        Party here = s.State(0);
        Party there = s.State(1);
        s.DifferentReplicas(here, there);
        s.AssumeRelated(here, there);
        s.AssumeRelated(s.OneSided, there, here);
        PartyStep step = s.Run(there, s.Operation);
        s.ShowRelated(s.OneSided, here, step.After, "", s.Scene([here, there], step));
    }
}
