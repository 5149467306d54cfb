namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// A move that would have closed a cycle. <paramref name="Path"/> is a filter of the nodes whose parents were read on the
/// way from its target up to its node (that one excluded): only a change of one of those parents can revive the move.
/// </summary>
internal readonly record struct RejectedMove(ulong Key, int Move, ulong Path)
{
    /// <summary>The one bit that stands for a node in a path filter.</summary>
    public static ulong BitOf(int node) => 1UL << (int)(((uint)node * 0x9E3779B1u) >> 26);
}

/// <summary>The rejected moves in the total order. They are few, so a sorted array serves.</summary>
internal sealed class RejectedMoves
{
    private RejectedMove[] _items = new RejectedMove[16];

    public int Count { get; private set; }

    public RejectedMove this[int index] => _items[index];

    /// <summary>The index of the first rejected move at or after <paramref name="key"/>.</summary>
    public int FirstFrom(ulong key)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_items[middle].Key < key)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    public void Push(in RejectedMove rejected)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        _items[Count++] = rejected;
    }

    public void TruncateTo(int count) => Count = count;

    public void Insert(in RejectedMove rejected)
    {
        int index = FirstFrom(rejected.Key);
        Push(rejected);
        Array.Copy(_items, index, _items, index + 1, Count - 1 - index);
        _items[index] = rejected;
    }

    public void RemoveAt(int index)
    {
        Array.Copy(_items, index + 1, _items, index, Count - 1 - index);
        Count--;
    }

    public void Replace(int index, in RejectedMove rejected) => _items[index] = rejected;

    /// <summary>Puts <paramref name="items"/> where <paramref name="count"/> rejected moves from <paramref name="index"/> on are.</summary>
    public void Replace(int index, int count, ReadOnlySpan<RejectedMove> items)
    {
        int total = Count - count + items.Length;
        if (total > _items.Length)
            Array.Resize(ref _items, Math.Max(total, _items.Length * 2));
        if (count != items.Length)
            Array.Copy(_items, index + count, _items, index + items.Length, Count - index - count);
        items.CopyTo(_items.AsSpan(index));
        Count = total;
    }

    /// <summary>Takes over the keys of the moves, which order as before.</summary>
    public void Rekey(MoveTable moves)
    {
        foreach (ref RejectedMove item in _items.AsSpan(0, Count))
            item = item with { Key = moves.KeyOf(item.Move) };
    }
}
