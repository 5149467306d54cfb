using Sextant.Exploration.Search;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>What a step of a group must not break.</summary>
/// <param name="Operation">Whose step, merge's too; null for what every step must do.</param>
/// <param name="Clause">The clause of the invariant, or of what merge relies on; null where there is none.</param>
/// <param name="Kind">The check of the prover that answers the same question; null for what only a run can meet.</param>
public sealed record GroupProperty(CheckKind? Kind, Operation? Operation, Clause? Clause)
{
    internal Property ToProperty() => new($"{(Kind is { } kind ? $"{kind}" : "Execution")} {Operation?.Name}", PropertyKind.Always);
}
