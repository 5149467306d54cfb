using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Counterexamples;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>Every body meets its postconditions, assertions and loop invariants when its preconditions hold.</summary>
internal sealed class ContractRule : ObligationRule
{
    public override CheckKind Kind => CheckKind.Contract;

    public override string Code => FindingCodes.Contract;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => base.Subjects(obj).Where(s => s.Operation.Body is not null);

    public override string WhenItHolds(Subject subject) => $"the body of `{subject.Name}` meets its contract";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"`{clause}` {goal.Meaning}";

    public override string Help(Subject subject) =>
        $"correct the body of `{subject.Name}` or its contract; a loop also needs invariants that say what it has done so far";

    protected override void Write(ObligationScript s)
    {
        Operation operation = s.Operation;
        OperationBody body = operation.Body!;
        Env entry = s.Script.DeclareAll(operation.Parameters, operation.Assumptions, s.LocalState());
        s.Script.AssumeAll(operation.Requires, entry);
        Env start = s.Script.DeclareAll(operation.Results.Concat(body.Locals), operation.Assumptions, entry.RememberingNow());
        VariableSymbol[] shown = [.. s.Object.State, .. operation.Results, .. body.Locals];
        new BodyEncoder(s.Script, s.Object, operation, SceneAt).Encode(body, start);

        Scene SceneAt(Env point) => new(
            [new SceneColumn(operation.Name, shown.Select(v => new SceneVariable(v, v.Name, start[v])).ToEquatable())],
            [new SceneStep(0, operation.Name, operation.Given.Select(p => new SceneVariable(p, p.Name, start[p])).ToEquatable(),
                shown.Select(v => new SceneVariable(v, v.Name, point[v])).ToEquatable())]);
    }
}
