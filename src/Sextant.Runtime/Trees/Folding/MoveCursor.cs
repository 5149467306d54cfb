namespace Sextant.Runtime.Trees.Folding;

/// <summary>Reads a part of a <see cref="MoveSequence"/> in order: the sorted moves and, between them, those that wait.</summary>
internal ref struct MoveCursor(MoveTable table, ReadOnlySpan<int> sorted, ReadOnlySpan<int> waiting, ReadOnlySpan<ulong> waitingKeys)
{
    private readonly ReadOnlySpan<int> _sorted = sorted;
    private readonly ReadOnlySpan<int> _waiting = waiting;
    private readonly ReadOnlySpan<ulong> _waitingKeys = waitingKeys;
    private int _nextSorted;
    private int _nextWaiting;

    public bool TryNext(out int move)
    {
        if (_nextSorted < _sorted.Length)
        {
            move = _sorted[_nextSorted];
            if (_nextWaiting == _waiting.Length || table.KeyOf(move) < _waitingKeys[_nextWaiting])
            {
                _nextSorted++;
                return true;
            }
        }
        if (_nextWaiting < _waiting.Length)
        {
            move = _waiting[_nextWaiting++];
            return true;
        }
        move = TreeFold.None;
        return false;
    }
}
