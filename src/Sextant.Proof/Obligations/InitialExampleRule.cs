using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Where nothing says how replicas begin, some state must satisfy the invariant, and the concurrency invariant with itself: it is all that can be
/// asked, and proofs are then about replicas that begin in such a state.
/// </summary>
internal sealed class InitialExampleRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Initial;

    public override string Code => FindingCodes.Initial;

    public override bool AsksForExample => true;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [Subject.Whole];

    public override string WhenItHolds(Subject subject) =>
        "some state satisfies the invariant, and what merge relies on with itself; nothing says that replicas begin in it, so no more could be asked";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => goal.Meaning;

    public override string Help(Subject subject) => "nothing can begin in a state that satisfies all conditions: weaken one of them";

    protected override void Write(ObligationScript s)
    {
        Party here = s.State(0);
        s.AskForExample(s.Object.Invariant.Count > 0 ? s.Object.Invariant[0].Span : s.Object.Place, "no state satisfies the invariant");
        if (s.Object.Propagation is not Propagation.States)
            return;
        s.AssumeRelated(here, here);
        s.AskForExample(s.Object.Merge.Operation.NameSpan, "no state satisfies what merge relies on together with itself");
    }
}
