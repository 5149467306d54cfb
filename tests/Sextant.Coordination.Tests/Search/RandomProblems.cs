using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Tests.Lattice;

namespace Sextant.Coordination.Tests.Search;

/// <summary>Problems by chance.</summary>
internal static class RandomProblems
{
    public static CoordinationProblem Next(Random random, int operations, int pairs, int sites)
    {
        ConflictGraph graph = RandomConflicts.Graph(random, operations, pairs);
        if (pairs < 3 && random.Next(2) == 0)
            graph = RandomConflicts.WithEither(random, graph);
        Network network = NetworkOf(random, sites);
        var workload = new Workload(
            random.Next(5) == 0 ? LoadKind.RatesPerSecond : LoadKind.Counts,
            [.. Enumerable.Range(0, sites).Select(_ => random.Next(1, 4))],
            random.Next(3) == 0 ? random.Next(200) : 0,
            [.. graph.Operations.Select(o => Load(random, o, sites))],
            random.Next(2) == 0 ? [] : [new KeyLoad("x", random.Next(1, 50), random.NextDouble() * 2), new KeyLoad("y", random.Next(1, 50), 0)]);
        return new CoordinationProblem(graph, workload, network);
    }

    private static OperationLoad Load(Random random, string name, int sites) =>
        new(name, [.. Enumerable.Range(0, sites).Select(_ => Amount.Exactly(random.Next(3) == 0 ? 0 : Math.Round(Math.Exp(random.NextDouble() * 7))))], random.Next(2) * random.Next(10));

    private static Network NetworkOf(Random random, int sites)
    {
        var oneWay = new double[sites, sites];
        for (int a = 0; a < sites; a++)
        {
            for (int b = 0; b < a; b++)
                oneWay[a, b] = oneWay[b, a] = random.Next(1, 150);
        }

        EquatableArray<EquatableArray<Duration>> table = [.. Enumerable.Range(0, sites).Select(a => Enumerable.Range(0, sites).Select(b => new Duration(oneWay[a, b], oneWay[a, b] / 10)).ToEquatable())];
        return new Network([.. Enumerable.Range(0, sites).Select(s => $"s{s}")], table, [.. Enumerable.Range(0, sites).Select(_ => (double)random.Next(5))], null, random.Next(2) * 0.1);
    }
}
