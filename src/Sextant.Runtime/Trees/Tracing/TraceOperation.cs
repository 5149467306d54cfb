namespace Sextant.Runtime.Trees.Tracing;

public enum TraceOperationKind : byte
{
    Add,
    Move,
    Remove,
}

/// <summary>
/// One operation as a trace file has it, one a line: which replica, its how-manieth, at which Lamport time, and what it did.
/// Nodes are numbers; 0 is the root. <paramref name="Parent"/> is -1 for a removal, <paramref name="OldParent"/> -1 for an addition.
/// </summary>
public readonly record struct TraceOperation(
    int Replica, int Index, long Time, TraceOperationKind Kind, int Node, int Parent, int OldParent)
{
    public const int Root = 0;
    public const int Nowhere = -1;
}
