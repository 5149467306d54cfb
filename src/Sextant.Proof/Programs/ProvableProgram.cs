using Sextant.Model.Objects;

namespace Sextant.Proof.Programs;

/// <summary>A program as what the prover can be asked about.</summary>
/// <param name="System">All of its state as that of one replica; its operations are the steps of the program.</param>
/// <param name="Relations">What each step must keep between the state before it and after it, besides the invariant.</param>
/// <param name="RelationsOf">The same of single steps, by their names.</param>
internal sealed record ProvableProgram(ReplicatedObject System, EquatableArray<Clause> Relations, IReadOnlyDictionary<string, EquatableArray<Clause>> RelationsOf)
{
    public static readonly IReadOnlyDictionary<string, EquatableArray<Clause>> NoRelations = new Dictionary<string, EquatableArray<Clause>>(StringComparer.Ordinal);

    public IEnumerable<Clause> RelationsOfStep(Operation step) => Relations.Concat(RelationsOf.GetValueOrDefault(step.Name, []));
}
