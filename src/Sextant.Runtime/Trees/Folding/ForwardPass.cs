using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// Passes the moves after a point one by one, with their decisions as they are, until nothing differs any more from what these
/// saw. A move costs a few instructions as long as its decision cannot turn:
/// one that was applied can be refused only if its node is now above one that differs, one that was refused can be applied only if
/// the path that refused it used a link that differs. In both cases the way up from the target tells at the first node that differs:
/// below that it is the way that the decision saw. Only what turns touches the timelines.
/// </summary>
internal sealed class ForwardPass
{
    private readonly FoldState _state;
    private readonly PassingTree _tree;
    private readonly Differences _differences;
    private readonly List<RejectedMove> _rejected = [];
    private int _nextRejected;

    public ForwardPass(FoldState state, PassingTree tree)
    {
        _state = state;
        _tree = tree;
        _differences = new Differences(state, tree);
    }

    /// <summary>All before <paramref name="key"/> is final; from there on the decisions saw other parents of <paramref name="differing"/>.</summary>
    public void Run(ulong key, ReadOnlySpan<int> differing)
    {
        _tree.MoveTo(key);
        _differences.EnsureNodes(_state.NodeCount);
        foreach (int node in differing)
            _differences.Add(node);
        int firstRejected = _state.Rejected.FirstFrom(key);
        _nextRejected = firstRejected;
        _rejected.Clear();
        MoveCursor cursor = _state.Sequence.From(key);
        while (_differences.Count > 0 && cursor.TryNextRun(out ReadOnlySpan<int> moves))
            Pass(moves);
        _differences.Clear();
        _state.Rejected.Replace(firstRejected, _nextRejected - firstRejected, CollectionsMarshal.AsSpan(_rejected));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pass(ReadOnlySpan<int> moves)
    {
        ReadOnlySpan<MoveRecord> records = _state.Moves.Records;
        ReadOnlySpan<bool> applied = _state.Moves.Applied;
        ReadOnlySpan<int> marks = _differences.Marks;
        Span<PassingPlace> places = _tree.Places;
        int pass = _tree.Pass;
        foreach (int move in moves)
        {
            ref readonly MoveRecord record = ref records[move];
            if (applied[move] && marks[record.Node] == 0)
            {
                places[record.Node] = new PassingPlace(record.Target, pass);
                continue;
            }
            if (applied[move])
                PassMarked(move, record);
            else
                PassRejected(move, record);
            if (_differences.Count == 0)
                return;
        }
    }

    private void PassMarked(int move, in MoveRecord record)
    {
        if (IsUnderNow(record.Node, record.Target, out _))
        {
            Reject(move, record);
            return;
        }
        if (_differences.Has(record.Node))
            _differences.Remove(record.Node);
        _differences.SetParent(record.Node, record.Target);
    }

    private void PassRejected(int move, in MoveRecord record)
    {
        RejectedMove rejected = _state.Rejected[_nextRejected++];
        if ((rejected.Path & _differences.Filter) == 0)
            _rejected.Add(rejected);
        else if (!IsUnderNow(record.Node, record.Target, out bool bySameWay))
            Apply(move, record);
        else
            _rejected.Add(bySameWay ? rejected : rejected with { Path = _tree.PathFilter(record.Target, record.Node) });
    }

    private void Reject(int move, in MoveRecord record)
    {
        _rejected.Add(new RejectedMove(record.Key, move, _tree.PathFilter(record.Target, record.Node)));
        _state.RemoveApplied(move, _state.Timelines.LastBefore(record.Node, record.Key) + 1);
        _differences.Add(record.Node);
    }

    private void Apply(int move, in MoveRecord record)
    {
        _state.InsertApplied(move);
        _differences.SetParent(record.Node, record.Target);
        _differences.Add(record.Node);
    }

    /// <summary>True when the target is now under the node, or the node itself.</summary>
    /// <param name="bySameWay">True when no link between them differs.</param>
    private bool IsUnderNow(int node, int target, out bool bySameWay)
    {
        for (int at = target; at != TreeFold.None; at = _tree.ParentOf(at))
        {
            if (at == node)
            {
                bySameWay = true;
                return true;
            }
            if (_differences.Has(at))
            {
                bySameWay = false;
                return _tree.IsAbove(node, at);
            }
        }
        bySameWay = false;
        return false;
    }
}
