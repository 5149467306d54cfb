using System.Runtime.CompilerServices;

namespace Sextant.Runtime.Trees.Folding;

/// <summary>What a pass knows of a node.</summary>
internal struct PassingPlace
{
    /// <summary>The parent at the moving point, if it is known in the present pass.</summary>
    public int Parent;

    /// <summary>The pass in which the parent was found.</summary>
    public int KnownIn;

    /// <summary>See <see cref="Differences"/>; 0 when no pass is under way.</summary>
    public int Marks;

    public bool Differs;
}

/// <summary>
/// The tree at a point of the order, flat, and from there at the moving point of a <see cref="ForwardPass"/>. The parents at the
/// starting point are kept from one pass to the next: operations that come one by one come mostly one after the other in the
/// order too, so the next start is reached by a few moves. Elsewhere a parent is looked up in its node's timeline when first asked for.
/// </summary>
internal sealed class PassingTree(FoldState state)
{
    /// <summary>A start that is further ahead than this is not walked to.</summary>
    private const int AdvanceLimit = 64;

    private StartingPlace[] _starting = [];
    private PassingPlace[] _places = [];
    private ulong _start = ulong.MaxValue;
    private int _startingIn;
    private int _pass;

    private readonly record struct StartingPlace(int Parent, int KnownIn);

    /// <summary>The places at the moving point, for loops that pass many moves: those of the present <see cref="Pass"/> count.</summary>
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

    /// <summary>The node's place, looked up when it is the first time in this pass. Good until nodes are added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref PassingPlace At(int node)
    {
        ref PassingPlace place = ref _places[node];
        if (place.KnownIn != _pass)
            LookUp(node, ref place);
        return ref place;
    }

    /// <summary>True when <paramref name="node"/> is <paramref name="descendant"/> or above it.</summary>
    public bool IsAbove(int node, int descendant)
    {
        int at = descendant;
        while (at != node && at != TreeFold.None)
            at = At(at).Parent;
        return at == node;
    }

    /// <summary>
    /// True when <paramref name="node"/> is <paramref name="target"/> or above it; then <paramref name="path"/> is the filter of the nodes
    /// from the target up to, but not including, the node.
    /// </summary>
    public bool IsAbove(int node, int target, out ulong path)
    {
        path = 0;
        int at = target;
        for (; at != node && at != TreeFold.None; at = At(at).Parent)
            path |= RejectedMove.BitOf(at);
        return at == node;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LookUp(int node, ref PassingPlace place)
    {
        StartingPlace start = _starting[node];
        if (start.KnownIn != _startingIn)
        {
            ReadOnlySpan<TimelineEntry> entries = state.Timelines.Of(node);
            int last = Timelines.LastBefore(entries, _start);
            start = new StartingPlace(last < 0 ? TreeFold.None : entries[last].Target, _startingIn);
            _starting[node] = start;
        }
        place.Parent = start.Parent;
        place.KnownIn = _pass;
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
                    _starting[record.Node] = new StartingPlace(record.Target, _startingIn);
            }
        }
        return true;
    }
}
