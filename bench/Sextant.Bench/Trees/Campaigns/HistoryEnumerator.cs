namespace Sextant.Bench.Trees.Campaigns;

/// <summary>
/// Every history of a few replicas with a few operations: operations are generated in the order of Lamport time and
/// replica, and before each the origin receives whatever it may, so that the interleavings of delivery are the choices of what
/// each operation has seen. Operations are those that are legal and have an effect in their origin's state.
/// Of histories that differ only in the names of nodes of the first tree, one is checked and all are counted.
/// </summary>
internal sealed class HistoryEnumerator(ISmallModel model, int replicas, int operations, bool onlyMoves = false)
{
    private const int Parts = 64;

    /// <summary>The histories that the ones checked stand for.</summary>
    public long Histories { get; private set; }

    public long Checked { get; private set; }

    /// <summary>The first history that the model gets wrong, with what is wrong; null when it gets all right.</summary>
    public (History History, string Violation)? FindViolation(IReadOnlyList<int> shape)
    {
        IReadOnlyList<IReadOnlyList<int>> automorphisms = Shapes.AutomorphismsOf(shape);
        var walks = new HistoryWalk?[Parts];
        Parallel.For(0, Parts, (part, loop) =>
        {
            var walk = new HistoryWalk(model, shape, replicas, operations, onlyMoves, (part, Parts));
            walk.Run(automorphisms);
            walks[part] = walk;
            if (walk.Found is not null)
                loop.Break();
        });
        foreach (HistoryWalk? walk in walks)
        {
            Histories += walk?.Histories ?? 0;
            Checked += walk?.Checked ?? 0;
        }
        return walks.FirstOrDefault(walk => walk?.Found is not null)?.Found;
    }
}
