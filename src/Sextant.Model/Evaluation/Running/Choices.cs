using System.Runtime.InteropServices;

namespace Sextant.Model.Evaluation.Running;

/// <summary>
/// The ways that a run which may go several ways can go, one after the other: it is run from its beginning once for each,
/// and told which way to take where it asks.
/// </summary>
internal sealed class Choices
{
    private readonly List<(int Taken, int Count)> _path = [];
    private int _next;

    /// <summary>A number from 0 up to the count, which is positive.</summary>
    public int Choose(int count)
    {
        if (_next == _path.Count)
            _path.Add((0, count));
        return _path[_next++].Taken;
    }

    /// <summary>Goes on to the next way; false when all have been taken.</summary>
    public bool Advance()
    {
        _next = 0;
        while (_path.Count > 0)
        {
            ref (int Taken, int Count) last = ref CollectionsMarshal.AsSpan(_path)[^1];
            if (++last.Taken < last.Count)
                return true;
            _path.RemoveAt(_path.Count - 1);
        }

        return false;
    }
}
