using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>
/// What keeps operations from running at once. Of two runs of operations that hold a lock of the same keys in modes of which
/// one is exclusive, one comes first, and the replica of the other has merged its result before the other begins. Whether the
/// lock is asked for each time or kept as a token makes no difference to that.
/// </summary>
/// <param name="Keys">The names of the keys; without keys there is one lock for the whole object.</param>
/// <param name="IsToken">Whether a replica keeps it until another one asks.</param>
public sealed record KeyedLock(string Name, EquatableArray<string> Keys, bool IsToken, EquatableArray<LockUse> Uses, SourceSpan Span)
{
    /// <summary>The pairs of operations that it keeps apart, where not the modes decide that: nobody else then waits for anybody.</summary>
    public EquatableArray<(string First, string Second)>? Apart { get; init; }

    /// <summary>Whether two runs that hold it for the same keys are never concurrent.</summary>
    public bool KeepsApart(LockUse one, LockUse other) => Apart is { } pairs
        ? pairs.Any(p => (p.First == one.Operation.Name && p.Second == other.Operation.Name) || (p.Second == one.Operation.Name && p.First == other.Operation.Name))
        : !one.IsShared || !other.IsShared;
}

/// <summary>An operation that holds a lock while it runs.</summary>
/// <param name="KeyParameters">For each key, in order, the index of the operation's parameter that gives its value.</param>
public sealed record LockUse(Operation Operation, bool IsShared, EquatableArray<int> KeyParameters, SourceSpan Span);
