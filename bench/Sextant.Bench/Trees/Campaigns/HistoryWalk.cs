using Sextant.Runtime.Trees.Operations;

namespace Sextant.Bench.Trees.Campaigns;

/// <summary>Walks a part of the histories over one first tree: those whose first operation has an index of its part.</summary>
internal sealed class HistoryWalk(
    ISmallModel model, IReadOnlyList<int> shape, int replicas, int operations, bool onlyMoves, (int Index, int Count) part)
{
    private readonly List<HistoryOperation> _history = [];
    private readonly int[][] _seen = [.. Enumerable.Range(0, replicas).Select(_ => new int[replicas])];
    private int _nodes = shape.Count + 1;
    private int _first;

    public long Histories { get; private set; }

    public long Checked { get; private set; }

    /// <summary>The first history that is wrong, and what is wrong with it.</summary>
    public (History History, string Violation)? Found { get; private set; }

    /// <summary>Walks until all is walked or something is wrong.</summary>
    public void Run(IReadOnlyList<IReadOnlyList<int>> automorphisms) => Extend(automorphisms, 1);

    /// <param name="renamings">The renamings of nodes that leave the history so far as it is.</param>
    /// <param name="weight">How many histories it stands for.</param>
    private void Extend(IReadOnlyList<IReadOnlyList<int>> renamings, long weight)
    {
        if (_history.Count > 0)
        {
            Histories += weight;
            Checked++;
            var copy = new History(shape, [.. _history]);
            if (model.Violation(copy) is { } violation)
                Found = (copy, violation);
        }
        for (int replica = 0; replica < replicas && _history.Count < operations; replica++)
        {
            foreach (int[] vector in VectorsFrom(_seen[replica], _history, replica))
                ExtendBy(replica, vector, renamings, weight);
        }
    }

    private void ExtendBy(int replica, int[] vector, IReadOnlyList<IReadOnlyList<int>> renamings, long weight)
    {
        List<HistoryOperation> known = [.. _history.Where(operation => operation.Sequence < vector[operation.Replica])];
        int time = known.Select(operation => operation.Time).Append(shape.Count).Max() + 1;
        if (_history.Count > 0 && (time, replica).CompareTo((_history[^1].Time, _history[^1].Replica)) <= 0)
            return;
        int?[] state = model.StateAfter(shape, known, _nodes);
        int[] before = _seen[replica];
        _seen[replica] = [.. vector];
        _seen[replica][replica]++;
        foreach ((TreeOperationKind kind, int node, int target) in Choices(state))
        {
            if (Found is not null)
                break;
            if (_history.Count == 0 && _first++ % part.Count != part.Index)
                continue;
            HashSet<(int, int)> alike = [.. renamings.Select(renaming => (Rename(renaming, node), Rename(renaming, target)))];
            if (alike.Min().CompareTo((node, target)) < 0)
                continue;
            var operation = new HistoryOperation(replica, vector[replica], time, vector, kind, node, target);
            _history.Add(model.Classify(operation, state));
            _nodes += kind == TreeOperationKind.Add ? 1 : 0;
            Extend(Fixing(renamings, node, target), weight * alike.Count);
            _nodes -= kind == TreeOperationKind.Add ? 1 : 0;
            _history.RemoveAt(_history.Count - 1);
        }
        _seen[replica] = before;
    }

    private static IReadOnlyList<IReadOnlyList<int>> Fixing(IReadOnlyList<IReadOnlyList<int>> renamings, int node, int target)
        => renamings.Count == 1
            ? renamings
            : [.. renamings.Where(renaming => Rename(renaming, node) == node && Rename(renaming, target) == target)];

    /// <summary>Only the nodes of the first tree have other names.</summary>
    private static int Rename(IReadOnlyList<int> renaming, int node) => (uint)node < (uint)renaming.Count ? renaming[node] : node;

    /// <summary>What the replica may have seen by now: at least what it has, and with each operation the past of that.</summary>
    private static IEnumerable<int[]> VectorsFrom(int[] least, List<HistoryOperation> history, int replica)
    {
        int[] counts = new int[least.Length];
        foreach (HistoryOperation operation in history)
            counts[operation.Replica]++;
        foreach (int[] vector in Between(least, counts, 0))
        {
            if (vector[replica] == counts[replica] && IsClosed(vector, history))
                yield return vector;
        }
    }

    private static IEnumerable<int[]> Between(int[] least, int[] most, int index)
    {
        if (index == least.Length)
        {
            yield return [.. least];
            yield break;
        }
        int original = least[index];
        int[] current = [.. least];
        for (int value = original; value <= most[index]; value++)
        {
            current[index] = value;
            foreach (int[] vector in Between(current, most, index + 1))
                yield return vector;
        }
    }

    private static bool IsClosed(int[] vector, List<HistoryOperation> history) => history
        .Where(operation => operation.Sequence < vector[operation.Replica])
        .All(operation => operation.Seen.Zip(vector, (past, seen) => past <= seen).All(isSeen => isSeen));

    private IEnumerable<(TreeOperationKind Kind, int Node, int Target)> Choices(int?[] state)
    {
        int[] live = [.. Enumerable.Range(0, _nodes).Where(node => IsUnder(state, node, 0))];
        foreach (int node in live.Where(node => node != 0))
        {
            foreach (int target in live.Where(target => state[node] != target && !IsUnder(state, target, node)))
                yield return (TreeOperationKind.MoveUp, node, target);
            if (!onlyMoves && !live.Any(child => child != 0 && state[child] == node))
                yield return (TreeOperationKind.Remove, node, HistoryOperation.Trash);
        }
        if (onlyMoves)
            yield break;
        foreach (int parent in live)
            yield return (TreeOperationKind.Add, _nodes, parent);
    }

    internal static bool IsUnder(int?[] state, int node, int ancestor)
    {
        int? at = node;
        for (int steps = 0; at is >= 0 && steps <= state.Length; steps++)
        {
            if (at == ancestor)
                return true;
            at = state[at.Value];
        }
        return false;
    }
}
