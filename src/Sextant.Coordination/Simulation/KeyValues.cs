using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Simulation;

/// <summary>Draws the values of an operation's keys, and names the locks that they mean.</summary>
internal sealed class KeyValues
{
    private readonly double[][] _cumulative;
    private readonly int[][] _namesOfLock;
    private readonly int[][] _namesOfOperation;
    private readonly int[] _drawn;

    public KeyValues(CoordinationProblem problem, Itineraries plan)
    {
        string[] names = [.. plan.Locks.SelectMany(l => l.Key).Distinct(StringComparer.Ordinal)];
        _cumulative = [.. names.Select(n => Cumulative(problem.Workload.Keys.FirstOrDefault(k => k.Name == n)))];
        _namesOfLock = [.. plan.Locks.Select(l => l.Key.Select(n => Array.IndexOf(names, n)).ToArray())];
        _namesOfOperation = [.. plan.Visits.Select(visits => visits.SelectMany(v => v.Locks).SelectMany(l => _namesOfLock[l]).Distinct().ToArray())];
        _drawn = new int[names.Length];
    }

    /// <summary>Draws a value for each name that the operation's locks are keyed by.</summary>
    public void Draw(int operation, ref SeededGenerator random)
    {
        foreach (int name in _namesOfOperation[operation])
        {
            double[] cumulative = _cumulative[name];
            int at = cumulative.Length == 1 ? 0 : Array.BinarySearch(cumulative, random.Unit());
            _drawn[name] = Math.Min(at < 0 ? ~at : at, cumulative.Length - 1);
        }
    }

    /// <summary>What tells the lock of the values last drawn from all others; two may share it once in 2^64.</summary>
    public ulong LockOf(int theLock)
    {
        ulong key = Mix((ulong)theLock);
        foreach (int name in _namesOfLock[theLock])
            key = Mix(key + (ulong)_drawn[name]);
        return key;
    }

    /// <summary>The finishing step of SplitMix64, a bijection that spreads neighbours far apart.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static double[] Cumulative(KeyLoad? load)
    {
        double[] sums = new double[load?.Values ?? 1];
        double sum = 0;
        for (int rank = 0; rank < sums.Length; rank++)
            sums[rank] = sum += Math.Pow(rank + 1, -(load?.Skew ?? 0));
        for (int rank = 0; rank < sums.Length; rank++)
            sums[rank] /= sum;
        return sums;
    }
}
