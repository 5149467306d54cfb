using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>A condition follows from what else an object says of all states, and from what declarations promise: of an object that does not have it.</summary>
/// <param name="isRelation">Whether it relates two replicas' states; else it is of one.</param>
internal sealed class FollowsRule(Clause condition, bool isRelation) : ObligationRule
{
    public override CheckKind Kind => CheckKind.Safety;

    public override string Code => FindingCodes.Safety;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [Subject.Whole];

    public override string WhenItHolds(Subject subject) => "the clause follows from the others";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"`{clause}` does not follow from the other clauses";

    public override string Help(Subject subject) => "nothing is wrong with that";

    protected override void Write(ObligationScript s)
    {
        Party here = s.State(0);
        if (!isRelation)
        {
            s.Show([condition], here, "", s.Scene([here]));
            return;
        }

        Party there = s.State(1);
        s.DifferentReplicas(here, there);
        s.AssumeRelated(here, there);
        s.ShowRelated([condition], here, there, "", s.Scene([here, there]));
    }
}
