namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// All moves of a table in the total order. Moves that were spliced in singly wait, in order, beside the array and are merged
/// when they get many or a replay needs the sequence, so that a splice does not shift the whole history.
/// </summary>
internal sealed class MoveSequence(MoveTable table)
{
    private const int WaitingLimit = 1024;

    private readonly RunSort _sort = new();
    private int[] _sorted = new int[16];
    private int[] _waiting = new int[16];
    private ulong[] _waitingKeys = new ulong[16];
    private int[] _sortedBefore = new int[16];
    private int _sortedCount;
    private int _waitingCount;

    public int Count => _sortedCount + _waitingCount;

    /// <summary>The greatest key of the sequence, 0 when it is empty.</summary>
    public ulong LastKey { get; private set; }

    /// <summary>The moves in order; merges those that wait.</summary>
    public ReadOnlySpan<int> Merged()
    {
        if (_waitingCount > 0)
            Merge();
        return _sorted.AsSpan(0, _sortedCount);
    }

    /// <summary>Reads the moves at or after <paramref name="key"/> in order. Nothing may be added meanwhile.</summary>
    public MoveCursor From(ulong key)
    {
        int waiting = WaitingIndexOf(key);
        return new MoveCursor(
            _sorted.AsSpan(0, _sortedCount), IndexOf(key), _waiting.AsSpan(waiting.._waitingCount), _sortedBefore.AsSpan(waiting.._waitingCount));
    }

    /// <summary>True when, but for those that wait, at most <paramref name="count"/> moves lie from <paramref name="key"/> up to <paramref name="end"/>.</summary>
    public bool HasAtMost(int count, ulong key, ulong end)
    {
        int beyond = IndexOf(key) + count;
        return beyond >= _sortedCount || table.KeyOf(_sorted[beyond]) >= end;
    }

    /// <summary>Adds one of a batch; the sequence is read next by <see cref="Merged"/>.</summary>
    public void Add(int move)
    {
        ulong key = table.KeyOf(move);
        if (key > LastKey)
            Append(move, key);
        else
            Wait(_waitingCount, move, key);
    }

    /// <summary>Adds a single move anywhere.</summary>
    public void Insert(int move)
    {
        ulong key = table.KeyOf(move);
        if (key > LastKey)
        {
            Append(move, key);
            return;
        }
        if (_waitingCount == WaitingLimit)
            Merge();
        Wait(WaitingIndexOf(key), move, key);
    }

    /// <summary>How many moves lie at or after <paramref name="key"/>.</summary>
    public int CountFrom(ulong key) => _sortedCount - IndexOf(key) + _waitingCount - WaitingIndexOf(key);

    /// <summary>The index in <see cref="Merged"/>, when nothing waits, of the first move at or after <paramref name="key"/>.</summary>
    public int IndexOf(ulong key)
    {
        int low = 0;
        int high = _sortedCount;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (table.KeyOf(_sorted[middle]) < key)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Takes over the keys of the moves, which order as before.</summary>
    public void Rekey()
    {
        for (int i = 0; i < _waitingCount; i++)
            _waitingKeys[i] = table.KeyOf(_waiting[i]);
        LastKey = _sortedCount == 0 ? 0 : table.KeyOf(_sorted[_sortedCount - 1]);
    }

    private int WaitingIndexOf(ulong key)
    {
        int index = _waitingKeys.AsSpan(0, _waitingCount).BinarySearch(key);
        return index < 0 ? ~index : index;
    }

    private void Append(int move, ulong key)
    {
        if (_sortedCount == _sorted.Length)
            Array.Resize(ref _sorted, _sortedCount * 2);
        _sorted[_sortedCount++] = move;
        LastKey = key;
    }

    private void Wait(int index, int move, ulong key)
    {
        if (_waitingCount == _waiting.Length)
        {
            Array.Resize(ref _waiting, _waitingCount * 2);
            Array.Resize(ref _waitingKeys, _waitingCount * 2);
        }
        if (_sortedBefore.Length < _waiting.Length)
            Array.Resize(ref _sortedBefore, _waiting.Length);
        int later = _waitingCount++ - index;
        _waiting.AsSpan(index, later).CopyTo(_waiting.AsSpan(index + 1));
        _waitingKeys.AsSpan(index, later).CopyTo(_waitingKeys.AsSpan(index + 1));
        _sortedBefore.AsSpan(index, later).CopyTo(_sortedBefore.AsSpan(index + 1));
        _waiting[index] = move;
        _waitingKeys[index] = key;
        _sortedBefore[index] = IndexOf(key);
    }

    private void Merge()
    {
        _sort.Sort(ref _waitingKeys, ref _waiting, _waitingCount);
        int total = Count;
        if (total > _sorted.Length)
            Array.Resize(ref _sorted, Math.Max(total, _sorted.Length * 2));
        int from = _sortedCount - 1;
        int waiting = _waitingCount - 1;
        for (int to = total - 1; waiting >= 0; to--)
        {
            bool takeSorted = from >= 0 && table.KeyOf(_sorted[from]) > _waitingKeys[waiting];
            _sorted[to] = takeSorted ? _sorted[from--] : _waiting[waiting--];
        }
        _sortedCount = total;
        _waitingCount = 0;
    }
}
