using Sextant.Coordination.Conflicts;

namespace Sextant.Coordination.Lattice;

/// <summary>The safe ways to hold a lock that is there for some pairs.</summary>
public static class LockModes
{
    /// <summary>Each a use for each operation of the pairs, in the order in which the pairs name them; as many as there are independent sets.</summary>
    public static IEnumerable<EquatableArray<LockUse>> Of(IReadOnlyList<ConflictPair> pairs, Mechanisms mechanisms)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        string[] operations = [.. pairs.SelectMany(p => new[] { p.A, p.B }).Distinct(StringComparer.Ordinal)];
        return mechanisms == Mechanisms.Grouped
            ? [operations.Select(o => new LockUse(o, LockMode.Grouped)).ToEquatable()]
            : SharerSets(operations, pairs, []).Select(sharers => operations.Select(o => new LockUse(o, sharers.Contains(o, StringComparer.Ordinal) ? LockMode.Shared : LockMode.Exclusive)).ToEquatable());
    }

    /// <summary>The sets of operations of which no two conflict and none with itself, beginning with the empty one.</summary>
    private static IEnumerable<IReadOnlyList<string>> SharerSets(IReadOnlyList<string> candidates, IReadOnlyList<ConflictPair> pairs, IReadOnlyList<string> chosen)
    {
        yield return chosen;
        for (int i = 0; i < candidates.Count; i++)
        {
            string[] more = [.. chosen, candidates[i]];
            if (pairs.Any(p => more.Contains(p.A, StringComparer.Ordinal) && more.Contains(p.B, StringComparer.Ordinal)))
                continue;
            foreach (IReadOnlyList<string> set in SharerSets([.. candidates.Skip(i + 1)], pairs, more))
                yield return set;
        }
    }
}
