using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Simulation;
using Sextant.Coordination.Tests.Search;

namespace Sextant.Coordination.Tests.Simulation;

public sealed class SimulatorTests
{
    private static readonly SimulationOptions Once = new(Seed: 1);

    private static CoordinationProblem Problem(string workload, string network, params ConflictPair[] pairs)
    {
        Network net = Inputs.Understand(network, NetworkReader.Read, out _)!;
        var graph = ConflictGraph.Of(pairs);
        return new CoordinationProblem(graph, Inputs.Understand(workload, d => WorkloadReader.Read(d, net, graph), out _)!, net);
    }

    private const string Two = "sites: [paris, houston]\none_way_ms: { paris: { houston: 50 } }\nlock_ms: 2\n";

    private static Plan OneLock(ConflictPair pair, int site, LockMode mode = LockMode.Exclusive) =>
        new([new PlannedLock([pair], pair.Key, [.. new[] { pair.A, pair.B }.Distinct(StringComparer.Ordinal).Select(o => new LockUse(o, mode))], site)]);

    [Fact]
    public void A_lonely_client_pays_two_round_trips_and_the_lock()
    {
        var pair = new ConflictPair("a", "a", []);
        CoordinationProblem problem = Problem("operations: { a: { counts: { houston: 10 }, service_ms: 7 } }", Two, pair);
        SimulationResult result = Simulator.Run(problem, OneLock(pair, 0), Once);
        result.TotalMs.ShouldBe(10 * ((4 * 50) + 2 + 7), 1e-6);
        (result.Done, result.IsComplete).ShouldBe((10, true));
        new QueueingCost(problem).Of(OneLock(pair, 0)).ShouldBe(result.TotalMs, 1e-6);
    }

    /// <summary>Both at the site of the lock: while one holds it for 2 ms the other waits, and they take turns.</summary>
    [Fact]
    public void Two_clients_of_an_exclusive_lock_take_turns()
    {
        var pair = new ConflictPair("a", "a", []);
        CoordinationProblem problem = Problem("clients: 2\noperations: { a: { counts: { paris: 100 } } }", Two, pair);
        SimulationResult result = Simulator.Run(problem, OneLock(pair, 0), Once);
        result.EndMs.ShouldBe(100 * 2, 1e-6);
        result.TotalMs.ShouldBe(2 + (98 * 4) + 2 + 2, 2.1);
    }

    [Fact]
    public void Who_shares_or_means_another_key_does_not_wait()
    {
        var pair = new ConflictPair("a", "b", ["k"]);
        const string work = "clients: 2\noperations: { a: { counts: { paris: 100 } }, b: { counts: { paris: 100 } } }\nkeys: { k: { values: 1000000 } }";
        CoordinationProblem problem = Problem(work, Two, pair);
        Simulator.Run(problem, OneLock(pair, 0), Once).TotalMs.ShouldBe(200 * 2, 5);
        CoordinationProblem shared = Problem("clients: 2\noperations: { a: { counts: { paris: 100 } }, b: { counts: { houston: 0 } } }", Two, pair);
        Simulator.Run(shared, OneLock(new ConflictPair("a", "b", []), 0, LockMode.Grouped), Once).TotalMs.ShouldBe(100 * 2, 1e-6);
    }

    [Fact]
    public void A_seed_repeats_a_run_to_the_last_bit_and_another_gives_another()
    {
        CoordinationProblem problem = Inputs.Example("three/conflicts.yaml", "three/eqeq.yaml", "network-stated.yaml");
        Plan plan = new CoordinationLattice(problem.Conflicts.Pairs, 3, Mechanisms.Grouped).Plans().First();
        Simulator.Run(problem, plan, Once).ShouldBe(Simulator.Run(problem, plan, Once));
        Simulator.Run(problem, plan, Once).TotalMs.ShouldNotBe(Simulator.Run(problem, plan, new SimulationOptions(Seed: 2)).TotalMs);
    }

    /// <summary>Any plan of any problem, crashes included; that nobody waits for ever the simulator checks itself.</summary>
    [Fact]
    public void Whatever_the_plan_all_that_is_asked_for_is_done()
    {
        var random = new Random(8);
        for (int i = 0; i < 100; i++)
        {
            CoordinationProblem problem = RandomProblems.Next(random, 5, 1 + random.Next(4), 3);
            Plan[] plans = [.. new CoordinationLattice(problem.Conflicts.Pairs, 3, (Mechanisms)random.Next(2)).Plans().Take(2_000)];
            SimulationResult result = Simulator.Run(problem, plans[random.Next(plans.Length)], new SimulationOptions(Seed: (ulong)i, Seconds: 2, CrashChance: random.Next(2) * 0.01, MaxEvents: 100_000));
            if (problem.Workload.Load == LoadKind.Counts && result.IsComplete)
                result.Done.ShouldBe((long)problem.Workload.Operations.Sum(o => o.Amounts.Sum(a => a.Middle)));
        }
    }

    [Fact]
    public void A_dead_client_s_locks_are_free_again_when_its_lease_ends()
    {
        var pair = new ConflictPair("a", "a", []);
        CoordinationProblem problem = Problem("operations: { a: { counts: { paris: 50, houston: 50 } } }", Two, pair);
        SimulationResult result = Simulator.Run(problem, OneLock(pair, 0), new SimulationOptions(Seed: 3, CrashChance: 0.1, LeaseMs: 5_000));
        result.Done.ShouldBe(100);
        result.Crashes.ShouldBeInRange(3, 25);
        result.EndMs.ShouldBeGreaterThan(result.Crashes * 5_000);
    }

    [Fact]
    public void A_workload_of_rates_is_sent_for_its_time()
    {
        var pair = new ConflictPair("a", "a", ["k"]);
        CoordinationProblem problem = Problem("operations: { a: { rates_per_second: { paris: 40 } } }\nkeys: { k: { values: 10 } }", Two, pair);
        SimulationResult result = Simulator.Run(problem, OneLock(pair, 0), new SimulationOptions(Seed: 4, Seconds: 1_000));
        result.Done.ShouldBeInRange(39_000, 41_000);
        // In each second; the model and the run agree on how long it takes to wait at a lock that is seldom taken.
        (result.TotalMs / 1_000).ShouldBe(new QueueingCost(problem).Of(OneLock(pair, 0)), 0.5);
    }

    [Fact]
    public void Rates_that_a_lock_cannot_bear_have_no_finite_cost()
    {
        var pair = new ConflictPair("a", "a", []);
        CoordinationProblem problem = Problem("operations: { a: { rates_per_second: { houston: 20 } } }", Two, pair);
        new QueueingCost(problem).Of(OneLock(pair, 0)).ShouldBe(double.PositiveInfinity);
        double.IsFinite(new QueueingCost(problem).Of(OneLock(pair, 1))).ShouldBeTrue();
    }

    /// <summary>A site's server that needs 10 ms for a message does not do two at once.</summary>
    [Fact]
    public void Messages_queue_at_the_server_of_a_site()
    {
        var pair = new ConflictPair("a", "b", []);
        CoordinationProblem problem = Problem("clients: 5\noperations: { a: { counts: { paris: 100 } }, b: { counts: {} } }", Two + "server_ms: 10\n", pair);
        SimulationResult result = Simulator.Run(problem, OneLock(pair, 0, LockMode.Grouped), Once);
        result.EndMs.ShouldBeGreaterThanOrEqualTo(100 * 2 * 10);
    }
}
