using Sextant.Exploration.Search;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>What a step of a group must not break.</summary>
/// <param name="Operation">Whose step, merge's too; null for what every step must do.</param>
/// <param name="Clause">The clause of the invariant, of what merge relies on, or of what an operation requires; a variable where two states must agree; null where there is none.</param>
/// <param name="Kind">The check of the prover that answers the same question; null for what only a run can meet.</param>
public sealed record GroupProperty(CheckKind? Kind, Operation? Operation, Clause? Clause)
{
    /// <summary>The second operation, where it is asked of two.</summary>
    public Operation? With { get; init; }

    internal Property ToProperty() => new($"{(Kind is { } kind ? $"{kind}" : "Execution")} {Operation?.Name}", PropertyKind.Always);
}
