using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// The order sees every variable that changes: some two states differ in that variable only, and are not in order. An
/// order that overlooks one calls replicas the same that never agree on it.
/// </summary>
internal sealed class OrderSeesRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Order;

    public override string Code => FindingCodes.Order;

    public override bool AsksForExample => true;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [Subject.Whole];

    public override string WhenItHolds(Subject subject) => "the order depends on every variable that changes";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => goal.Meaning;

    public override string Help(Subject subject) => "compare the variable in the order, or replicas never need to agree on it";

    protected override void Write(ObligationScript s)
    {
        for (int i = 0; i < s.Object.State.Count; i++)
        {
            if (!s.Object.Routines.Any(o => o.Modifies.Contains(s.Object.State[i])))
                continue;
            s.Script.OpenScope();
            Party one = s.AnyReplica(0, "one");
            Party two = s.AnyReplica(0, "two");
            foreach ((string a, string b) in one.Terms.Zip(two.Terms).Where((_, other) => other != i))
                s.Script.Assume($"(= {a} {b})");
            s.Script.Assume($"(not {s.Script.Encode(s.Object.Order.Condition, s.Ordered(one.Terms, two.Terms))})");
            s.AskForExample(s.Object.Order.Span, $"the order overlooks `{s.Object.State[i].Name}`: whatever its value, one state is at least the other");
            s.Script.CloseScope();
        }
    }
}
