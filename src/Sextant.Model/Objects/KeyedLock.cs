using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>
/// What keeps operations from running at once. Of two runs of operations that hold a lock of the same keys in modes of which
/// one is exclusive, or as operations that it keeps apart, one comes first, and the replica of the other has merged its result before the other begins. Whether the
/// lock is asked for each time or kept as a token makes no difference to that.
/// </summary>
/// <param name="Keys">The names of the keys; without keys there is one lock for the whole object.</param>
/// <param name="IsToken">Whether a replica keeps it until another one asks.</param>
public sealed record KeyedLock(string Name, EquatableArray<string> Keys, bool IsToken, EquatableArray<LockUse> Uses, SourceSpan Span)
{
    /// <summary>The pairs of operations that are kept apart although both share it, in either order.</summary>
    public EquatableArray<(string First, string Second)> Apart { get; init; } = [];

    /// <summary>Whether two runs that hold it for the same keys are never concurrent.</summary>
    public bool KeepsApart(LockUse one, LockUse other) => !one.IsShared || !other.IsShared || AreApart(one.Operation.Name, other.Operation.Name);

    /// <summary>The operations from which a use that shares it is kept apart all the same, in the order of the pairs.</summary>
    public IEnumerable<string> ApartFrom(LockUse use) => Apart.Where(p => p.First == use.Operation.Name || p.Second == use.Operation.Name)
        .Select(p => p.First == use.Operation.Name ? p.Second : p.First).Distinct(StringComparer.Ordinal);

    private bool AreApart(string one, string other) => Apart.Any(p => (p.First == one && p.Second == other) || (p.Second == one && p.First == other));
}

/// <summary>An operation that holds a lock while it runs.</summary>
/// <param name="KeyParameters">For each key, in order, the index of the operation's parameter that gives its value.</param>
public sealed record LockUse(Operation Operation, bool IsShared, EquatableArray<int> KeyParameters, SourceSpan Span);
