using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// An operation that another replica ran keeps the invariant where it arrives. The effect is the same as there, so that this
/// says more only where the invariant names the replica whose state it is.
/// </summary>
internal sealed class ArrivalRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Safety;

    public override string Code => FindingCodes.Safety;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => obj.Replica is { } me && obj.Invariant.Any(c => ExprWalk.All(c.Condition).Any(e => e is Expr.Reference r && r.Symbol == me))
        ? obj.Operations.Select(o => new Subject(o))
        : [];

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` keeps the invariant, wherever it arrives";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"`{subject.Name}`, run by another replica, can break the invariant `{clause}` where it arrives";

    public override string Help(Subject subject) => $"let `{subject.Name}` change only what is the replica's own, or let the invariant speak of all replicas";

    protected override void Write(ObligationScript s)
    {
        Party there = s.State(1);
        Party here = s.Twin(there, 0);
        s.Assume(s.Object.Invariant, here);
        PartyRun run = s.RunBy(there, s.Operation);
        PartyStep arrived = s.Arrive(here, run);
        s.Show(s.Object.Invariant, arrived.After, "", s.Scene([here, there], run.Step, arrived));
    }
}
