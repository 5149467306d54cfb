using Sextant.Runtime.Trees.Tracing;

namespace Sextant.Bench.Trees;

/// <summary>
/// One replica's own copy while a workload is made up. The draws follow the rules of the workloads to the letter, because the
/// counts that peers report (1,476 lost moves of W4) hold for these very sequences: every attempt draws the kind anew, a node
/// is drawn from the live ones, a target from the live ones and, last in the list, the root.
/// </summary>
internal sealed class LocalTree
{
    private readonly Dictionary<int, int> _parents = [];
    private readonly Dictionary<int, int> _children = [];
    private readonly List<int> _live = [];
    private readonly int _replica;
    private long _time;
    private int _nextNode;

    public LocalTree(IReadOnlyList<TraceOperation> shared, int replica, int firstNewNode)
    {
        _replica = replica;
        _nextNode = firstNewNode;
        foreach (TraceOperation operation in shared)
            Place(operation.Node, operation.Parent);
        _time = shared.Count;
    }

    public List<TraceOperation> Run(int count, Mulberry32 random, OperationMix mix)
    {
        var operations = new List<TraceOperation>(count);
        while (operations.Count < count)
        {
            int roll = random.Below(100);
            TraceOperation? operation = roll < mix.Moves ? TryMove(random)
                : roll < mix.Moves + mix.Adds ? Add(random)
                : TryRemove(random);
            if (operation is { } effective)
                operations.Add(effective with { Replica = _replica, Index = operations.Count, Time = ++_time });
        }
        return operations;
    }

    private TraceOperation? TryMove(Mulberry32 random)
    {
        int node = _live[random.Below(_live.Count)];
        int target = DrawTarget(random);
        int old = _parents[node];
        if (node == target || old == target || IsUnder(target, node))
            return null;
        _children[old]--;
        _children[target] = _children.GetValueOrDefault(target) + 1;
        _parents[node] = target;
        return new TraceOperation(0, 0, 0, TraceOperationKind.Move, node, target, old);
    }

    private TraceOperation Add(Mulberry32 random)
    {
        int target = DrawTarget(random);
        int node = _nextNode++;
        Place(node, target);
        return new TraceOperation(0, 0, 0, TraceOperationKind.Add, node, target, TraceOperation.Nowhere);
    }

    private TraceOperation? TryRemove(Mulberry32 random)
    {
        int index = random.Below(_live.Count);
        int node = _live[index];
        if (_children.GetValueOrDefault(node) > 0)
            return null;
        int old = _parents[node];
        _live.RemoveAt(index);
        _parents.Remove(node);
        _children[old]--;
        return new TraceOperation(0, 0, 0, TraceOperationKind.Remove, node, TraceOperation.Nowhere, old);
    }

    private int DrawTarget(Mulberry32 random)
    {
        int index = random.Below(_live.Count + 1);
        return index == _live.Count ? TraceOperation.Root : _live[index];
    }

    private bool IsUnder(int descendant, int node)
    {
        int at = descendant;
        while (at != node && at != TraceOperation.Root)
            at = _parents[at];
        return at == node;
    }

    private void Place(int node, int parent)
    {
        _parents[node] = parent;
        _children[parent] = _children.GetValueOrDefault(parent) + 1;
        _live.Add(node);
    }
}
