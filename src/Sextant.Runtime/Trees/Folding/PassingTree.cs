using System.Runtime.CompilerServices;

namespace Sextant.Runtime.Trees.Folding;

/// <summary>A node's parent, as it was found in the pass <paramref name="KnownIn"/>.</summary>
internal record struct PassingPlace(int Parent, int KnownIn);

/// <summary>
/// The tree at a point of the order, flat, and from there at the moving point of a <see cref="ForwardPass"/>. The parents at the
/// starting point are kept from one pass to the next: operations that come one by one come mostly one after the other in the
/// order too, so the next start is reached by a few moves. Elsewhere a parent is looked up in its node's timeline when first asked for.
/// </summary>
internal sealed class PassingTree(FoldState state)
{
    /// <summary>A start that is further ahead than this is not walked to.</summary>
    private const int AdvanceLimit = 64;

    private PassingPlace[] _starting = [];
    private PassingPlace[] _places = [];
    private ulong _start = ulong.MaxValue;
    private int _startingIn;
    private int _pass;

    /// <summary>The parents at the moving point, for loops that pass many moves: those of the present <see cref="Pass"/> count.</summary>
    public Span<PassingPlace> Places => _places;

    public int Pass => _pass;

    /// <summary>What was kept of the starting point no longer holds: something before it has changed.</summary>
    public void Forget() => _start = ulong.MaxValue;

    /// <summary>Goes to the tree as it was just before <paramref name="key"/>.</summary>
    public void MoveTo(ulong key)
    {
        if (_places.Length < state.NodeCount)
        {
            int capacity = Math.Max(state.NodeCount, _places.Length * 2);
            Array.Resize(ref _starting, capacity);
            Array.Resize(ref _places, capacity);
        }
        _pass++;
        if (key < _start || !TryAdvance(key))
            _startingIn = _pass;
        _start = key;
    }

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

    public void SetParent(int node, int parent) => _places[node] = new PassingPlace(parent, _pass);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ParentOf(int node)
    {
        PassingPlace place = _places[node];
        return place.KnownIn == _pass ? place.Parent : LookUp(node);
    }

    private int LookUp(int node)
    {
        PassingPlace place = _starting[node];
        if (place.KnownIn != _startingIn)
        {
            ReadOnlySpan<TimelineEntry> entries = state.Timelines.Of(node);
            int last = Timelines.LastBefore(entries, _start);
            place = new PassingPlace(last < 0 ? TreeFold.None : entries[last].Target, _startingIn);
            _starting[node] = place;
        }
        SetParent(node, place.Parent);
        return place.Parent;
    }

    private bool TryAdvance(ulong key)
    {
        int steps = 0;
        MoveCursor cursor = state.Sequence.From(_start);
        while (cursor.TryNextRun(out ReadOnlySpan<int> moves))
        {
            foreach (int move in moves)
            {
                ref readonly MoveRecord record = ref state.Moves[move];
                if (record.Key >= key)
                    return true;
                if (++steps > AdvanceLimit)
                    return false;
                if (state.Moves.IsApplied(move))
                    _starting[record.Node] = new PassingPlace(record.Target, _startingIn);
            }
        }
        return true;
    }
}
