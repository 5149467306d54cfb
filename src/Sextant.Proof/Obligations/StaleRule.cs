using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Merging one state of a replica keeps the concurrency invariant with the others that it sent: those that it sent earlier and arrive late, and those that it
/// sent later. And the sender, wherever it is now, can merge the result.
/// </summary>
/// <remarks>
/// That an old state of another replica satisfies the concurrency invariant needs no obligation of its own: it did when it was sent
/// (<c>remote</c>), and each step here has kept that (<c>stability</c> assumes nothing that an old state need not satisfy). What is about the join of two
/// states stays as it is when one of them takes in what the other already holds.
/// </remarks>
/// <param name="ownPast">Clauses that are known to hold between a replica's state and its own earlier ones.</param>
internal sealed class StaleRule(EquatableArray<Clause> ownPast) : ObligationRule
{
    private const string Earlier = "there, earlier";
    private const string Later = "there, later";

    public override CheckKind Kind => CheckKind.Stale;

    public bool KnowsNoPast => ownPast.Count == 0;

    public override string Code => FindingCodes.Stale;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => ObligationScript.IsOneSided(obj) ? [new Subject(obj.Merge.Operation)] : [];

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` keeps what it relies on, however late a state arrives";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"`{subject.Name}` can break `{clause}`, which {goal.Meaning}";

    public override string Help(Subject subject) =>
        "messages may be overtaken: let the concurrency invariant speak only of what never gets less true, or number the states and ignore old ones";

    protected override void Write(ObligationScript s)
    {
        Party here = s.State(0);
        Party message = s.State(1);
        s.DifferentReplicas(here, message);
        s.AssumeRelated(here, message);

        foreach ((string column, string meaning) in new[] { (Earlier, "an earlier state, which arrives late, relies on"), (Later, "a later state of the same replica relies on") })
        {
            s.Script.OpenScope();
            Party other = s.StateOfSame(message, column);
            s.AssumeRelated(here, other);
            AssumeHistory(s, column == Earlier ? message : other, column == Earlier ? other : message);
            PartyStep merged = s.Merge(here, message);
            s.ShowRelated(s.OneSided, merged.After, other, meaning, s.Scene([here, message, other], merged));
            s.Script.CloseScope();
        }

        s.Script.OpenScope();
        Party now = s.StateOfSame(message, "there, now");
        s.AssumeRelated(here, now);
        s.AssumeRelated(s.OneSided, now, here);
        AssumeHistory(s, now, message);
        PartyStep step = s.Merge(here, message);
        s.ShowRelated(s.OneSided, now, step.After, "the sender, which has moved on, relies on when it merges the result", s.Scene([here, message, now], step));
        s.Script.CloseScope();
    }

    private void AssumeHistory(ObligationScript s, Party later, Party earlier)
    {
        s.AssumeOrdered(later, earlier);
        s.AssumeRelated(ownPast, later, earlier);
    }
}
