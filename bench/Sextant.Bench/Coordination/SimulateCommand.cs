using System.Diagnostics;
using System.Globalization;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Simulation;

namespace Sextant.Bench.Coordination;

/// <summary>How many events of the simulator a core does in a second.</summary>
internal sealed class SimulateCommand : IBenchmark
{
    public string Name => "simulate";

    public string Purpose => "events a second of the lock simulator, one thread: [OPERATIONS] [CLIENTS] [ROUNDS]";

    public int Run(IReadOnlyList<string> arguments)
    {
        int[] given = [.. arguments.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        int operations = given.ElementAtOrDefault(0) is > 0 and var o ? o : 300_000;
        int clients = given.ElementAtOrDefault(1) is > 0 and var c ? c : 20;
        int rounds = given.ElementAtOrDefault(2) is > 0 and var r ? r : 5;
        (CoordinationProblem problem, Plan plan) = Auction(operations, clients);
        var rates = new List<double>();
        long events = 0;
        for (int round = 0; round < rounds; round++)
        {
            // Processor time, because others may use the machine too.
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            SimulationResult result = Simulator.Run(problem, plan, new SimulationOptions(Seed: 1));
            rates.Add(result.Events / (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds);
            events = result.Events;
        }

        rates.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events} events; a second of processor time: median {rates[rates.Count / 2]:F0}, best {rates[^1]:F0}"));
        return 0;
    }

    /// <summary>Bids, closing and removing at three sites, two locks, keys with skew.</summary>
    private static (CoordinationProblem Problem, Plan Plan) Auction(int operations, int clients)
    {
        var graph = ConflictGraph.Of([new("bid", "close", ["auction"]), new("bid", "leave", ["buyer"])]);
        var network = new Network(["h", "p", "s"], [[default, new(55, 3), new(125, 6)], [new(55, 3), default, new(75, 4)], [new(125, 6), new(75, 4), default]], [3, 3, 3], null, 0.05);
        double each = operations / 3.0;
        var workload = new Workload(
            LoadKind.Counts,
            [clients, clients, clients],
            0,
            [
                new("bid", [Amount.Exactly(each * 0.9), Amount.Exactly(each * 0.9), Amount.Exactly(each * 0.9)], 1),
                new("close", [Amount.Exactly(each * 0.08), Amount.Exactly(each * 0.08), Amount.Exactly(each * 0.08)], 1),
                new("leave", [Amount.Exactly(each * 0.02), Amount.Exactly(each * 0.02), Amount.Exactly(each * 0.02)], 1),
            ],
            [new("auction", 1_000, 0.9), new("buyer", 10_000, 0.5)]);
        Plan plan = new([.. graph.Pairs.Select((p, site) => new PlannedLock([p], p.Key, [new(p.A, LockMode.Grouped), new(p.B, LockMode.Grouped)], site))]);
        return (new CoordinationProblem(graph, workload, network), plan);
    }
}
