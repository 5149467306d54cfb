using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// Passes the moves after a point one by one, with their decisions as they are, until nothing differs any more from what these
/// saw. A move costs a few instructions as long as its decision cannot turn:
/// one that was applied can be refused only if its node is now above one that differs, one that was refused can be applied only if
/// the path that refused it used a link that differs. Only what turns touches the timelines.
/// </summary>
internal sealed class ForwardPass(FoldState state)
{
    private readonly PassingTree _tree = new(state);
    private readonly List<RejectedMove> _rejected = [];
    private int _nextRejected;

    /// <summary>All before <paramref name="key"/> is final; from there on the decisions saw other parents of <paramref name="differing"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(ulong key, ReadOnlySpan<int> differing)
    {
        _tree.Begin(key);
        foreach (int node in differing)
            _tree.Differ(node);
        int firstRejected = state.Rejected.FirstFrom(key);
        _nextRejected = firstRejected;
        _rejected.Clear();
        MoveCursor cursor = state.Sequence.From(key);
        while (_tree.DifferingCount > 0 && cursor.TryNext(out int move))
            Pass(move);
        state.Rejected.Replace(firstRejected, _nextRejected - firstRejected, CollectionsMarshal.AsSpan(_rejected));
    }

    private void Pass(int move)
    {
        ref readonly MoveRecord record = ref state.Moves[move];
        if (!state.Moves.IsApplied(move))
            PassRejected(move, record);
        else if (_tree.IsMarked(record.Node) && _tree.IsAbove(record.Node, record.Target))
            Reject(move, record);
        else
            _tree.Pass(record.Node, record.Target);
    }

    private void PassRejected(int move, in MoveRecord record)
    {
        RejectedMove rejected = state.Rejected[_nextRejected++];
        if ((rejected.Path & _tree.DifferingBits) == 0)
            _rejected.Add(rejected);
        else if (_tree.IsAbove(record.Node, record.Target))
            _rejected.Add(rejected with { Path = _tree.PathFilter(record.Target, record.Node) });
        else
            Apply(move, record);
    }

    private void Reject(int move, in MoveRecord record)
    {
        _rejected.Add(new RejectedMove(record.Key, move, _tree.PathFilter(record.Target, record.Node)));
        state.RemoveApplied(move, state.Timelines.LastBefore(record.Node, record.Key) + 1);
        _tree.Differ(record.Node);
    }

    private void Apply(int move, in MoveRecord record)
    {
        state.InsertApplied(move);
        _tree.SetParent(record.Node, record.Target);
        _tree.Differ(record.Node);
    }
}
