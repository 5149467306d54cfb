using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Importing;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Ordering;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees.Encoding;

/// <summary>
/// Reads the binary form of a whole tree (see <see cref="SnapshotEncoder"/>) into one that has nothing yet. What is kept of pruned
/// history must name each node before it is used and leave no cycle; a snapshot is believed no more than a change is.
/// </summary>
internal static class SnapshotDecoder
{
    private const int KindMask = 7;

    /// <summary>Null, or why the bytes are no snapshot; the tree is of no use then.</summary>
    public static string? Decode(ReadOnlySpan<byte> snapshot, ReplicatedTree tree, TreeLimits limits)
    {
        if (snapshot.Length > limits.MessageBytesMax)
            return $"a snapshot of more than {limits.MessageBytesMax} bytes";
        if (snapshot.Length < SnapshotEncoder.Magic.Length + 4 || !snapshot.StartsWith(SnapshotEncoder.Magic))
            return "not a snapshot of a tree";
        var trailer = new ByteReader(snapshot[^4..]);
        if (Checksum.Of(snapshot[..^4]) != trailer.Fixed32())
            return "the checksum does not match";
        var reader = new ByteReader(snapshot[SnapshotEncoder.Magic.Length..^4]);
        OperationId? last = ReadPruned(ref reader, tree.State, limits);
        ReadOnlySpan<byte> message = reader.Block(reader.Remaining, "the changes");
        if (reader.HasFailed)
            return reader.Failure;
        if (tree.RefusedMoveCount > 0)
            return "pruned history with a cycle";
        tree.DependOnPruned();
        ImportResult result = tree.Import(message);
        // What came with the snapshot has been found to come after pruned history; what comes later has to show it.
        tree.State.Store.PrunedLast = last;
        return result.Refusals.Count > 0 ? result.Refusals[0].Reason : null;
    }

    private static OperationId? ReadPruned(ref ByteReader reader, TreeState state, TreeLimits limits)
    {
        if (reader.Byte() != SnapshotEncoder.Version)
            reader.Fail("an unknown version of the format");
        long prunedTime = ReadTime(ref reader);
        var logs = new ReplicaLog[reader.Number(Math.Min(limits.ReplicasMax, reader.Remaining / 10), "the number of replicas")];
        for (int i = 0; i < logs.Length && !reader.HasFailed; i++)
        {
            var id = new ReplicaId(reader.Fixed64());
            int count = reader.Number(int.MaxValue, "a sequence number");
            long time = ReadTime(ref reader);
            logs[i] = state.Store.LogOf(id);
            if (id.Value == 0 || time > prunedTime || logs[i].PrunedCount > 0)
                reader.Fail("a replica out of place");
            else
                logs[i].BeginBehind(count, time);
        }
        OperationId? last = ReadLast(ref reader, logs, state.Policy);
        int kept = reader.Number(reader.Remaining, "the number of operations");
        for (int i = 0; i < kept && !reader.HasFailed; i++)
            ReadKept(ref reader, state, logs, limits);
        state.EndPruned(prunedTime);
        return last;
    }

    private static OperationId? ReadLast(ref ByteReader reader, ReplicaLog[] logs, TreePolicy policy)
    {
        int token = reader.Number(logs.Length, "a replica");
        if (token == 0 || reader.HasFailed)
            return null;
        int sequence = reader.Number(int.MaxValue, "a sequence number");
        if (policy == TreePolicy.Lamport || (!reader.HasFailed && sequence >= logs[token - 1].PrunedCount))
            reader.Fail("the last pruned operation is out of place");
        return new OperationId(logs[token - 1].Id, sequence);
    }

    private static void ReadKept(ref ByteReader reader, TreeState state, ReplicaLog[] logs, TreeLimits limits)
    {
        int index = reader.Number(Math.Max(0, logs.Length - 1), "a replica");
        int sequence = reader.Number(int.MaxValue, "a sequence number");
        long time = ReadTime(ref reader);
        byte flags = reader.Byte();
        var kind = (TreeOperationKind)(flags & KindMask);
        NodeId node = ReadNode(ref reader, logs);
        NodeId target = ReadNode(ref reader, logs);
        byte[]? position = (flags & ChangeEncoder.HasPosition) == 0 ? null : reader.Block(limits.PositionBytesMax, "a position").ToArray();
        string? key = kind == TreeOperationKind.SetValue ? reader.Text(limits.KeyBytesMax, "a key") : null;
        byte[]? value = kind != TreeOperationKind.SetValue || (flags & ChangeEncoder.TakesValueAway) != 0
            ? null
            : reader.Block(limits.ValueBytesMax, "a value").ToArray();
        if (reader.HasFailed)
            return;
        var operation = new TreeOperation(kind, node, target, position, key, value);
        bool places = (flags & SnapshotEncoder.Places) != 0;
        string? violation = logs.Length == 0 ? "a replica out of place" : Violation(state, logs[index], sequence, operation, places);
        if (violation is not null)
            reader.Fail(violation);
        else
            state.Keep(logs[index], sequence, time, operation, places);
    }

    private static string? Violation(TreeState state, ReplicaLog log, int sequence, in TreeOperation operation, bool places)
    {
        if (operation.Kind > TreeOperationKind.SetValue || (places && !operation.IsPlacement) || (operation.IsPlacement && !places && operation.Kind != TreeOperationKind.Add))
            return "an operation of a wrong kind";
        if (sequence >= log.PrunedCount || log[sequence] != OperationStore.None)
            return "an operation out of place";
        bool isAdd = operation.Kind == TreeOperationKind.Add;
        if (isAdd ? operation.Node != new NodeId(log.Id, sequence) : state.Store.FindNode(operation.Node) == OperationStore.None)
            return "a node that nothing added";
        int target = state.Store.FindNode(operation.Target);
        if (target == OperationStore.None && (places || !isAdd))
            return "a node that nothing added";
        return operation.IsPlacement && operation.Node.IsBuiltIn ? "the root and the trash stay where they are" : null;
    }

    private static long ReadTime(ref ByteReader reader)
    {
        ulong time = reader.Number();
        if (time <= MoveOrder.TimeLimit)
            return (long)time;
        reader.Fail("a time is out of range");
        return 0;
    }

    private static NodeId ReadNode(ref ByteReader reader, ReplicaLog[] logs)
    {
        int token = reader.Number(logs.Length + 1, "a node");
        return token < 2 || reader.HasFailed
            ? new NodeId(NodeId.Root.Replica, token)
            : new NodeId(logs[token - 2].Id, reader.Number(int.MaxValue, "a sequence number"));
    }
}
