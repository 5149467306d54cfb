using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Editing;
using Sextant.Runtime.Trees.Encoding;
using Sextant.Runtime.Trees.Importing;
using Sextant.Runtime.Trees.Losing;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Siblings;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees;

/// <summary>
/// One replica of a tree. Edits take effect at once and never wait for others; replicas that have the same operations are equal,
/// in whatever order these came. No set of operations makes a cycle.
/// </summary>
public sealed class ReplicatedTree : TreeView
{
    private readonly TreeLimits _limits;
    private readonly Frontier _frontier = new();
    private readonly WaitingRoom _waiting;
    private LocalLog _log;
    private Importer _importer;
    private readonly UndoHistory _history = new();
    private EventHandler<TreeChangedEventArgs>? _changed;
    private ChangeWatch? _watch;

    public ReplicatedTree(ReplicaId replica, TreePolicy policy = TreePolicy.Lamport, TreeLimits? limits = null)
        : base(new TreeState(policy))
    {
        ArgumentOutOfRangeException.ThrowIfZero(replica.Value, nameof(replica));
        Replica = replica;
        _limits = limits ?? TreeLimits.Default;
        _waiting = new WaitingRoom(_limits);
        _log = new LocalLog(State, _frontier, replica);
        _importer = new Importer(State, _frontier, _waiting, _limits);
    }

    /// <summary>
    /// Raised once for each import that brought something, and once for each edit. While somebody listens, an import makes the
    /// state agree at once; otherwise the next read does.
    /// </summary>
    public event EventHandler<TreeChangedEventArgs> Changed
    {
        add
        {
            _changed += value;
            _watch ??= BeginWatch();
        }
        remove
        {
            _changed -= value;
            if (_changed is null)
                _watch = null;
        }
    }

    public ReplicaId Replica { get; }

    /// <summary>Operations that came before operations of their past and wait for these.</summary>
    public int WaitingOperations => _waiting.Operations;

    /// <summary>True when an edit of this replica is left that <see cref="Undo"/> can take back.</summary>
    public bool CanUndo => _history.CanUndo;

    public bool CanRedo => _history.CanRedo;

    /// <summary>Adds a node under a live one.</summary>
    public TreeEdit Add(NodeId parent, SiblingPlace? place = null)
    {
        if (CheckLive(parent, out int target) is not EditRefusal.None and var refusal)
            return TreeEdit.Refused(refusal);
        if (FindPlace(OperationStore.None, target, place, out OperationPayload? payload) is not EditRefusal.None and var refusalOfPlace)
            return TreeEdit.Refused(refusalOfPlace);
        return Write(TreeOperationKind.Add, State.NewNode(), target, payload, OperationStore.None);
    }

    /// <summary>Moves a live node, with all under it, under another; also within the children of the same parent.</summary>
    public TreeEdit Move(NodeId node, NodeId parent, SiblingPlace? place = null)
    {
        if (CheckLive(node, out int moved) is not EditRefusal.None and var refusalOfNode)
            return TreeEdit.Refused(refusalOfNode);
        if (CheckLive(parent, out int target) is not EditRefusal.None and var refusalOfParent)
            return TreeEdit.Refused(refusalOfParent);
        if (FindPlace(moved, target, place, out OperationPayload? payload) is not EditRefusal.None and var refusalOfPlace)
            return TreeEdit.Refused(refusalOfPlace);
        return Place(moved, target, payload);
    }

    /// <summary>Removes a live node with all under it. A concurrent move out of the removed part keeps what it moved.</summary>
    public TreeEdit Remove(NodeId node)
        => CheckLive(node, out int removed) is not EditRefusal.None and var refusal
            ? TreeEdit.Refused(refusal)
            : Place(removed, OperationStore.Trash, null);

    /// <summary>Takes back a removal: the node, with all under it, returns to where it was. Its parent must be live.</summary>
    public TreeEdit Restore(NodeId node)
    {
        if (Find(node) is not { } removed)
            return TreeEdit.Refused(EditRefusal.UnknownNode);
        if (removed <= OperationStore.Trash || State.Fold.ParentOf(removed) != OperationStore.Trash)
            return TreeEdit.Refused(EditRefusal.NotRemoved);
        int before = State.PlacementBeforeRemoval(removed);
        if (before == OperationStore.None)
            return TreeEdit.Refused(EditRefusal.NotRemoved);
        return PlaceAgain(removed, before);
    }

    /// <summary>
    /// Makes a lost placement again, as a new operation, if the present tree allows it.
    /// </summary>
    public TreeEdit Resubmit(LostMove lost)
    {
        if (State.Store.Find(lost.Move) is not (>= 0 and var operation) || State.Store[operation].Move == OperationStore.None)
            return TreeEdit.Refused(EditRefusal.UnknownNode);
        StoredOperation stored = State.Store[operation];
        return Place(stored.Node, stored.Target, stored.Payload);
    }

    /// <summary>Gives a live node a value under a key; null takes the value away.</summary>
    public TreeEdit SetValue(NodeId node, string key, byte[]? value)
    {
        if (CheckLive(node, out int owner) is not EditRefusal.None and var refusal)
            return TreeEdit.Refused(refusal);
        if (System.Text.Encoding.UTF8.GetByteCount(key) > _limits.KeyBytesMax || value?.Length > _limits.ValueBytesMax)
            return TreeEdit.Refused(EditRefusal.TooLarge);
        int before = State.Values.WinnerOf(owner, key);
        return Write(TreeOperationKind.SetValue, owner, OperationStore.Root, new OperationPayload(null, key, value), before);
    }

    /// <summary>What is edited within counts as one edit to <see cref="Undo"/>.</summary>
    public void Together(Action edits) => _history.Together(edits);

    /// <summary>
    /// Takes back this replica's last edit by new operations, so that nodes keep their identity and others see it as any edit.
    /// What the present tree does not allow (others have moved things since) is left out; the first such refusal is returned.
    /// </summary>
    public EditRefusal Undo() => TakeBack(_history.Undo);

    /// <summary>Makes again what the last <see cref="Undo"/> took back.</summary>
    public EditRefusal Redo() => TakeBack(_history.Redo);

    /// <summary>The tree as it was when this replica, or another, had exactly these operations; null when it lacks some, or when a past is missing.</summary>
    public TreeView? At(VersionVector version) => new PastStates(State).At(version) is { } past ? new TreeView(past) : null;

    /// <summary>The operations that <paramref name="version"/> lacks, encoded; all of them for the empty version.</summary>
    public byte[] Export(VersionVector? version = null) => ChangeEncoder.Encode(Policy, ExportChanges(version));

    /// <summary>The same, causes before effects; a change of more than <paramref name="operationsMax"/> operations comes in parts.</summary>
    public IReadOnlyList<Change> ExportChanges(VersionVector? version = null, int operationsMax = int.MaxValue)
        => new ChangeExporter(State.Store, operationsMax).Since(version ?? VersionVector.Empty);

    /// <summary>Takes in what another replica exported.</summary>
    public ImportResult Import(ReadOnlySpan<byte> message)
    {
        (IReadOnlyList<Change> changes, string? failure) = ChangeDecoder.Decode(message, Policy, _limits);
        return failure is null ? Import(changes) : new ImportResult(0, 0, WaitingOperations, [new Refusal(null, failure)]);
    }

    public ImportResult Import(IReadOnlyList<Change> changes)
    {
        _log.Close();
        ImportResult result = _importer.Import(changes);
        Announce(isLocal: false);
        return result;
    }

    /// <summary>True when what <paramref name="version"/> lacks has not been pruned here. Who cannot be served needs a snapshot.</summary>
    public bool CanServe(VersionVector version) => version.Includes(State.Store.PrunedVersion());

    /// <summary>
    /// Forgets history that <paramref name="stable"/>, which every replica has, makes superfluous; see <see cref="StabilityTracker"/>.
    /// The tree reads as before. Gone are versions before, the reasons of losses before, and undo of edits before; operations that would
    /// come before are refused. Returns how many operations were forgotten.
    /// </summary>
    public int Prune(VersionVector stable)
    {
        _log.Close();
        State.Fold.Settle();
        int before = State.Store.Count;
        if (Pruning.Run(State, stable.Meet(Version)) is not { } pruned)
            return 0;
        Use(pruned.State);
        _history.Renumber(pruned.Pruning.IndexAfter);
        return before - State.Store.Count;
    }

    /// <summary>The whole tree, encoded: what is left of pruned history, and the changes since.</summary>
    public byte[] Snapshot() => SnapshotEncoder.Encode(State, ExportChanges(State.Store.PrunedVersion()));

    /// <summary>A replica that begins with a snapshot; or why it cannot.</summary>
    public static (ReplicatedTree? Tree, string? Failure) Open(
        ReplicaId replica, ReadOnlySpan<byte> snapshot, TreePolicy policy = TreePolicy.Lamport, TreeLimits? limits = null)
    {
        var tree = new ReplicatedTree(replica, policy, limits);
        return SnapshotDecoder.Decode(snapshot, tree, tree._limits) is { } failure ? (null, failure) : (tree, null);
    }

    /// <summary>What this replica makes comes after all that a snapshot no longer has.</summary>
    internal void DependOnPruned()
    {
        foreach (ReplicaLog log in State.Store.Logs.Where(log => log.PrunedCount > 0))
            _frontier.Advance(log.LastId, []);
    }

    private void Use(TreeState state)
    {
        ReplaceState(state);
        _log = new LocalLog(State, _frontier, Replica);
        _importer = new Importer(State, _frontier, _waiting, _limits);
        if (_watch is not null)
            _watch = BeginWatch();
    }

    private TreeEdit Place(int node, int target, OperationPayload? payload)
    {
        if (node <= OperationStore.Trash)
            return TreeEdit.Refused(EditRefusal.BuiltInNode);
        if (!State.IsLive(target) && target != OperationStore.Trash)
            return TreeEdit.Refused(EditRefusal.NotLive);
        if (State.Fold.IsAbove(node, target))
            return TreeEdit.Refused(EditRefusal.Cycle);
        int before = State.Fold.PlacementOf(node);
        TreeOperationKind kind = target == OperationStore.Trash ? TreeOperationKind.Remove : KindOfMove(node, target);
        return Write(kind, node, target, payload, before == OperationStore.None ? before : State.OperationOf(before));
    }

    private TreeEdit Write(TreeOperationKind kind, int node, int target, OperationPayload? payload, int before)
    {
        _history.Record(State.Store.Count, before);
        OperationId operation = _log.Write(kind, node, target, payload);
        if (_changed is not null)
            Announce(isLocal: true);
        return new TreeEdit(EditRefusal.None, operation);
    }

    private EditRefusal TakeBack(Func<Action<UndoStep>, bool> takeBack)
    {
        EditRefusal first = EditRefusal.None;
        bool any = takeBack(step =>
        {
            EditRefusal refusal = Apply(step).Refusal;
            if (first == EditRefusal.None)
                first = refusal;
        });
        return any ? first : EditRefusal.NothingToDo;
    }

    private TreeEdit Apply(UndoStep step)
    {
        StoredOperation done = State.Store[step.Operation];
        OperationPayload? before = step.Before == OperationStore.None ? null : State.Store[step.Before].Payload;
        if (done.Kind == TreeOperationKind.SetValue)
            return SetValue(State.Store.NodeIdOf(done.Node), done.Payload!.Key!, before?.Value);
        return step.Before == OperationStore.None
            ? Place(done.Node, OperationStore.Trash, null)
            : PlaceAgain(done.Node, step.Before);
    }

    /// <summary>Puts the node where an earlier operation had put it, at the very place among its siblings.</summary>
    private TreeEdit PlaceAgain(int node, int operation)
    {
        int target = State.Store[operation].Target;
        byte[]? position = target == OperationStore.Trash ? null : State.PositionOf(operation).ToBytes();
        return Place(node, target, position is null ? null : new OperationPayload(position, null, null));
    }

    private ChangeWatch BeginWatch()
    {
        Children();
        return new ChangeWatch(State);
    }

    /// <summary>One event for all that has come in since the last.</summary>
    private void Announce(bool isLocal)
    {
        if (_changed is null || _watch?.Take(isLocal) is not { } args)
            return;
        TakeChanges();
        _changed(this, args);
    }

    private EditRefusal CheckLive(NodeId node, out int index)
    {
        index = State.Store.FindNode(node);
        if (index == OperationStore.None)
            return EditRefusal.UnknownNode;
        return State.IsLive(index) ? EditRefusal.None : EditRefusal.NotLive;
    }

    /// <summary>Only the order of the second seed asks for the class; elsewhere the depths are not worth reading.</summary>
    private TreeOperationKind KindOfMove(int node, int target)
        => Policy == TreePolicy.Seed && State.Fold.DepthOf(node) <= State.Fold.DepthOf(target)
            ? TreeOperationKind.MoveDown
            : TreeOperationKind.MoveUp;

    private EditRefusal FindPlace(int node, int target, SiblingPlace? place, out OperationPayload? payload)
    {
        payload = null;
        if (place is null or SiblingPlace.AtEnd)
            return EditRefusal.None;
        ChildIndex children = Children();
        List<int> siblings = [.. children.Of(target).Where(sibling => sibling != node)];
        int index = place switch
        {
            SiblingPlace.AtIndex at => Math.Clamp(at.Index, 0, siblings.Count),
            SiblingPlace.BeforeSibling before => IndexOf(siblings, before.Sibling),
            SiblingPlace.AfterSibling after => IndexOf(siblings, after.Sibling) is >= 0 and var found ? found + 1 : -1,
            _ => -1,
        };
        if (index < 0)
            return EditRefusal.NotASibling;
        byte[] position = PositionAt(children, siblings, index);
        payload = new OperationPayload(position, null, null);
        return position.Length > _limits.PositionBytesMax ? EditRefusal.TooLarge : EditRefusal.None;
    }

    private byte[] PositionAt(ChildIndex children, List<int> siblings, int index) => SiblingPosition.Between(
        index == 0 ? null : children.PositionOf(siblings[index - 1]),
        index == siblings.Count ? null : children.PositionOf(siblings[index]),
        State.Time + 1,
        Replica.Value);

    private int IndexOf(List<int> siblings, NodeId sibling) => siblings.IndexOf(State.Store.FindNode(sibling));
}
