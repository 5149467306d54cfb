using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Encoding;

/// <summary>
/// The binary form of changes, version 1:
/// <code>
/// message   = "SXTR" version:byte policy:byte replicas changes crc32c
/// replicas  = count { id:8 bytes }
/// changes   = count { replica first-sequence first-time dependencies operations }
/// dependencies = count { replica sequence }
/// operations   = count { head:byte [node] [target] [position] [key value] }
/// head      = kind | 8 (has a position) | 16 (takes a value away)
/// node      = 0 (root) | 1 (trash) | replica + 2, sequence
/// </code>
/// A replica is its index in the list, a count and a number are seven bits a byte. An addition names no node, a removal no target.
/// </summary>
internal sealed class ChangeEncoder
{
    public const byte Version = 1;
    public const byte HasPosition = 8;
    public const byte TakesValueAway = 16;

    private readonly ByteWriter _body = new();
    private readonly Dictionary<ReplicaId, int> _indices = [];
    private readonly List<ReplicaId> _replicas = [];

    public static ReadOnlySpan<byte> Magic => "SXTR"u8;

    public static byte[] Encode(TreePolicy policy, IReadOnlyCollection<Change> changes)
    {
        var encoder = new ChangeEncoder();
        encoder._body.Number(changes.Count);
        foreach (Change change in changes)
            encoder.Write(change);
        return encoder.Finish(policy);
    }

    private byte[] Finish(TreePolicy policy)
    {
        var message = new ByteWriter();
        message.Raw(Magic);
        message.Byte(Version);
        message.Byte((byte)policy);
        message.Number(_replicas.Count);
        foreach (ReplicaId replica in _replicas)
            message.Fixed64(replica.Value);
        message.Raw(_body.Written);
        message.Fixed32(Checksum.Of(message.Written));
        return message.Written.ToArray();
    }

    private void Write(Change change)
    {
        _body.Number(IndexOf(change.Replica));
        _body.Number(change.FirstSequence);
        _body.Number((ulong)change.FirstTime);
        _body.Number(change.Dependencies.Count);
        foreach (OperationId dependency in change.Dependencies)
        {
            _body.Number(IndexOf(dependency.Replica));
            _body.Number(dependency.Sequence);
        }
        _body.Number(change.Operations.Count);
        foreach (TreeOperation operation in change.Operations)
            Write(operation);
    }

    private void Write(in TreeOperation operation)
    {
        bool takesAway = operation is { Kind: TreeOperationKind.SetValue, Value: null };
        _body.Byte((byte)((byte)operation.Kind | (operation.Position is null ? 0 : HasPosition) | (takesAway ? TakesValueAway : 0)));
        if (operation.Kind != TreeOperationKind.Add)
            Write(operation.Node);
        if (operation.Kind is not (TreeOperationKind.Remove or TreeOperationKind.SetValue))
            Write(operation.Target);
        if (operation.Position is not null)
            _body.Block(operation.Position);
        if (operation.Kind != TreeOperationKind.SetValue)
            return;
        _body.Text(operation.Key!);
        if (operation.Value is not null)
            _body.Block(operation.Value);
    }

    private void Write(NodeId node)
    {
        if (node.IsBuiltIn)
        {
            _body.Number(node.Sequence);
            return;
        }
        _body.Number(IndexOf(node.Replica) + 2);
        _body.Number(node.Sequence);
    }

    private int IndexOf(ReplicaId replica)
    {
        if (_indices.TryGetValue(replica, out int known))
            return known;
        _indices.Add(replica, _replicas.Count);
        _replicas.Add(replica);
        return _replicas.Count - 1;
    }
}
