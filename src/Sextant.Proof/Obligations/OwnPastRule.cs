using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// What the concurrency invariant says of two replicas may also hold between a replica and each of its own earlier states. Nobody asks for
/// it; where it holds it says how two states of one replica, that others merge, go together.
/// </summary>
/// <remarks>By induction: a state goes with itself, and every step of the replica keeps what holds with each state before it.</remarks>
/// <param name="candidates">The clauses that are assumed of the past and are to be kept.</param>
internal sealed class OwnPastRule(EquatableArray<Clause> candidates) : ObligationRule
{
    public override CheckKind Kind => CheckKind.Stale;

    public override string Code => FindingCodes.Stale;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [Subject.Whole, .. base.Subjects(obj)];

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` keeps what holds between a replica and its past";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"`{clause}` may not hold between a replica and its past";

    public override string Help(Subject subject) => "";

    protected override void Write(ObligationScript s)
    {
        Party now = s.State(0);
        if (s.Subject == Subject.Whole)
        {
            s.ShowRelated(candidates, now, now, "", s.Scene([now]));
            return;
        }

        Party past = s.StateOfSame(now, "past");
        s.AssumeOrdered(now, past);
        s.AssumeRelated(candidates, now, past);
        if (!s.IsMerge)
        {
            PartyStep step = s.Run(now, s.Operation);
            s.ShowRelated(candidates, step.After, past, "", s.Scene([now, past], step));
            return;
        }

        Party there = s.State(1);
        s.DifferentReplicas(now, there);
        foreach ((Party later, Party earlier) in new[] { (past, there), (there, past) })
        {
            s.Script.OpenScope();
            s.AssumeRelated(later, earlier);
            PartyStep step = s.Merge(now, there);
            s.ShowRelated(candidates, step.After, past, "", s.Scene([now, past, there], step));
            s.Script.CloseScope();
        }
    }
}
