using System.Diagnostics;
using System.Globalization;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Search;
using Sextant.Syntax;

namespace Sextant.Bench.Coordination;

/// <summary>The exact search on synthetic conflict graphs.</summary>
internal sealed class PlanCommand : IBenchmark
{
    public string Name => "plan";

    public string Purpose => "the search for plans on a random graph: [OPERATIONS] [CONFLICTS] [SITES] [SEED] [SECONDS]";

    public int Run(IReadOnlyList<string> arguments)
    {
        int[] given = [.. arguments.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        int operations = given.ElementAtOrDefault(0) is > 0 and var o ? o : 12;
        int conflicts = given.ElementAtOrDefault(1) is > 0 and var c ? c : 20;
        int sites = given.ElementAtOrDefault(2) is > 0 and var s ? s : 5;
        CoordinationProblem problem = Synthetic(new Random(given.ElementAtOrDefault(3)), operations, conflicts, sites);
        var bounds = new SearchBounds { Budget = TimeSpan.FromSeconds(given.ElementAtOrDefault(4) is > 0 and var n ? n : 60) };
        long start = Stopwatch.GetTimestamp();
        PlanSearchResult result = PlanSearch.Run(problem, new(Metric.Queueing), bounds);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        foreach (ComponentResult part in result.Components)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part.Problem.Conflicts.Pairs.Count} pairs: cost {part.Best.Cost:F0}, bound {part.LowerBound:F0}, {part.Nodes} partial plans, {part.Evaluated} evaluated of {part.Configurations}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gap {result.Gap:P2}, {took.TotalSeconds:F2} s, {result.Plan.Locks.Count} locks"));
        return 0;
    }

    private static CoordinationProblem Synthetic(Random random, int operations, int conflicts, int sites)
    {
        (int A, int B)[] all = [.. from a in Enumerable.Range(0, operations) from b in Enumerable.Range(a, operations - a) select (a, b)];
        random.Shuffle(all);
        string[] keys = ["x", "y", "z"];
        var graph = ConflictGraph.Of(all.Take(conflicts).Select(p => new ConflictPair($"o{p.A}", $"o{p.B}", [keys[random.Next(3)]])));
        (double X, double Y)[] places = [.. Enumerable.Range(0, sites).Select(_ => (random.NextDouble() * 100, random.NextDouble() * 100))];
        EquatableArray<EquatableArray<Duration>> oneWay =
            [.. places.Select(a => places.Select(b => Duration.Fixed(Math.Round(Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)))))).ToEquatable())];
        var network = new Network([.. places.Select((_, i) => $"s{i}")], oneWay, [.. places.Select(_ => 3.0)], null, 0);
        var workload = new Workload(
            LoadKind.Counts,
            [.. places.Select(_ => 4)],
            0,
            [.. graph.Operations.Select(o => new OperationLoad(o, [.. places.Select(_ => Amount.Exactly(random.Next(1_000)))], 1))],
            [.. keys.Select(k => new KeyLoad(k, 100, 0.8))]);
        return new CoordinationProblem(graph, workload, network);
    }
}
