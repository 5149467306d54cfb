using System.Diagnostics;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Tests.Etcd;

/// <summary>
/// Runs a workload under a plan with locks in real etcds, one a site: the protocol of the simulator, message for message, with the latencies between sites added where a
/// client asks and is answered.
/// </summary>
internal sealed class EtcdRun(CoordinationProblem problem, Plan plan, IReadOnlyList<EtcdLocks> sites)
{
    private const int LeaseSeconds = 60;

    private readonly Itineraries _plan = new(problem, plan);
    private readonly Lock _lock = new();
    private readonly List<int> _inside = [];
    private double _totalMs;
    private int _done;

    /// <summary>How often two that conflict were inside at once.</summary>
    public int Meetings { get; private set; }

    public int Done => _done;

    /// <summary>By how much the latest of all messages was late, in milliseconds: a machine that is busy with other things holds everything up.</summary>
    public double LatenessMs { get; private set; }

    /// <summary>The sum of what all operations took, from the first request to the last acknowledgement, in milliseconds.</summary>
    public async Task<double> RunAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, problem.SiteCount).SelectMany(Clients));
        return _totalMs;
    }

    /// <summary>The clients of a site share its operations, in an order by chance that is the same in every run.</summary>
    private IEnumerable<Task> Clients(int site)
    {
        int[] work = [.. _plan.Operations.SelectMany((o, i) => Enumerable.Repeat(i, (int)problem.LoadOf(o).Amounts[site].Middle))];
        new Random(site).Shuffle(work);
        int clients = problem.Workload.Clients[site];
        return Enumerable.Range(0, clients).Select(c => ClientAsync(site, [.. work.Where((_, i) => i % clients == c)]));
    }

    private async Task ClientAsync(int site, int[] work)
    {
        string[] leases = await Task.WhenAll(sites.Select(s => s.LeaseAsync(LeaseSeconds)));
        foreach (int operation in work)
        {
            long start = Stopwatch.GetTimestamp();
            await OperateAsync(site, operation, leases);
            lock (_lock)
            {
                _totalMs += Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                _done++;
            }
        }
    }

    private async Task OperateAsync(int site, int operation, string[] leases)
    {
        var held = new Stack<(int Site, List<EtcdLocks.Held> Locks)>();
        foreach (Visit visit in _plan.Visits[operation])
        {
            await LegAsync(site, visit.Site);
            var taken = new List<EtcdLocks.Held>();
            foreach (int l in visit.Locks)
                taken.Add(await sites[visit.Site].AcquireAsync(plan.Locks[l], _plan.Operations[operation], leases[visit.Site]));
            held.Push((visit.Site, taken));
            await LegAsync(site, visit.Site);
        }

        Enter(operation);
        await Task.Delay(TimeSpan.FromMilliseconds(problem.LoadOf(_plan.Operations[operation]).ServiceMs));
        Leave(operation);
        while (held.TryPop(out (int Site, List<EtcdLocks.Held> Locks) visit))
        {
            await LegAsync(site, visit.Site);
            foreach (EtcdLocks.Held one in visit.Locks)
                await sites[visit.Site].ReleaseAsync(one);
            await LegAsync(site, visit.Site);
        }
    }

    private void Enter(int operation)
    {
        lock (_lock)
        {
            Meetings += _inside.Count(other => problem.Conflicts.Pairs.Any(p => p.IsBetween(_plan.Operations[operation], _plan.Operations[other])));
            _inside.Add(operation);
        }
    }

    private void Leave(int operation)
    {
        lock (_lock)
            _inside.Remove(operation);
    }

    private async Task LegAsync(int one, int other)
    {
        double ms = problem.Network.OneWay[one][other].Mean;
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromMilliseconds(ms));
        lock (_lock)
            LatenessMs = Math.Max(LatenessMs, Stopwatch.GetElapsedTime(start).TotalMilliseconds - ms);
    }
}
