using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>Where a change begins in its replica's log, and what it depends on besides the operation before it.</summary>
internal sealed record ChangeHeader(int FirstSequence, long FirstTime, IReadOnlyList<OperationId> Dependencies);

/// <summary>The operations of one replica by sequence number, and the changes that they came in.</summary>
internal sealed class ReplicaLog(ReplicaId id, int index)
{
    private readonly List<ChangeHeader> _changes = [];
    private int[] _operations = new int[4];

    public ReplicaId Id { get; } = id;

    public int Index { get; } = index;

    public int Count { get; private set; }

    public IReadOnlyList<ChangeHeader> Changes => _changes;

    public int this[int sequence] => _operations[sequence];

    public OperationId LastId => new(Id, Count - 1);

    public void BeginChange(long firstTime, IReadOnlyList<OperationId> dependencies)
        => _changes.Add(new ChangeHeader(Count, firstTime, dependencies));

    public void Add(int operation)
    {
        if (Count == _operations.Length)
            Array.Resize(ref _operations, Count * 2);
        _operations[Count++] = operation;
    }

    /// <summary>The index in <see cref="Changes"/> of the change that has the operation.</summary>
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
