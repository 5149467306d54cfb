namespace Sextant.Coordination.Conflicts;

/// <summary>The operations as nodes and the conflicts as edges; an operation that conflicts with itself is a loop.</summary>
/// <param name="Operations">Only those that conflict with something: the others need no lock.</param>
public sealed record ConflictGraph(EquatableArray<string> Operations, EquatableArray<ConflictPair> Pairs)
{
    private readonly Dictionary<string, int> _indices = Operations.Select((o, i) => (o, i)).ToDictionary(x => x.o, x => x.i, StringComparer.Ordinal);

    /// <summary>Where an operation stands in <see cref="Operations"/>; it is one of them.</summary>
    public int IndexOf(string operation) => _indices[operation];

    public bool Equals(ConflictGraph? other) => other is not null && Operations == other.Operations && Pairs == other.Pairs;

    public override int GetHashCode() => HashCode.Combine(Operations, Pairs);

    /// <summary>The graph of these pairs, the operations in the order in which they come.</summary>
    public static ConflictGraph Of(IEnumerable<ConflictPair> pairs)
    {
        ConflictPair[] all = [.. pairs];
        return new ConflictGraph(all.SelectMany(p => new[] { p.A, p.B }).Distinct(StringComparer.Ordinal).ToEquatable(), all.ToEquatable());
    }

    /// <summary>The pairs of each two operations, which are one conflict.</summary>
    public IReadOnlyList<IReadOnlyList<ConflictPair>> Conflicts() => [.. Pairs.GroupBy(p => (p.A, p.B)).Select(g => g.ToArray())];

    /// <summary>The connected parts, which are planned one by one: no lock of one makes anybody of another wait.</summary>
    public IReadOnlyList<ConflictGraph> Components()
    {
        var part = Operations.ToDictionary(o => o, o => o, StringComparer.Ordinal);
        foreach (ConflictPair pair in Pairs)
        {
            (string from, string to) = (part[pair.B], part[pair.A]);
            foreach (string operation in Operations.Where(o => part[o] == from))
                part[operation] = to;
        }

        return [.. Pairs.GroupBy(p => part[p.A], StringComparer.Ordinal).Select(Of)];
    }
}
