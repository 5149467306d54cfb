using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Editing;
using Sextant.Runtime.Trees.Encoding;
using Sextant.Runtime.Trees.Importing;
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
    private readonly LocalLog _log;
    private readonly Importer _importer;

    public ReplicatedTree(ReplicaId replica, TreePolicy policy = TreePolicy.Lamport, TreeLimits? limits = null)
        : base(new TreeState(policy))
    {
        ArgumentOutOfRangeException.ThrowIfZero(replica.Value, nameof(replica));
        Replica = replica;
        _limits = limits ?? TreeLimits.Default;
        var frontier = new Frontier();
        _log = new LocalLog(State, frontier, replica);
        _importer = new Importer(State, frontier, _limits);
    }

    public ReplicaId Replica { get; }

    /// <summary>Operations that came before operations of their past and wait for these.</summary>
    public int WaitingOperations => _importer.Waiting;

    /// <summary>Adds a node under a live one.</summary>
    public TreeEdit Add(NodeId parent, SiblingPlace? place = null)
    {
        if (Check(parent, out int target) is not EditRefusal.None and var refusal)
            return TreeEdit.Refused(refusal);
        if (!TryPlace(OperationStore.None, target, place, out OperationPayload? payload))
            return TreeEdit.Refused(EditRefusal.NotASibling);
        return Done(_log.Write(TreeOperationKind.Add, State.NewNode(), target, payload));
    }

    /// <summary>Moves a live node, with all under it, under another; also within the children of the same parent.</summary>
    public TreeEdit Move(NodeId node, NodeId parent, SiblingPlace? place = null)
    {
        if (Check(node, out int moved) is not EditRefusal.None and var refusalOfNode)
            return TreeEdit.Refused(refusalOfNode);
        if (Check(parent, out int target) is not EditRefusal.None and var refusalOfParent)
            return TreeEdit.Refused(refusalOfParent);
        if (moved <= OperationStore.Trash)
            return TreeEdit.Refused(EditRefusal.BuiltInNode);
        if (State.Fold.IsAbove(moved, target))
            return TreeEdit.Refused(EditRefusal.Cycle);
        if (!TryPlace(moved, target, place, out OperationPayload? payload))
            return TreeEdit.Refused(EditRefusal.NotASibling);
        return Done(_log.Write(KindOfMove(moved, target), moved, target, payload));
    }

    /// <summary>Removes a live node with all under it. A concurrent move out of the removed part keeps what it moved.</summary>
    public TreeEdit Remove(NodeId node)
    {
        if (Check(node, out int removed) is not EditRefusal.None and var refusal)
            return TreeEdit.Refused(refusal);
        if (removed <= OperationStore.Trash)
            return TreeEdit.Refused(EditRefusal.BuiltInNode);
        return Done(_log.Write(TreeOperationKind.Remove, removed, OperationStore.Trash, null));
    }

    /// <summary>Gives a live node a value under a key; null takes the value away.</summary>
    public TreeEdit SetValue(NodeId node, string key, byte[]? value)
    {
        if (Check(node, out int owner) is not EditRefusal.None and var refusal)
            return TreeEdit.Refused(refusal);
        if (System.Text.Encoding.UTF8.GetByteCount(key) > _limits.KeyBytesMax || value?.Length > _limits.ValueBytesMax)
            return TreeEdit.Refused(EditRefusal.TooLarge);
        return Done(_log.Write(TreeOperationKind.SetValue, owner, OperationStore.Root, new OperationPayload(null, key, value)));
    }

    /// <summary>The operations that <paramref name="version"/> lacks, encoded; all of them for the empty version.</summary>
    public byte[] Export(VersionVector? version = null) => ChangeEncoder.Encode(Policy, ExportChanges(version));

    public IReadOnlyList<Change> ExportChanges(VersionVector? version = null)
        => new ChangeExporter(State.Store).Since(version ?? VersionVector.Empty);

    /// <summary>Takes in what another replica exported.</summary>
    public ImportResult Import(ReadOnlySpan<byte> message)
    {
        (IReadOnlyList<Change> changes, string? failure) = ChangeDecoder.Decode(message, Policy, _limits);
        return failure is null ? Import(changes) : new ImportResult(0, 0, WaitingOperations, [new Refusal(null, failure)]);
    }

    public ImportResult Import(IReadOnlyList<Change> changes)
    {
        _log.Close();
        return _importer.Import(changes);
    }

    private static TreeEdit Done(OperationId operation) => new(EditRefusal.None, operation);

    private EditRefusal Check(NodeId node, out int index)
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

    private bool TryPlace(int node, int target, SiblingPlace? place, out OperationPayload? payload)
    {
        payload = null;
        if (place is null or SiblingPlace.AtEnd)
            return true;
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
            return false;
        payload = new OperationPayload(PositionAt(children, siblings, index), null, null);
        return true;
    }

    private byte[] PositionAt(ChildIndex children, List<int> siblings, int index) => SiblingPosition.Between(
        index == 0 ? null : children.PositionOf(siblings[index - 1]),
        index == siblings.Count ? null : children.PositionOf(siblings[index]),
        State.Time + 1,
        Replica.Value);

    private int IndexOf(List<int> siblings, NodeId sibling) => siblings.IndexOf(State.Store.FindNode(sibling));
}
