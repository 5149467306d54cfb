using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Of two states that are each at least the other, the order says that they are the same. Nobody should be able to tell them
/// apart: the same operations can run in them. Where that is not so it is said beside the verdicts.
/// </summary>
/// <remarks>
/// Published orders are hardly ever antisymmetric: they say nothing of the entries of a map that are not in use, of a winner before there
/// is one, of data that never change. No proof relies on what this rule asks; that replicas agree in the end does.
/// </remarks>
internal sealed class SameStatesRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Order;

    public override string Code => FindingCodes.Order;

    public override bool OnlyWarns => true;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [Subject.Whole];

    public override string WhenItHolds(Subject subject) => "states that the order does not tell apart allow the same operations";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"{goal.Meaning}: `{clause}` can hold in one and not in the other";

    public override string Help(Subject subject) => "replicas that received the same may go on differing in this; let the order compare it if it ever changes";

    protected override void Write(ObligationScript s)
    {
        Party one = s.State(0, "one");
        Party two = s.StateOfSame(one, "two");
        s.AssumeOrdered(one, two);
        s.AssumeOrdered(two, one);
        foreach (Operation operation in s.Object.Operations.Where(o => o.Requires.Any(r => !r.IsFree)))
        {
            s.Script.OpenScope();
            PartyRun run = s.RunBy(one, operation);
            s.ShowEnabled(two, run, operation.Requires, $"the order takes states for the same although `{operation.Name}` can run in only one of them", s.Scene([one, two], run.Step));
            s.Script.CloseScope();
        }
    }
}
