using Sextant.Coordination.Conflicts;

namespace Sextant.Coordination.Lattice;

/// <summary>What one lock for several pairs may be keyed by.</summary>
public static class LockKeys
{
    /// <summary>
    /// The finest key that serves all of the pairs. A finer key makes fewer wait, so coarser ones are not worth trying; pairs without a
    /// common name have the empty key, which is a single lock (<c>buyer + auction</c> on slide 36).
    /// </summary>
    public static EquatableArray<string> Finest(IEnumerable<ConflictPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return pairs.Select(p => p.Key).Aggregate((common, key) => [.. common.Where(name => key.Contains(name, StringComparer.Ordinal))]);
    }
}
