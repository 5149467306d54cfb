using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Merging a state of a second replica keeps the concurrency invariant with a third one: as this replica sees what the third has, or had, and as the third
/// sees what this replica has now.
/// </summary>
/// <remarks>
/// The state that arrives may be old, so that it need not satisfy the concurrency invariant as its sender saw it then. But of two states that replicas
/// have ever had, the later one was related to the earlier one when it came about; which was the later, both cases say. Of what is about the join of two states, one case says all.
/// </remarks>
internal sealed class ThirdReplicaRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.ThirdReplica;

    public override string Code => FindingCodes.ThirdReplica;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [new Subject(obj.Merge.Operation)];

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` keeps what it relies on between this replica and a third one";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"`{subject.Name}` can break `{clause}`, which {goal.Meaning}";

    public override string Help(Subject subject) =>
        "any two of the three states satisfy what merge relies on, and still two of them do not go with the third: say in the concurrency invariant what excludes this, or coordinate the operations that lead there";

    protected override void Write(ObligationScript s)
    {
        Party here = s.State(0);
        Party there = s.State(1);
        Party third = s.State(2);
        s.DifferentReplicas(here, there, third);
        s.AssumeRelated(here, there);
        s.AssumeRelated(here, third);
        foreach ((Party later, Party earlier) in new[] { (there, third), (third, there) })
        {
            s.Script.OpenScope();
            s.AssumeRelated(later, earlier);
            PartyStep step = s.Merge(here, there);
            s.ShowRelated(later == there ? s.Object.Merge.Operation.Requires : s.OneSided, step.After, third, "merging with a third replica relies on", s.Scene([here, there, third], step));
            s.Script.CloseScope();
        }

        s.Script.OpenScope();
        s.AssumeRelated(third, here);
        s.AssumeRelated(third, there);
        PartyStep sent = s.Merge(here, there);
        s.ShowRelated(s.OneSided, third, sent.After, "a third replica relies on when it merges the result", s.Scene([here, there, third], sent));
        s.Script.CloseScope();
    }
}
