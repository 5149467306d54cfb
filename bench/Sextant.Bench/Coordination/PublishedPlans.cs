using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Lattice;
using Sextant.Syntax;

namespace Sextant.Bench.Coordination;

/// <summary>The plans of the published study under their names, granularity-mode-placement, numbered as on slides 39 to 52 and 86.</summary>
internal static class PublishedPlans
{
    private static readonly ConflictPair AB = new("a", "b", []);
    private static readonly ConflictPair BC = new("b", "c", []);

    /// <summary>One lock for a and b.</summary>
    private static readonly string[] ModesOfTwo = ["XX", "XS", "SX"];

    /// <summary>One lock for a and b, one for b and c.</summary>
    private static readonly string[] ModesOfTwoLocks = ["XX XX", "XX XS", "XX SX", "XS XX", "XS XS", "XS SX", "SX XX", "SX XS", "SX SX"];

    /// <summary>One lock for all three.</summary>
    private static readonly string[] ModesOfThree = ["XXX", "XSX", "SXS"];

    public static IReadOnlyList<(string Name, Plan Plan)> OfTwo { get; } =
        [.. from m in Enumerable.Range(0, 3) from p in Enumerable.Range(0, 3) select ($"1-{m + 1}-{p + 1}", new Plan([Lock([AB], "ab", ModesOfTwo[m], p)]))];

    public static IReadOnlyList<(string Name, Plan Plan)> OfThree { get; } =
    [
        .. from m in Enumerable.Range(0, 9)
           from p in Enumerable.Range(0, 9)
           let modes = ModesOfTwoLocks[m].Split(' ')
           select ($"1-{m + 1}-{p + 1}", new Plan([Lock([AB], "ab", modes[0], p % 3), Lock([BC], "bc", modes[1], p / 3)])),
        .. from m in Enumerable.Range(0, 3) from p in Enumerable.Range(0, 3) select ($"2-{m + 1}-{p + 1}", new Plan([Lock([AB, BC], "abc", ModesOfThree[m], p)])),
    ];

    private static PlannedLock Lock(EquatableArray<ConflictPair> pairs, string operations, string modes, int site) =>
        new(pairs, [], operations.Zip(modes, (o, m) => new LockUse(o.ToString(), m == 'X' ? LockMode.Exclusive : LockMode.Shared)).ToEquatable(), site);
}
