namespace Sextant.Coordination.Conflicts;

/// <summary>
/// Two operations that may not run at the same time; they may be one and the same. Where they conflict if one or another key is equal, there is a pair for each:
/// locks keyed by either keep them apart together, and so does one for everybody.
/// </summary>
/// <param name="Key">
/// Names, in ordinal order, whose values are equal in both wherever the two conflict. A lock keyed by all of them keeps the pair apart,
/// by some of them too, and by none: one lock for everybody.
/// </param>
public sealed record ConflictPair(string A, string B, EquatableArray<string> Key)
{
    public bool IsSelf => A == B;

    /// <summary>Whether it is between these two, in either order.</summary>
    public bool IsBetween(string a, string b) => (A == a && B == b) || (A == b && B == a);

    /// <summary>Whether a lock keyed so keeps the two apart.</summary>
    public bool Allows(IEnumerable<string> key) => key.All(name => Key.Contains(name, StringComparer.Ordinal));

    /// <summary>What tells it from all other pairs.</summary>
    public string Name => Key.Count == 0 ? ToString() : $"{this} {string.Join(", ", Key)}";

    public override string ToString() => $"{A} / {B}";
}
