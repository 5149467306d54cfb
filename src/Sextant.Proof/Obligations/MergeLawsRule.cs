using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Merge is idempotent, commutative and associative, so that neither the number nor the order of messages matters. It follows from
/// <c>lub</c> when the order is a partial order; it is asked directly because a wrong order would hide a wrong merge.
/// </summary>
/// <remarks>Results are compared in both directions of the order; where contracts leave a result open, that they agree shows that it does not matter.</remarks>
internal sealed class MergeLawsRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.MergeLaws;

    public override string Code => FindingCodes.MergeLaws;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => [new Subject(obj.Merge.Operation)];

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` is idempotent, commutative and associative";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"{goal.Meaning}: `{clause}` fails";

    public override string Help(Subject subject) =>
        "messages may be lost, repeated and reordered, so the state must depend only on what was received: let merge be the join of an order";

    protected override void Write(ObligationScript s)
    {
        Party here = s.State(0);
        Party there = s.State(1);
        s.DifferentReplicas(here, there);

        s.Script.OpenScope();
        s.SameFields(here, there);
        PartyStep again = s.Merge(here, there);
        ShowSame(s, again.After, here, "merging a state with itself can change it", s.Scene([here, there], again));
        s.Script.CloseScope();

        s.Script.OpenScope();
        PartyStep one = s.Merge(here, there);
        PartyStep other = s.Merge(there, here);
        ShowSame(s, one.After, other.After, "two replicas that merge each other's states can end in different ones", s.Scene([here, there], one, other));
        s.Script.CloseScope();

        s.Script.OpenScope();
        Party third = s.State(2);
        s.DifferentReplicas(here, there, third);
        PartyStep left = s.Merge(here, there);
        PartyStep leftAll = s.Merge(left.After, third);
        PartyStep right = s.Merge(there, third);
        PartyStep rightAll = s.Merge(here, right.After);
        ShowSame(s, leftAll.After, rightAll.After, "the order in which three states are merged can matter", s.Scene([here, there, third], right, rightAll));
        s.Script.CloseScope();
    }

    private static void ShowSame(ObligationScript s, Party one, Party other, string meaning, Counterexamples.Scene scene)
    {
        s.ShowOrdered(one, other, meaning, scene);
        s.ShowOrdered(other, one, meaning, scene);
    }
}
