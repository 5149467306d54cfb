using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>Two operations that run concurrently lead to the same state, whichever of them arrives first.</summary>
internal sealed class CommutativityRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Commutativity;

    public override string Code => FindingCodes.Commutativity;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => Subject.Pairs(obj);

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` and `{subject.Other.Name}` lead to the same state in either order";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => subject.IsSelfPair
        ? $"two runs of `{subject.Name}` that arrive in different orders can leave different `{clause}`"
        : $"`{subject.Name}` and `{subject.Other.Name}` can leave different `{clause}`, depending on which arrives first";

    public override string Help(Subject subject) =>
        $"the two conflict: let their effects not depend on each other, or let {(subject.IsSelfPair ? $"`{subject.Name}`" : "both")} hold a lock";

    protected override void Write(ObligationScript s)
    {
        if (ConcurrentRuns.Of(s) is not { } runs)
            return;
        PartyStep here = s.Arrive(runs.One.Step.After, runs.Two);
        PartyStep there = s.Arrive(runs.Two.Step.After, runs.One);
        s.ShowSame(here.After, there.After, "", s.Scene([runs.Here, runs.There], runs.One.Step, runs.Two.Step, here, there));
    }
}
