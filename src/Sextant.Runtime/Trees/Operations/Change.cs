using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Operations;

/// <summary>
/// A run of operations that one replica made without hearing from others in between. The k-th has the sequence number
/// <paramref name="FirstSequence"/> + k and the Lamport time <paramref name="FirstTime"/> + k. The causal past of the first is the
/// replica's operation before it and <paramref name="Dependencies"/> with their pasts.
/// </summary>
public sealed record Change(
    ReplicaId Replica, int FirstSequence, long FirstTime, IReadOnlyList<OperationId> Dependencies, IReadOnlyList<TreeOperation> Operations)
{
    public OperationId IdOf(int index) => new(Replica, FirstSequence + index);

    public int EndSequence => FirstSequence + Operations.Count;
}
