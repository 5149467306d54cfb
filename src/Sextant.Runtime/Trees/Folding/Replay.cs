namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// Undoes every move from a point of the order on, lets new moves in, and decides all of them again on the flat array of
/// parents. The cost grows with the number of moves after the point, but each costs next to nothing: right for a batch
/// that is large beside what it disturbs, and for the rare splice whose consequences do not die out.
/// </summary>
internal sealed class Replay(FoldState state)
{
    public void From(ulong key, ReadOnlySpan<int> arrivals)
    {
        Undo(key);
        foreach (int move in arrivals)
            state.Sequence.Add(move);
        ReadOnlySpan<int> merged = state.Sequence.Merged();
        for (int i = state.Sequence.IndexOf(key); i < merged.Length; i++)
            Redo(merged[i]);
    }

    /// <summary>Decides a move that is the last of the order.</summary>
    public void Append(int move)
    {
        state.Sequence.Add(move);
        Redo(move);
    }

    private void Undo(ulong key)
    {
        ReadOnlySpan<int> moves = state.Sequence.Merged();
        for (int i = moves.Length - 1; i >= 0 && state.Moves.KeyOf(moves[i]) >= key; i--)
        {
            if (!state.Moves.IsApplied(moves[i]))
                continue;
            int node = state.Moves.NodeOf(moves[i]);
            state.SetParent(node, state.Timelines.Pop(node));
        }
        state.Rejected.TruncateTo(state.Rejected.FirstFrom(key));
    }

    private void Redo(int move)
    {
        int node = state.Moves.NodeOf(move);
        int target = state.Moves.TargetOf(move);
        ulong key = state.Moves.KeyOf(move);
        bool applies = !state.IsAbove(node, target);
        state.Decide(move, applies);
        if (applies)
        {
            state.Timelines.Push(node, new TimelineEntry(key, move, target));
            state.SetParent(node, target);
        }
        else
        {
            state.Rejected.Push(new RejectedMove(key, move, state.PathFilter(target, node)));
        }
    }
}
