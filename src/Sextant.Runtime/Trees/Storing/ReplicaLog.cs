using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>Where a change begins in its replica's log, and what it depends on besides the operation before it.</summary>
internal sealed record ChangeHeader(int FirstSequence, long FirstTime, IReadOnlyList<OperationId> Dependencies);

/// <summary>
/// The operations of one replica by sequence number, and the changes that they came in. Of the first ones, up to
/// <see cref="PrunedCount"/>, only those are here that the state still needs.
/// </summary>
internal sealed class ReplicaLog(ReplicaId id, int index)
{
    private readonly List<ChangeHeader> _changes = [];
    private readonly Dictionary<int, Entry> _kept = [];
    private readonly ChunkedList<Entry> _entries = new();

    /// <summary>An operation and, because every look-up of a name asks for it, the node that it added, or -1.</summary>
    private readonly record struct Entry(int Operation, int Node);

    public ReplicaId Id { get; } = id;

    public int Index { get; } = index;

    public int PrunedCount { get; private set; }

    /// <summary>The Lamport time of the last pruned operation.</summary>
    public long PrunedTime { get; private set; }

    public int Count => PrunedCount + _entries.Count;

    public IReadOnlyList<ChangeHeader> Changes => _changes;

    /// <summary>The operation's index, or -1 when it has been pruned.</summary>
    public int this[int sequence] => sequence >= PrunedCount
        ? _entries[sequence - PrunedCount].Operation
        : _kept.GetValueOrDefault(sequence, new Entry(OperationStore.None, OperationStore.None)).Operation;

    public OperationId LastId => new(Id, Count - 1);

    public void BeginChange(long firstTime, IReadOnlyList<OperationId> dependencies)
        => _changes.Add(new ChangeHeader(Count, firstTime, dependencies));

    /// <summary>The node's index, or -1 when the operation is not here or adds none.</summary>
    public int NodeAddedBy(int sequence)
    {
        int entry = sequence - PrunedCount;
        if ((uint)entry < (uint)_entries.Count)
            return _entries[entry].Node;
        return _kept.TryGetValue(sequence, out Entry kept) ? kept.Node : OperationStore.None;
    }

    public void Add(int operation, int node) => _entries.Add(new Entry(operation, node));

    /// <summary>Lets an empty log begin behind operations that are not here.</summary>
    public void BeginBehind(int prunedCount, long prunedTime)
    {
        PrunedCount = prunedCount;
        PrunedTime = prunedTime;
    }

    /// <summary>Adds one of the operations that the log begins behind.</summary>
    public void Keep(int sequence, int operation, int node) => _kept.Add(sequence, new Entry(operation, node));

    /// <summary>The index in <see cref="Changes"/> of the change that has the operation; for a pruned one the first.</summary>
    public int ChangeOf(int sequence)
    {
        int low = 0;
        int high = _changes.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >>> 1;
            if (_changes[middle].FirstSequence <= sequence)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
