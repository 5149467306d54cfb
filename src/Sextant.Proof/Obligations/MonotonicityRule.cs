using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>An operation never makes the state smaller: <c>Pre(s) ⇒ op(s) ≥ s</c>.</summary>
/// <param name="assumesInvariant">
/// Operations only run in states that satisfy the invariant, which safety shows, so it may be assumed. The published rule does not.
/// </param>
internal sealed class MonotonicityRule(bool assumesInvariant) : ObligationRule
{
    public override CheckKind Kind => CheckKind.Monotonicity;

    public override string Code => FindingCodes.Monotonicity;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => obj.Operations.Select(o => new Subject(o));

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` never makes the state smaller";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"`{subject.Name}` can make the state smaller: `{clause}` fails";

    public override string Help(Subject subject) =>
        "states may only grow, or merge undoes the operation: let the operation add, or change the order so that the new state is the larger one";

    protected override void Write(ObligationScript s)
    {
        Env before = s.Arguments(s.LocalState());
        if (assumesInvariant)
            s.Script.AssumeAll(s.Object.Invariant, before);
        Env after = s.Run(before);
        s.Script.Show(s.OrderClauses, s.Ordered(s.State(after), s.State(before)), "", s.Step(before, after));
    }
}
