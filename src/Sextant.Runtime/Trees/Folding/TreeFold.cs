using System.Runtime.InteropServices;

namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// The state of a tree as a function of the set of its moves: they fold in the order of their keys, and a move applies when its
/// target is not under its node. Moves may arrive in any order. Arrivals wait, at next to no cost, until somebody reads;
/// then they are spliced in one by one or replayed as a batch, whichever disturbs less.
/// Nodes are dense indices; a node that has not been moved anywhere has no parent (<see cref="None"/>).
/// </summary>
internal sealed class TreeFold
{
    /// <summary>The parent of a root, and of a node that has not been moved anywhere.</summary>
    public const int None = -1;

    private readonly FoldTuning _tuning;
    private readonly FoldState _state = new();
    private readonly Replay _replay;
    private readonly Splice _splice;
    private readonly List<int> _arrivals = [];
    private ulong _firstArrival = ulong.MaxValue;

    public TreeFold(FoldTuning? tuning = null)
    {
        _tuning = tuning ?? FoldTuning.Default;
        _replay = new Replay(_state);
        _splice = new Splice(_state, _tuning);
    }

    public int NodeCount => _state.NodeCount;

    public int MoveCount => _state.Moves.Count;

    /// <summary>Moves that have arrived and are not part of the state yet.</summary>
    public int WaitingCount => _arrivals.Count;

    public FoldChanges Changes => _state.Changes;

    public MoveTable Moves => _state.Moves;

    public int AddNode() => _state.AddNode();

    /// <summary>Takes in a move under a key greater than zero that no other move has, and returns its index.</summary>
    public int Add(ulong key, int node, int target)
    {
        int move = _state.Moves.Add(key, node, target);
        _state.MarkTarget(target);
        if (_arrivals.Count == 0 && key > _state.Sequence.LastKey)
        {
            _replay.Append(move);
        }
        else
        {
            _arrivals.Add(move);
            _firstArrival = Math.Min(_firstArrival, key);
        }
        return move;
    }

    /// <summary>Takes in a move that is the last of the order and is known to apply, and returns its index.</summary>
    public int Append(ulong key, int node, int target)
    {
        Settle();
        int move = _state.Moves.Add(key, node, target);
        _state.MarkTarget(target);
        _replay.AppendApplicable(move);
        return move;
    }

    /// <summary>Gives every move a new key. The new keys order the moves as the old ones did.</summary>
    public void Rekey(Func<int, ulong> keyOf)
    {
        Settle();
        _state.Rekey(keyOf);
        _splice.Forget();
    }

    /// <summary>The move that put the node where it is, or <see cref="None"/>.</summary>
    public int PlacementOf(int node)
    {
        Settle();
        return _state.PlacementOf(node);
    }

    /// <summary>The applied moves of the node in the total order.</summary>
    public ReadOnlySpan<TimelineEntry> TimelineOf(int node)
    {
        Settle();
        return _state.Timelines.Of(node);
    }

    /// <summary>
    /// Why a move was refused: the placements, as they were at its point of the order, that lead from its target up to its node.
    /// </summary>
    public IReadOnlyList<TimelineEntry> RefusingLinksOf(int move)
    {
        Settle();
        var links = new List<TimelineEntry>();
        MoveRecord record = _state.Moves[move];
        for (int at = record.Target; at != record.Node; at = links[^1].Target)
        {
            ReadOnlySpan<TimelineEntry> entries = _state.Timelines.Of(at);
            links.Add(entries[Timelines.LastBefore(entries, record.Key)]);
        }
        return links;
    }

    /// <summary>How many nodes have the node as their parent.</summary>
    public int ChildCountOf(int node)
    {
        Settle();
        return _state.ChildCountOf(node);
    }

    public int ParentOf(int node)
    {
        Settle();
        return _state.ParentOf(node);
    }

    /// <summary>True when <paramref name="node"/> is <paramref name="descendant"/> or above it.</summary>
    public bool IsAbove(int node, int descendant)
    {
        Settle();
        return _state.IsAbove(node, descendant);
    }

    /// <summary>How many nodes are above the node.</summary>
    public int DepthOf(int node)
    {
        Settle();
        int depth = 0;
        for (int at = _state.ParentOf(node); at != None; at = _state.ParentOf(at))
            depth++;
        return depth;
    }

    /// <summary>How many moves would have closed a cycle.</summary>
    public int RefusedCount
    {
        get
        {
            Settle();
            return _state.Rejected.Count;
        }
    }

    public bool IsApplied(int move)
    {
        Settle();
        return _state.Moves.IsApplied(move);
    }

    /// <summary>Makes the state agree with all moves that have arrived.</summary>
    public void Settle()
    {
        if (_arrivals.Count == 0)
            return;
        long disturbed = _state.Sequence.CountFrom(_firstArrival);
        if (disturbed > (long)_arrivals.Count * _tuning.MovesReplayedPerSplice)
            SpliceArrivals();
        else
            ReplayArrivals();
        _arrivals.Clear();
        _firstArrival = ulong.MaxValue;
    }

    private void ReplayArrivals()
    {
        _replay.From(_firstArrival, CollectionsMarshal.AsSpan(_arrivals));
        _splice.Forget();
    }

    private void SpliceArrivals()
    {
        foreach (int move in _arrivals)
            _splice.Insert(move);
    }
}
