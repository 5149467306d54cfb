using System.Diagnostics;
using System.Globalization;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Simulation;
using Sextant.Coordination.Tests.Reference;
using Xunit.Abstractions;

namespace Sextant.Coordination.Tests.Etcd;

/// <summary>
/// Plans on real etcds, one a site, with the stated latencies of the published network and one client a site, as in the published study. They run alone, for
/// what they measure is time: a run that the machine has held up is repeated, and only plans that are clearly apart must come in the order foretold.
/// </summary>
[Collection(nameof(Alone))]
public sealed class EtcdTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    /// <summary>How many times as much one of two plans costs when they are clearly apart.</summary>
    private const double Apart = 1.25;

    private const double MaxLatenessMs = 60;
    private const int MaxRepetitions = 4;

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 200 }) { Timeout = TimeSpan.FromMinutes(2) };
    private readonly List<EtcdServer> _servers = [];

    private readonly List<EtcdLocks> _sites = [];

    public async Task InitializeAsync()
    {
        for (int site = 0; site < 3 && EtcdServer.IsInstalled; site++)
        {
            _servers.Add(await EtcdServer.StartAsync(_http));
            _sites.Add(await EtcdLocks.StartAsync(_http, _servers[site].Address));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _sites.ForEach(s => s.Dispose());
        _servers.ForEach(s => s.Dispose());
        _http.Dispose();
    }

    /// <summary>Slide 45: one operation in Paris, the other on both sides of it; each of the published modes at each site.</summary>
    [EtcdFact]
    public async Task Published_plans_of_two_operations_are_ranked_as_they_run()
    {
        CoordinationProblem problem = await ProblemAsync(ConflictGraph.Of([new("a", "b", [])]), ("a", [0, 8, 0]), ("b", [3, 0, 3]));
        await CompareAsync(problem, [.. Published.Predicted("two", Published.Workloads("two").First()).Select(p => (p.Name, Published.Plan("two", p.Name)))]);
    }

    [EtcdFact]
    public async Task Plans_of_two_granularities_whose_locks_are_held_in_groups_are_ranked_as_they_run()
    {
        ConflictGraph graph = ConflictGraph.Of([new("a", "b", []), new("b", "c", [])]);
        CoordinationProblem problem = await ProblemAsync(graph, ("a", [3, 5, 0]), ("b", [1, 1, 1]), ("c", [0, 2, 1]));
        await CompareAsync(problem, [.. new CoordinationLattice(graph.Pairs, 3, Mechanisms.Grouped).Plans().Select((p, i) => (i.ToString(CultureInfo.InvariantCulture), p))]);
    }

    [EtcdFact]
    public async Task Without_its_lock_two_operations_that_conflict_meet()
    {
        CoordinationProblem problem = await ProblemAsync(ConflictGraph.Of([new("x", "y", [])]), ("x", [0, 30, 0]), ("y", [0, 0, 30]));
        var run = new EtcdRun(problem, new Plan([]), _sites);
        await run.RunAsync();
        run.Meetings.ShouldBeGreaterThan(0);
    }

    [EtcdFact]
    public async Task What_a_dead_client_holds_is_free_when_its_lease_ends_and_grants_are_numbered_in_order()
    {
        EtcdLocks locks = _sites[0];
        var alone = new PlannedLock([new("x", "x", [])], [], [new LockUse("x", LockMode.Exclusive)], 0);
        EtcdLocks.Held dead = await locks.AcquireAsync(alone, "x", await locks.LeaseAsync(1));
        long start = Stopwatch.GetTimestamp();
        EtcdLocks.Held next = await locks.AcquireAsync(alone, "x", await locks.LeaseAsync(60));
        Stopwatch.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.5));
        next.Fence.ShouldBeGreaterThan(dead.Fence);
        await locks.ReleaseAsync(next);
    }

    /// <summary>What a lock costs at its own site is measured first, as it would be for a real network.</summary>
    private async Task<CoordinationProblem> ProblemAsync(ConflictGraph graph, params (string Name, double[] Counts)[] work)
    {
        EtcdLocks locks = _sites[0];
        PlannedLock probe = new([new("probe", "probe", [])], [], [new LockUse("probe", LockMode.Exclusive)], 0);
        string lease = await locks.LeaseAsync(60);
        var times = new List<double>();
        for (int i = 0; i < 40; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await locks.ReleaseAsync(await locks.AcquireAsync(probe, "probe", lease));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        double lockMs = times.Order().ElementAt(times.Count / 2);
        Network whole = Inputs.Read("network-stated.yaml", NetworkReader.Read);
        Network network = whole with
        {
            OneWay = whole.OneWay.Select(row => row.Select(d => Duration.Fixed(d.Mean)).ToEquatable()).ToEquatable(),
            LockMs = whole.LockMs.Select(_ => lockMs).ToEquatable(),
        };
        var workload = new Workload(LoadKind.Counts, [1, 1, 1], 0, [.. work.Select(w => new OperationLoad(w.Name, [.. w.Counts.Select(Amount.Exactly)], 1))], []);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a lock takes {lockMs:F2} ms at its own site"));
        return new CoordinationProblem(graph, workload, network);
    }

    private async Task CompareAsync(CoordinationProblem problem, (string Name, Plan Plan)[] plans)
    {
        var cost = new QueueingCost(problem);
        double[] simulated = [.. plans.Select(p => Enumerable.Range(1, 3).Average(seed => Simulator.Run(problem, p.Plan, new SimulationOptions((ulong)seed)).TotalMs))];
        double[] predicted = [.. plans.Select(p => cost.Of(p.Plan))];
        double[] measured = new double[plans.Length];
        bool[] isCalm = new bool[plans.Length];
        await RunAsync(problem, plans[^1].Plan); // The first run compiles, and is not measured.
        for (int i = 0; i < plans.Length; i++)
        {
            (double latenessMs, measured[i]) = await RunAsync(problem, plans[i].Plan);
            isCalm[i] = latenessMs <= MaxLatenessMs;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plans[i].Name}: etcd {measured[i]:F0} ms, simulator {simulated[i]:F0}, model {predicted[i]:F0}{(isCalm[i] ? "" : " (held up)")}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"rank correlation with etcd: simulator {Comparison.RankCorrelation(simulated, measured):F3}, model {Comparison.RankCorrelation(predicted, measured):F3}; regret of the model {Comparison.Regret(predicted, measured):F3}"));
        InOrder(simulated, measured).ShouldBeGreaterThan(0.9);
        InOrder(predicted, measured).ShouldBeGreaterThan(0.9);
        // A plan that was held up is no measure of the best one, nor of the one that is chosen.
        int[] calm = [.. Enumerable.Range(0, plans.Length).Where(i => isCalm[i])];
        if (calm.Length > 1)
            Comparison.Regret([.. calm.Select(i => predicted[i])], [.. calm.Select(i => measured[i])]).ShouldBeLessThan(Apart);
    }

    /// <summary>Of each two plans that are foretold to be clearly apart, how many came in that order.</summary>
    private static double InOrder(double[] foretold, double[] measured)
    {
        (int Cheap, int Dear)[] apart = [.. from i in Enumerable.Range(0, foretold.Length) from j in Enumerable.Range(0, foretold.Length) where foretold[j] > Apart * foretold[i] select (i, j)];
        apart.ShouldNotBeEmpty();
        return apart.Average(p => measured[p.Cheap] < measured[p.Dear] ? 1.0 : 0.0);
    }

    /// <summary>What the plan takes; of runs that were all held up, the one that was least so counts.</summary>
    private async Task<(double LatenessMs, double TotalMs)> RunAsync(CoordinationProblem problem, Plan plan)
    {
        var runs = new List<(double LatenessMs, double TotalMs)>();
        do
        {
            var run = new EtcdRun(problem, plan, _sites);
            double ms = await run.RunAsync();
            run.Meetings.ShouldBe(0, plan.ToString());
            run.Done.ShouldBe((int)problem.Workload.Operations.Sum(o => o.Amounts.Sum(a => a.Middle)));
            runs.Add((run.LatenessMs, ms));
        }
        while (runs[^1].LatenessMs > MaxLatenessMs && runs.Count < MaxRepetitions);
        return runs.MinBy(r => r.LatenessMs);
    }
}

/// <summary>Tests that no others run beside.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
