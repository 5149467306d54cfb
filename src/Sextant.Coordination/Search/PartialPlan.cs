using Sextant.Coordination.Conflicts;

namespace Sextant.Coordination.Search;

/// <summary>
/// A granularity with its placement in the making: the first pairs of a component, distributed over locks that have a site each. What
/// the modes are is decided when all pairs are placed.
/// </summary>
internal sealed class PartialPlan(IReadOnlyList<ConflictPair> pairs)
{
    private readonly List<List<int>> _pairsOf = [];
    private readonly List<int> _siteOf = [];

    /// <summary>How many pairs have a lock.</summary>
    public int Placed { get; private set; }

    public int LockCount => _siteOf.Count;

    public int SiteOf(int theLock) => _siteOf[theLock];

    public IReadOnlyList<int> PairsOf(int theLock) => _pairsOf[theLock];

    /// <summary>Gives the next pair to a lock, or to a new one at a site when the lock is the next number.</summary>
    public void Place(int theLock, int site)
    {
        if (theLock == LockCount)
        {
            _siteOf.Add(site);
            _pairsOf.Add([]);
        }

        _pairsOf[theLock].Add(Placed++);
    }

    /// <summary>Takes everything back.</summary>
    public void Clear()
    {
        _pairsOf.Clear();
        _siteOf.Clear();
        Placed = 0;
    }

    /// <summary>Takes back what was placed last.</summary>
    public void TakeBack(int theLock)
    {
        _pairsOf[theLock].RemoveAt(_pairsOf[theLock].Count - 1);
        Placed--;
        if (_pairsOf[theLock].Count > 0)
            return;
        _pairsOf.RemoveAt(theLock);
        _siteOf.RemoveAt(theLock);
    }

    public IReadOnlyList<ConflictPair> Block(int theLock) => [.. _pairsOf[theLock].Select(i => pairs[i])];
}
