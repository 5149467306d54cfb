namespace Sextant.Bench.Trees.Campaigns;

/// <summary>Trees to begin with, one for each shape: which node bears which number makes no difference to any policy.</summary>
internal static class Shapes
{
    /// <summary>All shapes of a number of nodes besides the root; entry i is the parent of node i + 1 and is at most i.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(int nodes)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var shapes = new List<IReadOnlyList<int>>();
        foreach (List<int> parents in Parents(nodes))
        {
            if (known.Add(Canonical(0, parents)))
                shapes.Add(parents);
        }
        return shapes;
    }

    /// <summary>
    /// The renamings of a shape's nodes that leave it as it is, the one that renames nothing among them; entry i is the new name of
    /// node i, and the root is node 0.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<int>> AutomorphismsOf(IReadOnlyList<int> shape)
    {
        List<List<int>> renamings = [[0]];
        for (int node = 1; node <= shape.Count; node++)
        {
            // A parent is named before its children, so what is built so far already maps every link.
            renamings = [.. renamings.SelectMany(renaming => Enumerable.Range(1, shape.Count)
                .Where(name => !renaming.Contains(name) && shape[name - 1] == renaming[shape[node - 1]])
                .Select(name => (List<int>)[.. renaming, name]))];
        }
        return renamings;
    }

    private static IEnumerable<List<int>> Parents(int nodes)
    {
        if (nodes == 0)
            return [[]];
        return Parents(nodes - 1).SelectMany(rest => Enumerable.Range(0, nodes), (rest, parent) => (List<int>)[.. rest, parent]);
    }

    private static string Canonical(int node, List<int> parents)
    {
        IEnumerable<string> children = Enumerable.Range(1, parents.Count)
            .Where(child => parents[child - 1] == node)
            .Select(child => Canonical(child, parents))
            .Order(StringComparer.Ordinal);
        return $"({string.Concat(children)})";
    }
}
