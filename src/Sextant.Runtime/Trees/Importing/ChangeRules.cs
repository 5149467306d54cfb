using System.Text;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Ordering;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees.Importing;

/// <summary>
/// Whether a change may be taken in. The answer depends on the change and on its past only, never on what else has arrived, so
/// that all replicas answer alike. A node that an operation names counts to its past, whatever its dependencies say.
/// </summary>
internal sealed class ChangeRules(OperationStore store, TreePolicy policy, TreeLimits limits)
{
    public abstract record Answer
    {
        private Answer()
        {
        }

        public sealed record Admit : Answer;

        public sealed record Known : Answer;

        /// <summary>The operation that has to come first.</summary>
        public sealed record Wait(OperationId Missing) : Answer;

        public sealed record Refuse(string Reason) : Answer;
    }

    private static readonly Answer Admitted = new Answer.Admit();
    private static readonly Answer AlreadyKnown = new Answer.Known();

    public Answer Judge(Change change)
    {
        if (ViolatedForm(change) is { } reason)
            return new Answer.Refuse(reason);
        ReplicaLog? log = store.FindLog(change.Replica);
        int known = log?.Count ?? 0;
        if (change.EndSequence <= known)
            return AlreadyKnown;
        if (change.FirstSequence > known)
            return new Answer.Wait(new OperationId(change.Replica, change.FirstSequence - 1));
        if (log is null && store.Logs.Count >= limits.ReplicasMax)
            return new Answer.Refuse($"more than {limits.ReplicasMax} replicas");
        return JudgePast(change) ?? JudgeReferences(change, known - change.FirstSequence) ?? Admitted;
    }

    private string? ViolatedForm(Change change)
    {
        if (change.Replica.Value == 0)
            return "replica 0 makes no operations";
        if (change.Operations.Count == 0)
            return "a change without operations";
        if (change.FirstSequence < 0 || change.FirstSequence > int.MaxValue - change.Operations.Count)
            return "a sequence number is out of range";
        if (change.FirstTime <= 0 || change.FirstTime > MoveOrder.TimeLimit - change.Operations.Count)
            return "a time is out of range";
        return change.Dependencies.Count > limits.ReplicasMax ? "too many dependencies" : null;
    }

    private Answer? JudgePast(Change change)
    {
        long past = 0;
        if (change.FirstSequence > 0)
            past = TimeOf(new OperationId(change.Replica, change.FirstSequence - 1));
        if (ContradictsKnown(change))
            return new Answer.Refuse("a time other than that of the same operation as known here");
        foreach (OperationId dependency in change.Dependencies)
        {
            if (dependency.Replica == change.Replica && dependency.Sequence >= change.FirstSequence)
                return new Answer.Refuse("a change that depends on itself");
            if (!store.Knows(dependency))
                return new Answer.Wait(dependency);
            past = Math.Max(past, TimeOf(dependency));
        }
        if (ComesBeforePruned(change))
            return new Answer.Refuse("it comes before history that has been pruned");
        if (change.FirstTime <= past)
            return new Answer.Refuse("a time that is not after the operation's past");
        return change.FirstTime > Math.Max(past, store.PrunedTime) + limits.TimeAheadMax ? new Answer.Refuse("a time too far ahead of the operation's past") : null;
    }

    /// <summary>
    /// Where time is the order it tells. Elsewhere a change comes after the last of its past, whatever that is: known to come after pruned history
    /// unless all of it is pruned, and then only if the very last is among it.
    /// </summary>
    private bool ComesBeforePruned(Change change)
    {
        if (policy == TreePolicy.Lamport)
            return change.FirstTime <= store.PrunedTime;
        if (store.PrunedLast is not { } last)
            return false;
        int known = Math.Max(0, (store.FindLog(change.Replica)?.Count ?? 0) - change.FirstSequence);
        TreeOperation first = change.Operations[known];
        IEnumerable<OperationId> past = known == 0 ? change.Dependencies : [];
        if (change.FirstSequence + known > 0)
            past = past.Append(new OperationId(change.Replica, change.FirstSequence + known - 1));
        past = past.Concat(new[] { first.Node, first.Target }.Where(node => !node.IsBuiltIn && store.Knows(node.Creator)).Select(node => node.Creator));
        return past.All(operation => operation != last && operation.Sequence < store.FindLog(operation.Replica)!.PrunedCount);
    }

    private bool ContradictsKnown(Change change)
    {
        int overlap = (store.FindLog(change.Replica)?.Count ?? 0) - change.FirstSequence;
        return overlap > 0 && TimeOf(change.IdOf(overlap - 1)) != change.FirstTime + overlap - 1;
    }

    /// <summary>The time of a known operation; of a pruned one, which everything that is still to come is after, 0 will do.</summary>
    private long TimeOf(OperationId id)
    {
        if (store.Find(id) is >= 0 and var operation)
            return store[operation].Time;
        ReplicaLog log = store.FindLog(id.Replica)!;
        return id.Sequence == log.PrunedCount - 1 ? log.PrunedTime : 0;
    }

    private Answer? JudgeReferences(Change change, int from)
    {
        for (int i = from; i < change.Operations.Count; i++)
        {
            TreeOperation operation = change.Operations[i];
            if (ViolatedForm(change, operation, i) is { } reason)
                return new Answer.Refuse(reason);
            long time = change.FirstTime + i;
            if (operation.Kind != TreeOperationKind.Add && JudgeNode(change, operation.Node, i, time) is { } aboutNode)
                return aboutNode;
            if (JudgeNode(change, operation.Target, i, time) is { } aboutTarget)
                return aboutTarget;
        }
        return null;
    }

    private string? ViolatedForm(Change change, in TreeOperation operation, int index)
    {
        if (operation.Kind > TreeOperationKind.SetValue)
            return "an unknown kind of operation";
        if (operation.Kind == TreeOperationKind.Add && operation.Node.Creator != change.IdOf(index))
            return "an added node that is not named after its operation";
        if (operation.IsPlacement && operation.Node.IsBuiltIn)
            return "the root and the trash stay where they are";
        if (operation.Target == NodeId.Trash != (operation.Kind == TreeOperationKind.Remove))
            return "only a removal, and every removal, goes to the trash";
        if (operation.IsPlacement && operation.Node == operation.Target)
            return "a node cannot be its own parent";
        return ViolatedSize(operation);
    }

    private string? ViolatedSize(in TreeOperation operation)
    {
        if (operation.Position is { } position && (position.Length == 0 || position.Length > limits.PositionBytesMax))
            return "a position of a size out of range";
        if (operation.Position is [.., 0])
            return "a position that ends in 0";
        if (operation.IsPlacement)
            return null;
        if (operation.Key is null || System.Text.Encoding.UTF8.GetByteCount(operation.Key) > limits.KeyBytesMax)
            return "a key of a size out of range";
        return operation.Value?.Length > limits.ValueBytesMax ? "a value of a size out of range" : null;
    }

    private Answer? JudgeNode(Change change, NodeId node, int index, long time)
    {
        if (node.IsBuiltIn)
            return (uint)node.Sequence <= OperationStore.Trash ? null : new Answer.Refuse("a node that nothing added");
        if (node.Replica == change.Replica && node.Sequence >= change.FirstSequence)
            return AddsBefore(change, node.Sequence - change.FirstSequence, index) ? null : new Answer.Refuse("a node that nothing added before");
        int creator = store.Find(node.Creator);
        if (creator == OperationStore.None)
            return store.Knows(node.Creator) ? new Answer.Refuse("a node that nothing added") : new Answer.Wait(node.Creator);
        ref readonly StoredOperation stored = ref store[creator];
        if (stored.Kind != TreeOperationKind.Add)
            return new Answer.Refuse("a node that nothing added");
        return stored.Time >= time ? new Answer.Refuse("a time that is not after the operation's past") : null;
    }

    private static bool AddsBefore(Change change, int creator, int index)
        => creator < index && change.Operations[creator].Kind == TreeOperationKind.Add;
}
