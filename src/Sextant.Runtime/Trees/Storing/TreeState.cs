using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Folding;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Ordering;
using Sextant.Runtime.Trees.Siblings;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>
/// The operations of a tree with what they mean: each gets its place in the total order, placements fold, values compete.
/// Whoever adds an operation has checked that its past is here and that it names nodes that exist.
/// </summary>
internal sealed class TreeState
{
    /// <summary>Null as long as every operation is a placement: then the two count alike.</summary>
    private List<int>? _operationOfMove;
    private readonly MoveOrder _order;
    private int _generation;

    public TreeState(TreePolicy policy, FoldTuning? tuning = null)
    {
        Fold = new TreeFold(tuning);
        Past = new CausalPast(Store);
        Policy = policy;
        _order = MoveOrder.Of(policy);
        Fold.AddNode();
        Fold.AddNode();
    }

    public TreePolicy Policy { get; }

    public OperationStore Store { get; } = new();

    public TreeFold Fold { get; }

    public CausalPast Past { get; }

    public NodeValues Values { get; } = new();

    /// <summary>The greatest Lamport time of all operations.</summary>
    public long Time { get; private set; }

    public int OperationOf(int move) => _operationOfMove is null ? move : _operationOfMove[move];

    /// <summary>True when the node hangs from the root: not in the trash, and not under a node that is.</summary>
    public bool IsLive(int node) => node != OperationStore.Trash && (!HasTrash() || Fold.IsAbove(OperationStore.Root, node));

    private bool HasTrash() => Fold.ChildCountOf(OperationStore.Trash) > 0;

    /// <summary>Where among its siblings the operation puts its node.</summary>
    public SiblingPosition PositionOf(int operation)
    {
        ref readonly StoredOperation stored = ref Store[operation];
        return new SiblingPosition(stored.Payload?.Position, stored.Time, Store.Logs[stored.Replica].Id.Value);
    }

    /// <summary>The last applied operation that put the node anywhere but in the trash, or -1.</summary>
    public int PlacementBeforeRemoval(int node)
    {
        ReadOnlySpan<TimelineEntry> entries = Fold.TimelineOf(node);
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            if (entries[i].Target != OperationStore.Trash)
                return OperationOf(entries[i].Move);
        }
        return OperationStore.None;
    }

    /// <summary>Adds an operation that came from elsewhere.</summary>
    public int Add(ReplicaLog log, long time, in TreeOperation operation, IReadOnlyList<OperationId> dependencies)
    {
        int node = operation.Kind == TreeOperationKind.Add ? NewNode() : Store.FindNode(operation.Node);
        int target = Store.FindNode(operation.Target);
        return Add(log, time, operation.Kind, node, target, OperationPayload.Of(operation), dependencies, isLocal: false);
    }

    /// <summary>
    /// Adds an operation from before the time to which history has been pruned. An addition whose node has been moved since
    /// <paramref name="places"/> nothing and is kept for the node's name.
    /// </summary>
    public void Keep(ReplicaLog log, int sequence, long time, in TreeOperation operation, bool places)
    {
        int node = operation.Kind == TreeOperationKind.Add ? NewNode() : Store.FindNode(operation.Node);
        int target = Store.FindNode(operation.Target);
        int kept = Store.Count;
        ulong key = _order.Keep(new OrderedOperation(kept, new OperationId(log.Id, sequence), time, IsDownMove: false, LatestPast: OperationStore.None));
        TakeOverKeys();
        int move = OperationStore.None;
        if (places)
        {
            move = Fold.Add(key, node, target);
            NoteOperation(move, kept);
        }
        Store.Keep(log, new StoredOperation(key, time, log.Index, sequence, node, target, move, operation.Kind, OperationPayload.Of(operation)));
        if (operation.Kind == TreeOperationKind.SetValue)
            Values.Offer(Store, kept);
        EndPruned(time);
    }

    /// <summary>History up to the time is pruned, whether or not an operation of that time is kept.</summary>
    public void EndPruned(long time)
    {
        Time = Math.Max(Time, time);
        Store.PrunedTime = Math.Max(Store.PrunedTime, time);
    }

    /// <summary>Adds an operation of this replica, which has everything in its past and, if a placement, is known to apply.</summary>
    public int AddLocal(ReplicaLog log, TreeOperationKind kind, int node, int target, OperationPayload? payload, IReadOnlyList<OperationId> dependencies)
        => Add(log, Time + 1, kind, node, target, payload, dependencies, isLocal: true);

    private int Add(
        ReplicaLog log, long time, TreeOperationKind kind, int node, int target, OperationPayload? payload,
        IReadOnlyList<OperationId> dependencies, bool isLocal)
    {
        int operation = Store.Count;
        var id = new OperationId(log.Id, log.Count);
        ulong key = Place(new OrderedOperation(
            operation, id, time, kind == TreeOperationKind.MoveDown, LatestPast(log, node, target, kind, dependencies)));
        int move = OperationStore.None;
        if (kind != TreeOperationKind.SetValue)
        {
            move = isLocal ? Fold.Append(key, node, target) : Fold.Add(key, node, target);
            NoteOperation(move, operation);
        }
        Store.Add(log, new StoredOperation(key, time, log.Index, log.Count, node, target, move, kind, payload));
        if (kind == TreeOperationKind.SetValue)
            Values.Offer(Store, operation);
        Time = Math.Max(Time, time);
        return operation;
    }

    private void NoteOperation(int move, int operation)
    {
        if (_operationOfMove is null && move == operation)
            return;
        _operationOfMove ??= [.. Enumerable.Range(0, move)];
        _operationOfMove.Add(operation);
    }

    public int NewNode()
    {
        Fold.AddNode();
        return Store.AddNode();
    }

    private ulong Place(in OrderedOperation operation)
    {
        ulong key = _order.Place(operation);
        TakeOverKeys();
        return key;
    }

    private void TakeOverKeys()
    {
        if (_order.Generation != _generation)
            Rekey();
    }

    private void Rekey()
    {
        _generation = _order.Generation;
        for (int i = 0; i < Store.Count; i++)
            Store[i].Key = _order.Rekey(i, Store[i].Key);
        Fold.Rekey(move => Store[OperationOf(move)].Key);
    }

    /// <summary>Lamport time says all that the other order needs to know.</summary>
    private int LatestPast(ReplicaLog log, int node, int target, TreeOperationKind kind, IReadOnlyList<OperationId> dependencies)
    {
        if (Policy == TreePolicy.Lamport)
            return OperationStore.None;
        int latest = log.Count == 0 ? OperationStore.None : log[log.Count - 1];
        if (kind != TreeOperationKind.Add)
            latest = Later(latest, Store.CreatorOf(node));
        latest = Later(latest, Store.CreatorOf(target));
        foreach (OperationId dependency in dependencies)
            latest = Later(latest, Store.Find(dependency));
        return latest;
    }

    private int Later(int one, int other)
    {
        if (one == OperationStore.None || other == OperationStore.None)
            return Math.Max(one, other);
        return Store[one].Key > Store[other].Key ? one : other;
    }
}
