using System.Numerics;
using Sextant.Coordination.Conflicts;

namespace Sextant.Coordination.Lattice;

/// <summary>
/// All plans for a set of pairs (the coordination lattice of the second seed, slides 36 to 43): every way to fuse one lock a pair into
/// fewer, down to one lock, every safe mode, every placement. Each is safe by construction. There are very many: enumerate them only
/// for a handful of pairs.
/// </summary>
public sealed class CoordinationLattice(IReadOnlyList<ConflictPair> pairs, int sites, Mechanisms mechanisms)
{
    /// <summary>More pairs than this have their plans counted from below: the exact count visits every subset of every subset.</summary>
    private const int MaxPairsCounted = 12;

    public IEnumerable<Plan> Plans() => Partitions().SelectMany(partition => Choices(partition, 0)).Select(locks => new Plan(locks.ToEquatable()));

    /// <summary>The partitions of the pairs, from one block a pair to a single one; within, in the order of the pairs.</summary>
    public IEnumerable<IReadOnlyList<IReadOnlyList<ConflictPair>>> Partitions() => Partitions(0, []);

    /// <summary>How many plans there are, and whether that is exact or only a lower bound.</summary>
    public (BigInteger Plans, bool IsExact) Count()
    {
        if (pairs.Count > MaxPairsCounted)
            return (FewestPlans(), false);
        var counts = new BigInteger[1 << pairs.Count];
        counts[0] = 1;
        BigInteger[] ways = [.. Enumerable.Range(0, counts.Length).Select(set => set == 0 ? BigInteger.Zero : Ways([.. pairs.Where((_, i) => (set >> i & 1) == 1)]))];
        for (int set = 1; set < counts.Length; set++)
        {
            int lowest = set & -set;
            int rest = set ^ lowest;
            for (int others = rest; ; others = (others - 1) & rest)
            {
                counts[set] += ways[others | lowest] * counts[rest ^ others];
                if (others == 0)
                    break;
            }
        }

        return (counts[^1], true);
    }

    private BigInteger Ways(ConflictPair[] block) => (BigInteger)LockModes.Of(block, mechanisms).Count() * sites;

    /// <summary>Every partition with every placement, as if each block had one mode: Stirling numbers times powers.</summary>
    private BigInteger FewestPlans()
    {
        BigInteger[] row = [1];
        for (int n = 1; n <= pairs.Count; n++)
        {
            BigInteger[] before = row;
            row = [.. Enumerable.Range(0, n + 1).Select(k => (k < n ? k * before[k] : 0) + (k > 0 ? before[k - 1] : 0))];
        }

        return row.Select((ways, k) => ways * BigInteger.Pow(sites, k)).Aggregate(BigInteger.Add);
    }

    private IEnumerable<IReadOnlyList<IReadOnlyList<ConflictPair>>> Partitions(int next, IReadOnlyList<IReadOnlyList<ConflictPair>> blocks)
    {
        if (next == pairs.Count)
            return [blocks];
        IEnumerable<IReadOnlyList<IReadOnlyList<ConflictPair>>> alone = Partitions(next + 1, [.. blocks, [pairs[next]]]);
        return alone.Concat(Enumerable.Range(0, blocks.Count).SelectMany(b => Partitions(next + 1, [.. blocks.Select((block, i) => i == b ? [.. block, pairs[next]] : block)])));
    }

    private IEnumerable<IEnumerable<PlannedLock>> Choices(IReadOnlyList<IReadOnlyList<ConflictPair>> blocks, int first)
    {
        if (first == blocks.Count)
            return [[]];
        EquatableArray<ConflictPair> block = blocks[first].ToEquatable();
        EquatableArray<string> key = LockKeys.Finest(block);
        return from uses in LockModes.Of(block, mechanisms)
               from site in Enumerable.Range(0, sites)
               from rest in Choices(blocks, first + 1)
               select rest.Prepend(new PlannedLock(block, key, uses, site));
    }
}
