using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Tracing;

/// <summary>A replica that a trace is fed to, whatever resolves its conflicts.</summary>
internal interface ITraceReplica
{
    /// <summary>The replica's own operations, in its own present state. Returns what went wrong, or null.</summary>
    string? Originate(IReadOnlyList<Change> changes);

    /// <summary>What the replica sends to the others: all that it has.</summary>
    byte[] Send();

    string? Receive(byte[] message);

    /// <summary>Makes the state agree with all that has been received.</summary>
    void Settle();

    /// <summary>Moves that have no effect because the policy gave another precedence.</summary>
    int LostMoves { get; }

    /// <summary>The parents of the live nodes but the root; of all nodes if the policy keeps no tree.</summary>
    IEnumerable<(NodeId Node, NodeId Parent)> Parents();

    bool IsAcyclic { get; }
}
