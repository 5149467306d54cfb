namespace Sextant.Runtime.Trees.Published;

/// <summary>
/// Which moves the published algorithm skips: Nair et al., "A coordination-free, convergent, and safe replicated tree" (2021), and
/// slides 66 to 75 of the second seed. It is kept to be compared with, and to be caught: it makes cycles.
/// Readings that the text leaves open: a conflict on critical ancestors is one whichever of the two moves it is seen from;
/// descendants are those at each move's own origin; a skipped move still suppresses others.
/// </summary>
internal static class MaramRules
{
    /// <summary>The skipped ones of the moves, which are given in an order that extends causality.</summary>
    public static HashSet<MaramMove> Skipped(IReadOnlyList<MaramMove> moves)
    {
        ILookup<int, MaramMove> byNode = moves.ToLookup(move => move.Node);
        ILookup<int, MaramMove> byCriticalAncestor = moves
            .SelectMany(move => move.CriticalAncestors, (move, ancestor) => (move, ancestor))
            .ToLookup(pair => pair.ancestor, pair => pair.move);
        var skipped = new HashSet<MaramMove>(ReferenceEqualityComparer.Instance);
        var skippedInOrder = new List<MaramMove>();
        foreach (MaramMove move in moves)
        {
            if (!IsSkipped(move, skippedInOrder, byNode, byCriticalAncestor))
                continue;
            skipped.Add(move);
            skippedInOrder.Add(move);
        }
        return skipped;
    }

    /// <summary>True when skipping <paramref name="past"/> takes the ground from under <paramref name="move"/>, which has seen it.</summary>
    public static bool IsEnabler(MaramMove past, MaramMove move)
    {
        bool targetWasUnderPast = past.HadUnderIt(move.Target);
        if (past.IsUp == move.IsUp)
            return targetWasUnderPast;
        return (move.HadUnderIt(past.Node) && targetWasUnderPast) || past.HadUnderIt(move.Node);
    }

    private static bool IsSkipped(
        MaramMove move, List<MaramMove> skipped, ILookup<int, MaramMove> byNode, ILookup<int, MaramMove> byCriticalAncestor)
    {
        if (skipped.Exists(past => move.HasSeen(past) && IsEnabler(past, move)))
            return true;
        if (byNode[move.Node].Any(other => other.IsConcurrentWith(move) && other.IsHigherThan(move)))
            return true;
        return !move.IsUp && Conflicts(move, byNode, byCriticalAncestor).Any(other => other.IsUp || other.IsHigherThan(move));
    }

    private static IEnumerable<MaramMove> Conflicts(
        MaramMove move, ILookup<int, MaramMove> byNode, ILookup<int, MaramMove> byCriticalAncestor)
        => move.CriticalAncestors.SelectMany(ancestor => byNode[ancestor])
            .Concat(byCriticalAncestor[move.Node])
            .Where(other => other.IsConcurrentWith(move));
}
