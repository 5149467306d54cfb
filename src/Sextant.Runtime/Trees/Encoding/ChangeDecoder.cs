using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Encoding;

/// <summary>Reads the binary form of changes (see <see cref="ChangeEncoder"/>). Whatever the bytes, the answer is changes or a reason.</summary>
internal static class ChangeDecoder
{
    private const int KindMask = 7;

    public static (IReadOnlyList<Change> Changes, string? Failure) Decode(ReadOnlySpan<byte> message, TreePolicy policy, TreeLimits limits)
    {
        if (message.Length > limits.MessageBytesMax)
            return ([], $"a message of more than {limits.MessageBytesMax} bytes");
        if (message.Length < ChangeEncoder.Magic.Length + 4 || !message.StartsWith(ChangeEncoder.Magic))
            return ([], "not an encoded change");
        var trailer = new ByteReader(message[^4..]);
        if (Checksum.Of(message[..^4]) != trailer.Fixed32())
            return ([], "the checksum does not match");
        var reader = new ByteReader(message[ChangeEncoder.Magic.Length..^4]);
        List<Change> changes = Decode(ref reader, policy, limits);
        if (reader.Remaining > 0)
            reader.Fail("data after the last change");
        return reader.HasFailed ? ([], reader.Failure) : (changes, null);
    }

    private static List<Change> Decode(ref ByteReader reader, TreePolicy policy, TreeLimits limits)
    {
        var changes = new List<Change>();
        byte version = reader.Byte();
        if (version != ChangeEncoder.Version)
            reader.Fail("an unknown version of the format");
        if (reader.Byte() != (byte)policy)
            reader.Fail("a tree of another policy");
        var replicas = new ReplicaId[reader.Number(Math.Min(limits.ReplicasMax, reader.Remaining / 8), "the number of replicas")];
        for (int i = 0; i < replicas.Length; i++)
            replicas[i] = new ReplicaId(reader.Fixed64());
        int count = reader.Number(reader.Remaining, "the number of changes");
        int room = limits.MessageOperationsMax;
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            changes.Add(ReadChange(ref reader, replicas, limits, room));
            room -= changes[^1].Operations.Count;
        }
        return changes;
    }

    private static Change ReadChange(ref ByteReader reader, ReplicaId[] replicas, TreeLimits limits, int room)
    {
        ReplicaId replica = ReadReplica(ref reader, replicas);
        int firstSequence = reader.Number(int.MaxValue, "a sequence number");
        ulong firstTime = reader.Number();
        if (firstTime > long.MaxValue)
            reader.Fail("a time is out of range");
        var dependencies = new List<OperationId>();
        int dependencyCount = reader.Number(Math.Min(limits.ReplicasMax, reader.Remaining), "the number of dependencies");
        for (int i = 0; i < dependencyCount && !reader.HasFailed; i++)
            dependencies.Add(new OperationId(ReadReplica(ref reader, replicas), reader.Number(int.MaxValue, "a sequence number")));
        var operations = new List<TreeOperation>();
        int operationCount = reader.Number(reader.Remaining, "the number of operations");
        if (operationCount > int.MaxValue - firstSequence)
            reader.Fail("a sequence number is out of range");
        if (operationCount > room)
            reader.Fail($"more than {limits.MessageOperationsMax} operations");
        for (int i = 0; i < operationCount && !reader.HasFailed; i++)
            operations.Add(ReadOperation(ref reader, replicas, new NodeId(replica, firstSequence + i), limits));
        return new Change(replica, firstSequence, (long)firstTime, dependencies, operations);
    }

    private static TreeOperation ReadOperation(ref ByteReader reader, ReplicaId[] replicas, NodeId own, TreeLimits limits)
    {
        byte head = reader.Byte();
        var kind = (TreeOperationKind)(head & KindMask);
        if (kind > TreeOperationKind.SetValue || head > (KindMask | ChangeEncoder.HasPosition | ChangeEncoder.TakesValueAway))
            reader.Fail("an unknown kind of operation");
        NodeId node = kind == TreeOperationKind.Add ? own : ReadNode(ref reader, replicas);
        NodeId target = kind switch
        {
            TreeOperationKind.Remove => NodeId.Trash,
            TreeOperationKind.SetValue => NodeId.Root,
            _ => ReadNode(ref reader, replicas),
        };
        byte[]? position = (head & ChangeEncoder.HasPosition) == 0
            ? null
            : reader.Block(limits.PositionBytesMax, "a position").ToArray();
        if (kind != TreeOperationKind.SetValue)
            return new TreeOperation(kind, node, target, position);
        string key = reader.Text(limits.KeyBytesMax, "a key");
        byte[]? value = (head & ChangeEncoder.TakesValueAway) != 0
            ? null
            : reader.Block(limits.ValueBytesMax, "a value").ToArray();
        return new TreeOperation(kind, node, target, position, key, value);
    }

    private static NodeId ReadNode(ref ByteReader reader, ReplicaId[] replicas)
    {
        int token = reader.Number(replicas.Length + 1, "a node");
        return token < 2 || reader.HasFailed
            ? new NodeId(NodeId.Root.Replica, token)
            : new NodeId(replicas[token - 2], reader.Number(int.MaxValue, "a sequence number"));
    }

    private static ReplicaId ReadReplica(ref ByteReader reader, ReplicaId[] replicas)
    {
        if (replicas.Length == 0)
            reader.Fail("a replica is out of range");
        int index = reader.Number(Math.Max(0, replicas.Length - 1), "a replica");
        return reader.HasFailed ? default : replicas[index];
    }
}
