using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// The order is reflexive and transitive. States that are each at least the other count as the same one, which is
/// right only if nobody can tell them apart: the same operations can run in them.
/// </summary>
/// <remarks>
/// Published orders are hardly ever antisymmetric: they say nothing of the entries of a map that are not in use, or of a winner
/// before there is one. What such an order leaves out must then matter to no operation; that it does not leave out a whole
/// variable is asked by <see cref="OrderSeesRule"/>.
/// </remarks>
internal sealed class OrderRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Order;

    public override string Code => FindingCodes.Order;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [Subject.Whole];

    public override string WhenItHolds(Subject subject) =>
        "the order is reflexive and transitive, and states that it does not tell apart allow the same operations";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"{goal.Meaning}: `{clause}` fails";

    public override string Help(Subject subject) =>
        "replicas that received the same must end in the same state: let the order compare everything that operations read, each part by a partial order of its own";

    protected override void Write(ObligationScript s)
    {
        Party one = s.State(0, "one");
        s.ShowOrdered(one, one, "a state can fail to be at least itself", s.Scene([one]));
        Party two = s.State(0, "two");
        s.AssumeOrdered(one, two);

        s.Script.OpenScope();
        Party three = s.State(0, "three");
        s.AssumeOrdered(two, three);
        s.ShowOrdered(one, three, "one state can be at least a second, and that at least a third, but not the first at least the third", s.Scene([one, two, three]));
        s.Script.CloseScope();

        s.AssumeOrdered(two, one);
        s.SameReplica(one, two);
        foreach (Operation operation in s.Object.Operations.Where(o => o.Requires.Any(r => !r.IsFree)))
        {
            s.Script.OpenScope();
            PartyStep step = s.Run(one, operation);
            s.ShowEnabled(two, operation, step, $"the order takes two states for the same although `{operation.Name}` can run in only one of them", s.Scene([one, two], step));
            s.Script.CloseScope();
        }
    }
}
