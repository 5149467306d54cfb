using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>An operation never makes the state smaller: <c>Pre(s) ⇒ op(s) ≥ s</c>.</summary>
internal sealed class MonotonicityRule : ObligationRule
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
        Env after = s.Run(before);
        s.Script.Show(s.OrderClauses, s.Ordered(s.State(after), s.State(before)), "", s.Step(before, after));
    }
}
