using Sextant.Coordination.Conflicts;

namespace Sextant.Coordination.Tests.Lattice;

/// <summary>Conflict graphs by chance, triangles and loops included.</summary>
internal static class RandomConflicts
{
    private static readonly string[] Names = ["x", "y"];

    public static ConflictGraph Graph(Random random, int operations, int pairs)
    {
        (int, int)[] all = [.. from a in Enumerable.Range(0, operations) from b in Enumerable.Range(a, operations - a) select (a, b)];
        random.Shuffle(all);
        return ConflictGraph.Of(all.Take(pairs).Select(p => new ConflictPair(Name(p.Item1), Name(p.Item2), Key(random))));
    }

    /// <summary>The same with some conflicts where one or the other key is equal.</summary>
    public static ConflictGraph WithEither(Random random, ConflictGraph graph) =>
        ConflictGraph.Of(graph.Pairs.SelectMany(p => random.Next(3) > 0 ? [p] : Names.Select(n => p with { Key = [n] })));

    public static string Name(int operation) => ((char)('a' + operation)).ToString();

    private static EquatableArray<string> Key(Random random) => random.Next(3) switch
    {
        0 => [],
        1 => [Names[random.Next(2)]],
        _ => ["x", "y"],
    };
}
