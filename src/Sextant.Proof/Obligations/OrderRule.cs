using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// The order is reflexive and transitive, so that what a replica goes through is a chain. Antisymmetric it need not be:
/// <see cref="SameStatesRule"/> looks at the states that it takes for the same.
/// </summary>
internal sealed class OrderRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Order;

    public override string Code => FindingCodes.Order;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [Subject.Whole];

    public override string WhenItHolds(Subject subject) => "the order is reflexive and transitive, and depends on every variable that changes";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"{goal.Meaning}: `{clause}` fails";

    public override string Help(Subject subject) => "merge is a least upper bound only in an order: compare each part of the state by an order of its own, and join the comparisons by `&&`";

    protected override void Write(ObligationScript s)
    {
        Party one = s.State(0, "one");
        s.ShowOrdered(one, one, "a state can fail to be at least itself", s.Scene([one]));
        Party two = s.State(0, "two");
        Party three = s.State(0, "three");
        s.AssumeOrdered(one, two);
        s.AssumeOrdered(two, three);
        s.ShowOrdered(one, three, "one state can be at least a second, that at least a third, and the first not at least the third", s.Scene([one, two, three]));
    }
}
