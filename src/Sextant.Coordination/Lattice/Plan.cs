using Sextant.Coordination.Conflicts;

namespace Sextant.Coordination.Lattice;

/// <summary>How an operation holds a lock.</summary>
public enum LockMode
{
    /// <summary>Alone.</summary>
    Exclusive,
    /// <summary>Beside others who hold it shared.</summary>
    Shared,
    /// <summary>Beside everybody but those whom it conflicts with in one of the pairs of the lock.</summary>
    Grouped,
}

/// <summary>An operation takes a lock in a mode.</summary>
public sealed record LockUse(string Operation, LockMode Mode);

/// <summary>A lock of a plan: the conflicts that it keeps apart, what it is keyed by, who takes it how, and where it is held.</summary>
/// <param name="Key">The names whose values choose the lock, in ordinal order; without any there is a single one.</param>
/// <param name="Site">The index of the site.</param>
public sealed record PlannedLock(EquatableArray<ConflictPair> Pairs, EquatableArray<string> Key, EquatableArray<LockUse> Uses, int Site)
{
    /// <summary>The operations of the pairs in ordinal order, joined by hyphens: its name on the slides.</summary>
    public string Name { get; } = string.Join('-', Uses.Select(u => u.Operation).Order(StringComparer.Ordinal));

    /// <summary>The one order in which everybody takes locks: by their sites, at each site by their names.</summary>
    public static int CompareOrder(PlannedLock first, PlannedLock second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        int order = first.Site.CompareTo(second.Site);
        if (order == 0)
            order = string.CompareOrdinal(first.Name, second.Name);
        return order == 0 ? string.CompareOrdinal(PairNames(first), PairNames(second)) : order;
    }

    private static string PairNames(PlannedLock theLock) => string.Join("; ", theLock.Pairs.Select(p => p.Name).Order(StringComparer.Ordinal));

    public LockUse? UseOf(string operation) => Uses.FirstOrDefault(u => u.Operation == operation);

    /// <summary>Whether two operations that mean the same key cannot hold it at the same time.</summary>
    public bool Excludes(string a, string b) => UseOf(a) is { } first && UseOf(b) is { } second && Excludes(first, second);

    public bool Excludes(LockUse first, LockUse second)
    {
        if (first.Mode == LockMode.Exclusive || second.Mode == LockMode.Exclusive)
            return true;
        return first.Mode == LockMode.Grouped && second.Mode == LockMode.Grouped && Pairs.Any(p => p.IsBetween(first.Operation, second.Operation));
    }
}

/// <summary>Locks that together keep every conflicting pair apart; who takes several takes them in order of their sites, at each site in the order of their names.</summary>
public sealed record Plan(EquatableArray<PlannedLock> Locks)
{
    /// <summary>The locks that are there for the conflicts of a component.</summary>
    public Plan For(ConflictGraph component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return new Plan([.. Locks.Where(l => component.Pairs.Contains(l.Pairs[0]))]);
    }
}
