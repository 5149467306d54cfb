namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// Reads a part of a <see cref="MoveSequence"/> in order, in runs: of the sorted moves, and between them of those that wait.
/// Each of the latter knows how many sorted moves come before it.
/// </summary>
internal ref struct MoveCursor(ReadOnlySpan<int> sorted, int firstSorted, ReadOnlySpan<int> waiting, ReadOnlySpan<int> sortedBefore)
{
    private readonly ReadOnlySpan<int> _sorted = sorted;
    private readonly ReadOnlySpan<int> _waiting = waiting;
    private readonly ReadOnlySpan<int> _sortedBefore = sortedBefore;
    private int _nextSorted = firstSorted;
    private int _nextWaiting;

    public bool TryNextRun(out ReadOnlySpan<int> moves)
    {
        int end = _nextWaiting < _waiting.Length ? _sortedBefore[_nextWaiting] : _sorted.Length;
        if (_nextSorted < end)
        {
            moves = _sorted[_nextSorted..end];
            _nextSorted = end;
            return true;
        }
        int first = _nextWaiting;
        while (_nextWaiting < _waiting.Length && _sortedBefore[_nextWaiting] == end)
            _nextWaiting++;
        moves = _waiting[first.._nextWaiting];
        return moves.Length > 0;
    }
}
