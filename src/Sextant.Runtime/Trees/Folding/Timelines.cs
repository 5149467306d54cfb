using System.Numerics;

namespace Sextant.Runtime.Trees.Folding;

/// <summary>One applied move as its node's timeline keeps it: when, which, and where the node went.</summary>
internal readonly record struct TimelineEntry(ulong Key, int Move, int Target);

/// <summary>
/// For each node its applied moves in the total order. A binary search tells the parent of any node at any point of the
/// order, so that history can be read, and mended, in the middle without undoing what came later.
/// Segments of one arena hold the entries; a segment that outgrows its room moves to one of twice the size.
/// </summary>
internal sealed class Timelines
{
    private struct Segment
    {
        public int Start;
        public int Count;
        public int Capacity;

        /// <summary>One more than the move of the last entry, 0 without entries: asked for often, and the entry is far away.</summary>
        public int LastPlacement;
    }

    private readonly Stack<int>[] _free = new Stack<int>[32];
    private Segment[] _segments = new Segment[16];
    private TimelineEntry[] _arena = new TimelineEntry[64];
    private int _arenaUsed;

    public int NodeCount { get; private set; }

    public void AddNode()
    {
        if (NodeCount == _segments.Length)
            Array.Resize(ref _segments, NodeCount * 2);
        _segments[NodeCount++] = default;
    }

    public int CountOf(int node) => _segments[node].Count;

    /// <summary>The move of the node's last entry, or <see cref="TreeFold.None"/>.</summary>
    public int LastMoveOf(int node) => _segments[node].LastPlacement - 1;

    public ReadOnlySpan<TimelineEntry> Of(int node)
    {
        ref readonly Segment segment = ref _segments[node];
        return _arena.AsSpan(segment.Start, segment.Count);
    }

    /// <summary>The index of the node's last entry strictly before <paramref name="key"/>, or -1.</summary>
    public int LastBefore(int node, ulong key) => LastBefore(Of(node), key);

    public static int LastBefore(ReadOnlySpan<TimelineEntry> entries, ulong key)
    {
        int low = 0;
        int high = entries.Length;
        if (high > 0 && entries[high - 1].Key < key)
            return high - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (entries[middle].Key < key)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }

    public void Push(int node, in TimelineEntry entry)
    {
        ref Segment segment = ref _segments[node];
        if (segment.Count == segment.Capacity)
            Grow(ref segment);
        _arena[segment.Start + segment.Count++] = entry;
        segment.LastPlacement = entry.Move + 1;
    }

    /// <summary>
    /// Drops the node's entries at or after <paramref name="key"/> and returns the target of the last one left, or
    /// <see cref="TreeFold.None"/>.
    /// </summary>
    public int Truncate(int node, ulong key)
    {
        ref Segment segment = ref _segments[node];
        segment.Count = LastBefore(Of(node), key) + 1;
        NoteLast(ref segment);
        return segment.Count == 0 ? TreeFold.None : _arena[segment.Start + segment.Count - 1].Target;
    }

    public void Insert(int node, int index, in TimelineEntry entry)
    {
        Push(node, entry);
        Span<TimelineEntry> entries = Writable(node);
        entries[index..^1].CopyTo(entries[(index + 1)..]);
        entries[index] = entry;
        NoteLast(ref _segments[node]);
    }

    public void RemoveAt(int node, int index)
    {
        Span<TimelineEntry> entries = Writable(node);
        entries[(index + 1)..].CopyTo(entries[index..]);
        _segments[node].Count--;
        NoteLast(ref _segments[node]);
    }

    /// <summary>Takes over the keys of the moves, which order as before.</summary>
    public void Rekey(MoveTable moves)
    {
        for (int node = 0; node < NodeCount; node++)
        {
            foreach (ref TimelineEntry entry in Writable(node))
                entry = entry with { Key = moves.KeyOf(entry.Move) };
        }
    }

    private void NoteLast(ref Segment segment)
        => segment.LastPlacement = segment.Count == 0 ? 0 : _arena[segment.Start + segment.Count - 1].Move + 1;

    private Span<TimelineEntry> Writable(int node)
    {
        ref readonly Segment segment = ref _segments[node];
        return _arena.AsSpan(segment.Start, segment.Count);
    }

    private void Grow(ref Segment segment)
    {
        // Room for the addition and one move from the beginning: most nodes that move at all move once.
        int capacity = Math.Max(2, segment.Capacity * 2);
        int start = Take(capacity);
        Array.Copy(_arena, segment.Start, _arena, start, segment.Count);
        if (segment.Capacity > 0)
            (_free[BitOperations.Log2((uint)segment.Capacity)] ??= new Stack<int>()).Push(segment.Start);
        segment.Start = start;
        segment.Capacity = capacity;
    }

    private int Take(int capacity)
    {
        Stack<int>? free = _free[BitOperations.Log2((uint)capacity)];
        if (free is { Count: > 0 })
            return free.Pop();
        if (_arenaUsed + capacity > _arena.Length)
            Array.Resize(ref _arena, Math.Max(_arena.Length * 2, _arenaUsed + capacity));
        int start = _arenaUsed;
        _arenaUsed += capacity;
        return start;
    }
}
