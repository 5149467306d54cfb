using Sextant.Runtime.Trees.Operations;

namespace Sextant.Bench.Trees.Campaigns;

/// <summary>
/// Every history of a few replicas with a few operations, each once: operations are generated in the order of Lamport time and
/// replica, and before each the origin receives whatever it may, so that the interleavings of delivery are the choices of what
/// each operation has seen. Operations are those that are legal and have an effect in their origin's state.
/// </summary>
internal sealed class HistoryEnumerator(ISmallModel model, int replicas, int operations, bool onlyMoves = false)
{
    public long Histories { get; private set; }

    /// <summary>The first history that the model gets wrong, with what is wrong; null when it gets all right.</summary>
    public (History History, string Violation)? FindViolation(IReadOnlyList<int> shape)
    {
        int[][] seen = [.. Enumerable.Range(0, replicas).Select(_ => new int[replicas])];
        return Extend(shape, [], seen, shape.Count + 1);
    }

    private (History, string)? Extend(IReadOnlyList<int> shape, List<HistoryOperation> history, int[][] seen, int nodes)
    {
        if (history.Count > 0)
        {
            Histories++;
            var copy = new History(shape, [.. history]);
            if (model.Violation(copy) is { } violation)
                return (copy, violation);
        }
        if (history.Count == operations)
            return null;
        for (int replica = 0; replica < replicas; replica++)
        {
            foreach (int[] vector in VectorsFrom(seen[replica], history, replica))
            {
                if (ExtendBy(shape, history, seen, nodes, replica, vector) is { } found)
                    return found;
            }
        }
        return null;
    }

    private (History, string)? ExtendBy(
        IReadOnlyList<int> shape, List<HistoryOperation> history, int[][] seen, int nodes, int replica, int[] vector)
    {
        List<HistoryOperation> known = [.. history.Where(operation => operation.Sequence < vector[operation.Replica])];
        int time = known.Select(operation => operation.Time).Append(shape.Count).Max() + 1;
        if (history.Count > 0 && (time, replica).CompareTo((history[^1].Time, history[^1].Replica)) <= 0)
            return null;
        int?[] state = model.StateAfter(shape, known, nodes);
        int[] before = seen[replica];
        seen[replica] = [.. vector];
        seen[replica][replica]++;
        foreach ((TreeOperationKind kind, int node, int target) in Choices(state, nodes))
        {
            var operation = new HistoryOperation(replica, vector[replica], time, vector, kind, node, target);
            history.Add(model.Classify(operation, state));
            (History, string)? found = Extend(shape, history, seen, kind == TreeOperationKind.Add ? nodes + 1 : nodes);
            history.RemoveAt(history.Count - 1);
            if (found is not null)
                return found;
        }
        seen[replica] = before;
        return null;
    }

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

    private IEnumerable<(TreeOperationKind Kind, int Node, int Target)> Choices(int?[] state, int nodes)
    {
        int[] live = [.. Enumerable.Range(0, nodes).Where(node => IsUnder(state, node, 0))];
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
            yield return (TreeOperationKind.Add, nodes, parent);
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
