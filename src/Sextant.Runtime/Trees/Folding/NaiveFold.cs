namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// The meaning of <see cref="TreeFold"/> in the fewest words: all moves in order, each applied unless its target is under its
/// node. It is what the fold is checked against, and costs the whole history each time.
/// </summary>
internal static class NaiveFold
{
    public readonly record struct Move(ulong Key, int Node, int Target);

    /// <summary>The parents of the nodes that were moved somewhere, and the keys of the moves that were refused.</summary>
    public static (Dictionary<int, int> Parents, HashSet<ulong> Refused) Of(IEnumerable<Move> moves)
    {
        var parents = new Dictionary<int, int>();
        var refused = new HashSet<ulong>();
        foreach (Move move in moves.OrderBy(move => move.Key))
        {
            if (IsUnder(move.Target, move.Node, parents))
                refused.Add(move.Key);
            else
                parents[move.Node] = move.Target;
        }
        return (parents, refused);
    }

    private static bool IsUnder(int descendant, int node, Dictionary<int, int> parents)
    {
        int at = descendant;
        while (at != node && parents.TryGetValue(at, out int parent))
            at = parent;
        return at == node;
    }
}
