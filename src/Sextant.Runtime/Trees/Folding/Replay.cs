using System.Runtime.CompilerServices;

namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// Undoes every move from a point of the order on, lets new moves in, and decides all of them again on the flat array of
/// parents. The cost grows with the number of moves after the point, but each costs next to nothing: right for a batch
/// that is large beside what it disturbs, and for the rare splice whose consequences do not die out.
/// </summary>
internal sealed class Replay(FoldState state)
{
    private int[] _touchedIn = [];
    private int _epoch;

    public void From(ulong key, ReadOnlySpan<int> arrivals)
    {
        BeginEpoch();
        Undo(key);
        foreach (int move in arrivals)
        {
            Touch(state.Moves.NodeOf(move), key);
            state.Sequence.Add(move);
        }
        Redo(state.Sequence.Merged()[state.Sequence.IndexOf(key)..]);
    }

    /// <summary>Decides a move that is the last of the order.</summary>
    public void Append(int move)
    {
        state.Sequence.Add(move);
        state.RecordPlacement(state.Moves.NodeOf(move));
        Redo(move);
    }

    /// <summary>Takes in a move that is the last of the order and is known to apply.</summary>
    public void AppendApplicable(int move)
    {
        state.Sequence.Add(move);
        ref readonly MoveRecord record = ref state.Moves[move];
        state.RecordPlacement(record.Node);
        Apply(move, record);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Undo(ulong key)
    {
        ReadOnlySpan<int> moves = state.Sequence.Merged();
        for (int i = state.Sequence.IndexOf(key); i < moves.Length; i++)
            Touch(state.Moves.NodeOf(moves[i]), key);
        state.Rejected.TruncateTo(state.Rejected.FirstFrom(key));
    }

    /// <summary>Takes the node back to the point once, however many of its moves are undone.</summary>
    private void Touch(int node, ulong key)
    {
        if (_touchedIn[node] == _epoch)
            return;
        _touchedIn[node] = _epoch;
        state.RecordPlacement(node);
        int before = state.ParentOf(node);
        int parent = state.Timelines.Truncate(node, key);
        if (parent != before)
            state.Link(node, parent);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Redo(ReadOnlySpan<int> moves)
    {
        foreach (int move in moves)
            Redo(move);
    }

    private void Redo(int move)
    {
        ref readonly MoveRecord record = ref state.Moves[move];
        if (!state.IsAbove(record.Node, record.Target))
        {
            Apply(move, record);
            return;
        }
        state.Decide(move, applied: false);
        state.Rejected.Push(new RejectedMove(record.Key, move, state.PathFilter(record.Target, record.Node)));
    }

    private void Apply(int move, in MoveRecord record)
    {
        state.Decide(move, applied: true);
        state.Timelines.Push(record.Node, new TimelineEntry(record.Key, move, record.Target));
        state.Link(record.Node, record.Target);
    }

    private void BeginEpoch()
    {
        if (_touchedIn.Length < state.NodeCount)
            Array.Resize(ref _touchedIn, Math.Max(state.NodeCount, _touchedIn.Length * 2));
        _epoch++;
    }
}
