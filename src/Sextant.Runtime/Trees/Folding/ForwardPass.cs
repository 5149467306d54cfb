using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// Passes the moves after a point one by one, with their decisions as they are, until nothing differs any more from what these
/// saw. A move costs a few instructions as long as its decision cannot turn:
/// one that was applied can be refused only if something that differs is now under its node, one that was refused can be applied only if
/// the path that refused it used a link that differs. Only what turns touches the timelines.
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
        Span<PassingPlace> places = _tree.Places;
        int pass = _tree.Pass;
        foreach (int move in moves)
        {
            ref readonly MoveRecord record = ref records[move];
            if (applied[move])
            {
                ref PassingPlace place = ref places[record.Node];
                if (place.Marks == 0)
                {
                    place.Parent = record.Target;
                    place.KnownIn = pass;
                    continue;
                }
                PassMarked(move, record);
            }
            else
            {
                PassRejected(move, record);
            }
            if (_differences.Count == 0)
                return;
        }
    }

    private void PassMarked(int move, in MoveRecord record)
    {
        if (!_differences.TryMove(record.Node, record.Target))
            Reject(move, record);
    }

    private void PassRejected(int move, in MoveRecord record)
    {
        RejectedMove rejected = _state.Rejected[_nextRejected++];
        if ((rejected.Path & _differences.Filter) == 0)
            _rejected.Add(rejected);
        else if (_tree.IsAbove(record.Node, record.Target, out ulong path))
            _rejected.Add(rejected with { Path = path });
        else
            Apply(move, record);
    }

    private void Reject(int move, in MoveRecord record)
    {
        _tree.IsAbove(record.Node, record.Target, out ulong path);
        _rejected.Add(new RejectedMove(record.Key, move, path));
        _state.RemoveApplied(move, _state.Timelines.LastBefore(record.Node, record.Key) + 1);
        _differences.Add(record.Node);
    }

    private void Apply(int move, in MoveRecord record)
    {
        _state.InsertApplied(move);
        _differences.Move(record.Node, record.Target);
        _differences.Add(record.Node);
    }
}
