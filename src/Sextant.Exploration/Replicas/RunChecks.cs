using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>The properties of a group that remembers runs, each by the check, the operations and the clause that it is about; and the one that a step breaks which cannot be run.</summary>
internal abstract class RunChecks
{
    private readonly Dictionary<(CheckKind, Operation?, Operation?, Clause?), int> _numbers = [];

    protected RunChecks(ReplicaSteps steps, IReadOnlyList<GroupProperty> asked)
    {
        Steps = steps;
        GroupProperty[] properties =
        [
            .. steps.Object.Invariant.Select(c => new GroupProperty(CheckKind.Initial, null, c)),
            .. steps.Object.Operations.SelectMany(o => steps.Object.Invariant.Select(c => new GroupProperty(CheckKind.Safety, o, c))),
            .. asked,
            .. steps.Object.Escrows.Select(e => new GroupProperty(CheckKind.Escrow, null, HeldRights.Bound(e))),
            .. steps.Object.Operations.SelectMany(o => steps.Object.Escrows.SelectMany(e => e.Moves.Where(m => m.Operation == o).Select(HeldRights.NotNegative).Prepend(HeldRights.Bound(e)))
                .Select(c => new GroupProperty(CheckKind.Escrow, o, c))),
        ];
        for (int i = 0; i < properties.Length; i++)
            _numbers.Add((properties[i].Kind!.Value, properties[i].Operation, properties[i].With, properties[i].Clause), i);
        Properties = properties.Append(new GroupProperty(null, null, null)).ToEquatable();
    }

    public EquatableArray<GroupProperty> Properties { get; }

    /// <summary>Why the first step could not be run or judged that could not; null when all could.</summary>
    public string? Fault { get; private set; }

    protected ReplicaSteps Steps { get; }

    /// <summary>Each two operations once, in the order of the text, one with itself included.</summary>
    protected static IEnumerable<(Operation One, Operation Two)> Pairs(ReplicatedObject obj) => obj.Operations.SelectMany((a, i) => obj.Operations.Skip(i).Select(b => (a, b)));

    /// <summary>The property that a step which cannot be run breaks.</summary>
    public int Failed(EvaluationFault fault)
    {
        Fault ??= fault.Message;
        return Properties.Count - 1;
    }

    /// <summary>What the beginning breaks.</summary>
    public EquatableArray<int> BrokenAtFirst(SharedRuns group) =>
        new SortedSet<int>(group.Replicas.SelectMany(r => Steps.Invariant(r).Select(d => Number(d, CheckKind.Initial, null, null))
            .Concat(Steps.Rights.Failing(r).Select(d => Number(d, CheckKind.Escrow, null, null))))).ToEquatable();

    /// <summary>What a run breaks of escrows by the step from one state to another by which it arrives.</summary>
    protected IEnumerable<int> BrokenEscrows(ReplicaState before, ReplicaState after, SharedRun run) =>
        Steps.Rights.Failing(before, after, run.Operation, run.Arguments).Select(d => Number(d, CheckKind.Escrow, run.Operation, null));

    protected int Number(CheckKind kind, Operation? operation, Operation? with, Clause? clause) => _numbers[(kind, operation, with, clause)];

    protected int Number(ClauseDecision failing, CheckKind kind, Operation? operation, Operation? with) =>
        failing.Fault is { } fault ? Failed(fault) : Number(kind, operation, with, failing.Clause);
}
