using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Each operation can run: some state satisfies the invariant and the precondition. Everything that is proved of an operation
/// that never runs is proved of nothing.
/// </summary>
internal sealed class EnabledRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Vacuity;

    public override string Code => FindingCodes.NeverRuns;

    public override bool AsksForExample => true;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => obj.Operations.Select(o => new Subject(o));

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` can run in some state that satisfies the invariant";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"`{subject.Name}` can never run: no state satisfies both the invariant and its precondition";

    public override string Help(Subject subject) => $"weaken the precondition of `{subject.Name}`, or the invariant: as they are, what is proved of `{subject.Name}` means nothing";

    protected override void Write(ObligationScript s)
    {
        Party here = s.State(0);
        s.Run(here, s.Operation);
        s.AskForExample(s.Operation.NameSpan);
    }
}
