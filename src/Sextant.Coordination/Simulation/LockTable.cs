using System.Runtime.InteropServices;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Simulation;

/// <summary>
/// The locks that are held or waited for. Each has a line in the order of arrival; whoever stands in it waits for all before it whom
/// its mode excludes, and for nobody else. That is first come, first served, where it matters.
/// </summary>
internal sealed class LockTable(Itineraries plan)
{
    private readonly Dictionary<ulong, int> _lines = [];
    private Place[] _places = new Place[64];
    private (int First, int Last)[] _ends = new (int, int)[64];
    private readonly Stack<int> _freeLines = new();
    private int _lineCount;

    /// <summary>Someone's place in the line of a lock; the index is the caller's, and stays the same while the place is taken.</summary>
    private struct Place
    {
        public ulong Key;
        public int Line;
        public int Previous;
        public int Next;
        public int Operation;
        public int Lock;
        public int Before;
    }

    /// <summary>Takes a place in the line; true when nobody before it is in the way, so that the lock is held at once.</summary>
    public bool Join(int place, int theLock, ulong key, int operation)
    {
        if (place >= _places.Length)
            Array.Resize(ref _places, Math.Max(place + 1, 2 * _places.Length));
        ref int line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, key, out bool known);
        if (!known)
            line = NewLine();
        int last = _ends[line].Last;
        int before = 0;
        for (int other = last; other >= 0; other = _places[other].Previous)
        {
            if (plan.Excludes(theLock, operation, _places[other].Operation))
                before++;
        }

        _places[place] = new Place { Key = key, Line = line, Previous = last, Next = -1, Operation = operation, Lock = theLock, Before = before };
        if (last >= 0)
            _places[last].Next = place;
        else
            _ends[line].First = place;
        _ends[line].Last = place;
        return before == 0;
    }

    /// <summary>Leaves the line; adds those who hold the lock now and did not before.</summary>
    public void Leave(int place, List<int> granted)
    {
        Place gone = _places[place];
        for (int other = gone.Next; other >= 0; other = _places[other].Next)
        {
            if (plan.Excludes(gone.Lock, gone.Operation, _places[other].Operation) && --_places[other].Before == 0)
                granted.Add(other);
        }

        if (gone.Previous >= 0)
            _places[gone.Previous].Next = gone.Next;
        else
            _ends[gone.Line].First = gone.Next;
        if (gone.Next >= 0)
            _places[gone.Next].Previous = gone.Previous;
        else
            _ends[gone.Line].Last = gone.Previous;
        if (_ends[gone.Line].Last >= 0)
            return;
        _lines.Remove(gone.Key);
        _freeLines.Push(gone.Line);
    }

    private int NewLine()
    {
        if (!_freeLines.TryPop(out int line))
            line = _lineCount++;
        if (line >= _ends.Length)
            Array.Resize(ref _ends, 2 * _ends.Length);
        _ends[line] = (-1, -1);
        return line;
    }
}
