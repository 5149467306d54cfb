using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>The states with which replicas begin satisfy the invariant, and any two of them the concurrency invariant: the base of the induction.</summary>
internal sealed class InitialRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Initial;

    public override string Code => FindingCodes.Initial;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [Subject.Whole];

    public override string WhenItHolds(Subject subject) => "the initial states satisfy all invariants";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"{goal.Meaning} `{clause}`";

    public override string Help(Subject subject) => "begin with other values, or weaken the condition so that it holds from the start";

    protected override void Write(ObligationScript s)
    {
        Party here = Begin(s, 0);
        s.Show([.. s.StatePromises, .. s.Object.Invariant], here, "the initial state does not satisfy", s.Scene([here]));
        if (s.Object.Propagation is not Propagation.States)
            return;
        Party there = Begin(s, 1);
        s.DifferentReplicas(here, there);
        s.ShowRelated(here, there, "the initial states of two replicas do not satisfy", s.Scene([here, there]));
    }

    private static Party Begin(ObligationScript s, int replica)
    {
        Party state = s.AnyReplica(replica);
        s.Assume(s.Object.Initial, state);
        return state;
    }
}
