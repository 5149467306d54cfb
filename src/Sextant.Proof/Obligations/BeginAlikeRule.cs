using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Where nothing says how replicas begin, they may begin alike in any state that satisfies the invariant, and what is derived of two
/// replicas must be true of them then. Of what somebody wrote only that is asked which <see cref="InitialExampleRule"/> asks.
/// </summary>
internal sealed class BeginAlikeRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Initial;

    public override string Code => FindingCodes.Initial;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [Subject.Whole];

    public override string WhenItHolds(Subject subject) => "two replicas in the same state satisfy what merge relies on";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"two replicas in the same state may not satisfy `{clause}`";

    public override string Help(Subject subject) => "";

    protected override void Write(ObligationScript s)
    {
        Party here = s.State(0);
        Party there = s.State(1);
        s.DifferentReplicas(here, there);
        s.SameFields(here, there);
        s.ShowRelated(here, there, "", s.Scene([here, there]));
    }
}
