using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;

namespace Sextant.Proof.Programs;

/// <summary>A step of a program, from any state that satisfies the invariant, keeps the invariant and what relates states before and after a step.</summary>
internal sealed class StepRule(Func<Operation, IEnumerable<Clause>> relations) : ObligationRule
{
    public override CheckKind Kind => CheckKind.Safety;

    public override string Code => FindingCodes.Induction;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => obj.Operations.Select(o => new Subject(o));

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` keeps what is asked of every state and every step";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"`{subject.Name}` leads from a state that satisfies the invariant to one in which `{clause}` fails";

    public override string Help(Subject subject) => "say with a further `invariant` what excludes the state shown; where a run comes to it, `sextant explore` finds that run";

    protected override void Write(ObligationScript s)
    {
        Env before = s.Arguments(s.LocalState());
        s.Script.AssumeAll(s.Object.Invariant, before);
        Env after = s.Run(before);
        s.Script.Show([.. s.Object.Invariant, .. relations(s.Operation)], after, "", s.Step(before, after));
    }
}
