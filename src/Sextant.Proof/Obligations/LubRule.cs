using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Merge yields the least upper bound: at least either state, and no larger than any state which is at least both.
/// </summary>
/// <param name="assumesInvariant">Whether all states satisfy the invariant, as those of replicas do. The published rule does not say so.</param>
internal sealed class LubRule(bool assumesInvariant) : ObligationRule
{
    public override CheckKind Kind => CheckKind.Lub;

    public override string Code => FindingCodes.Lub;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [new Subject(obj.Merge.Operation)];

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` yields the least upper bound of the two states";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"{goal.Meaning}: `{clause}` fails";

    public override string Help(Subject subject) =>
        "replicas converge only when merge joins: it must take everything from both states and add nothing of its own, in the order of states";

    protected override void Write(ObligationScript s)
    {
        string name = s.Operation.Name;
        Env before = s.IncomingState(s.LocalState());
        if (assumesInvariant)
        {
            s.Script.AssumeAll(s.Object.Invariant, before);
            s.AssumeInvariantOfIncoming(before);
        }

        Env after = s.Run(before);
        var there = s.Column(ObligationScript.There, s.Incoming(before));
        s.Script.Show(s.OrderClauses, s.Ordered(s.State(after), s.State(before)), $"the state after `{name}` can be smaller than the local one", s.Step(before, after, there));
        s.Script.Show(s.OrderClauses, s.Ordered(s.State(after), s.Incoming(before)), $"the state after `{name}` can be smaller than the incoming one", s.Step(before, after, there));

        IReadOnlyList<string> bound = assumesInvariant ? s.StateOfAny() : s.AnyState();
        s.WhereOrdered(bound, s.State(before));
        s.WhereOrdered(bound, s.Incoming(before));
        s.Script.Show(s.OrderClauses, s.Ordered(bound, s.State(after)), $"the state after `{name}` can exceed a state that is at least both",
            s.Step(before, after, there, s.Column(ObligationScript.Bound, bound)));
    }
}
