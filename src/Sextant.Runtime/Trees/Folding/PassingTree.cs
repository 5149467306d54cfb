using System.Runtime.CompilerServices;

namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// The tree at the moving point of a <see cref="ForwardPass"/>, flat: a node's parent is looked up in its timeline once and is
/// from then on what the moves passed make it. It knows the nodes that differ, those whose parent may not be what the decisions ahead
/// saw, and marks all that are above one. What ends being above keeps its mark for a while: a mark too many costs a walk, no more.
/// </summary>
internal sealed class PassingTree(FoldState state)
{
    private struct Place
    {
        public int KnownIn;
        public int Parent;
        public int MarkedIn;
        /// <summary>One more than the index among the nodes that differ, 0 for none.</summary>
        public int Difference;
    }

    private Place[] _places = [];
    private int[] _differing = new int[16];
    private ulong _start;
    private int _pass;
    private int _marking;
    private int _marked;
    private int _markedLimit;

    public int DifferingCount { get; private set; }

    /// <summary>The path filter of the nodes that differ.</summary>
    public ulong DifferingBits { get; private set; }

    /// <summary>Begins as the tree was just before <paramref name="key"/>, with nothing that differs.</summary>
    public void Begin(ulong key)
    {
        if (_places.Length < state.NodeCount)
            Array.Resize(ref _places, Math.Max(state.NodeCount, _places.Length * 2));
        for (int i = 0; i < DifferingCount; i++)
            _places[_differing[i]].Difference = 0;
        DifferingCount = 0;
        DifferingBits = 0;
        _start = key;
        _pass++;
        _marking++;
        _marked = 0;
        _markedLimit = 64;
    }

    /// <summary>True when a node that differs may be under the node.</summary>
    public bool IsMarked(int node) => _places[node].MarkedIn == _marking;

    public bool IsAbove(int node, int descendant)
    {
        for (int at = descendant; at != TreeFold.None; at = ParentOf(at))
        {
            if (at == node)
                return true;
        }
        return false;
    }

    /// <summary>The filter of the nodes from <paramref name="target"/> up to, but not including, <paramref name="node"/>.</summary>
    public ulong PathFilter(int target, int node)
    {
        ulong path = 0;
        for (int at = target; at != node; at = ParentOf(at))
            path |= RejectedMove.BitOf(at);
        return path;
    }

    /// <summary>Passes a move that is applied as it was before: whatever its node differed in is over.</summary>
    public void Pass(int node, int target)
    {
        ref Place place = ref _places[node];
        place.Parent = target;
        place.KnownIn = _pass;
        if (place.Difference != 0)
            EndDifference(ref place);
        if (place.MarkedIn == _marking)
            Mark(target);
        if (_marked > _markedLimit)
            MarkAnew();
    }

    public void SetParent(int node, int parent)
    {
        _places[node].Parent = parent;
        _places[node].KnownIn = _pass;
    }

    /// <summary>The node's parent is from here on not the one that the decisions ahead saw.</summary>
    public void Differ(int node)
    {
        if (!state.WasEverTarget(node))
            return;
        ref Place place = ref _places[node];
        if (place.Difference == 0)
        {
            if (DifferingCount == _differing.Length)
                Array.Resize(ref _differing, DifferingCount * 2);
            _differing[DifferingCount++] = node;
            place.Difference = DifferingCount;
            DifferingBits |= RejectedMove.BitOf(node);
        }
        Mark(ParentOf(node));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ParentOf(int node)
    {
        ref Place place = ref _places[node];
        return place.KnownIn == _pass ? place.Parent : LookUp(node);
    }

    private int LookUp(int node)
    {
        ReadOnlySpan<TimelineEntry> entries = state.Timelines.Of(node);
        int last = Timelines.LastBefore(entries, _start);
        int parent = last < 0 ? TreeFold.None : entries[last].Target;
        SetParent(node, parent);
        return parent;
    }

    /// <summary>Marks a node and all above it. Above a marked node all are marked.</summary>
    private void Mark(int node)
    {
        for (int at = node; at != TreeFold.None && _places[at].MarkedIn != _marking; at = ParentOf(at))
        {
            _places[at].MarkedIn = _marking;
            _marked++;
        }
    }

    private void MarkAnew()
    {
        _marking++;
        _marked = 0;
        for (int i = 0; i < DifferingCount; i++)
            Mark(ParentOf(_differing[i]));
        _markedLimit = 64 + (2 * _marked);
    }

    private void EndDifference(ref Place place)
    {
        int last = _differing[--DifferingCount];
        _differing[place.Difference - 1] = last;
        _places[last].Difference = place.Difference;
        place.Difference = 0;
        DifferingBits = 0;
        for (int i = 0; i < DifferingCount; i++)
            DifferingBits |= RejectedMove.BitOf(_differing[i]);
    }
}
