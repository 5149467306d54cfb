using Sextant.Coordination.Deployment;

namespace Sextant.Coordination.Simulation;

/// <summary>What the clients of each site have still to do: operations in random order, each as often as the workload says, or for ever.</summary>
internal sealed class WorkSource
{
    private readonly double[][] _left;
    private readonly double[] _sum;
    private readonly bool _isEndless;

    public WorkSource(CoordinationProblem problem)
    {
        OperationLoad[] loads = [.. problem.Conflicts.Operations.Select(problem.LoadOf)];
        _isEndless = problem.Workload.Load == LoadKind.RatesPerSecond;
        _left = [.. Enumerable.Range(0, problem.SiteCount).Select(r => loads.Select(l => _isEndless ? l.Amounts[r].Middle : Math.Round(l.Amounts[r].Middle)).ToArray())];
        _sum = [.. _left.Select(l => l.Sum())];
    }

    /// <summary>Operations left at a site, or a second.</summary>
    public double Left(int site) => _sum[site];

    /// <summary>The next operation of a client at a site; -1 when all are done.</summary>
    public int Draw(int site, ref SeededGenerator random)
    {
        double[] left = _left[site];
        if (_sum[site] < 0.5 && !_isEndless)
            return -1;
        double at = random.Unit() * _sum[site];
        int chosen = -1;
        for (int o = 0; o < left.Length && (chosen < 0 || at >= 0); o++)
        {
            if (left[o] <= 0)
                continue;
            chosen = o;
            at -= left[o];
        }

        if (!_isEndless && chosen >= 0)
        {
            left[chosen]--;
            _sum[site]--;
        }

        return chosen;
    }
}
