using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Counterexamples;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Where two operations run concurrently, each still finds its precondition where the other has arrived first: what was checked where it ran
/// holds wherever it arrives.
/// </summary>
internal sealed class PreconditionRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Precondition;

    public override string Code => FindingCodes.Precondition;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => Subject.Pairs(obj);

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` and `{subject.Other.Name}` keep each other's preconditions";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"{goal.Meaning} `{clause}`";

    public override string Help(Subject subject) =>
        $"the two conflict: let {(subject.IsSelfPair ? $"`{subject.Name}`" : "both")} hold a lock, or drop the condition if nothing relies on it where the operation arrives";

    protected override void Write(ObligationScript s)
    {
        if (ConcurrentRuns.Of(s) is not { } runs)
            return;
        Scene scene = s.Scene([runs.Here, runs.There], runs.One.Step, runs.Two.Step);
        Show(s, runs.One, runs.Two, scene);
        if (!s.Subject.IsSelfPair)
            Show(s, runs.Two, runs.One, scene);
    }

    /// <summary>What an operation requires holds still where another one has run.</summary>
    private static void Show(ObligationScript s, PartyRun kept, PartyRun by, Scene scene) => s.ShowEnabled(by.Step.After, kept, kept.Operation.Requires.Where(c => Reads(c, by.Operation)),
        $"`{by.Operation.Name}`, run elsewhere at the same time, can break what `{kept.Operation.Name}` requires:", scene);

    /// <summary>Nothing needs to be asked of a condition on what the other operation never changes.</summary>
    private static bool Reads(Clause requires, Operation changing) => ExprWalk.All(requires.Condition).Any(e => e is Expr.Reference { Symbol: VariableSymbol v } && changing.Modifies.Contains(v));
}
