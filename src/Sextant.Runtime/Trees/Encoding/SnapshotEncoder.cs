using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees.Encoding;

/// <summary>
/// The binary form of a whole tree, version 2: what is left of pruned history, then a message of the changes since
/// (see <see cref="ChangeEncoder"/>).
/// <code>
/// snapshot = "SXTS" version:byte pruned-time logs last kept message crc32c
/// logs     = count { id:8 bytes pruned-count pruned-time }
/// last     = 0 (where time is the order, or nothing is pruned) | log + 1, sequence
/// kept     = count { log sequence time flags:byte node target [position] [key value] }
/// flags    = kind | 8 (has a position) | 16 (takes a value away) | 32 (places its node)
/// node     = 0 (root) | 1 (trash) | log + 2, sequence
/// </code>
/// </summary>
internal static class SnapshotEncoder
{
    public const byte Version = 2;

    public const byte Places = 32;

    public static ReadOnlySpan<byte> Magic => "SXTS"u8;

    public static byte[] Encode(TreeState state, IReadOnlyCollection<Change> changes)
    {
        var snapshot = new ByteWriter();
        snapshot.Raw(Magic);
        snapshot.Byte(Version);
        snapshot.Number((ulong)state.Store.PrunedTime);
        snapshot.Number(state.Store.Logs.Count);
        foreach (ReplicaLog log in state.Store.Logs)
        {
            snapshot.Fixed64(log.Id.Value);
            snapshot.Number(log.PrunedCount);
            snapshot.Number((ulong)log.PrunedTime);
        }
        WriteLast(snapshot, state.Store);
        WriteKept(snapshot, state.Store);
        snapshot.Block(ChangeEncoder.Encode(state.Policy, changes));
        snapshot.Fixed32(Checksum.Of(snapshot.Written));
        return snapshot.Written.ToArray();
    }

    private static void WriteLast(ByteWriter snapshot, OperationStore store)
    {
        if (store.PrunedLast is not { } last)
        {
            snapshot.Number(0);
            return;
        }
        snapshot.Number(store.FindLog(last.Replica)!.Index + 1);
        snapshot.Number(last.Sequence);
    }

    private static void WriteKept(ByteWriter snapshot, OperationStore store)
    {
        List<int> kept = [.. Enumerable.Range(0, store.Count)
            .Where(operation => store[operation].Sequence < store.Logs[store[operation].Replica].PrunedCount)];
        snapshot.Number(kept.Count);
        foreach (int operation in kept)
            Write(snapshot, store, operation);
    }

    private static void Write(ByteWriter snapshot, OperationStore store, int index)
    {
        StoredOperation stored = store[index];
        OperationPayload? payload = stored.Payload;
        bool takesAway = stored.Kind == TreeOperationKind.SetValue && payload!.Value is null;
        int flags = (int)stored.Kind
            | (payload?.Position is null ? 0 : ChangeEncoder.HasPosition)
            | (takesAway ? ChangeEncoder.TakesValueAway : 0)
            | (stored.Move == OperationStore.None ? 0 : Places);
        snapshot.Number(stored.Replica);
        snapshot.Number(stored.Sequence);
        snapshot.Number((ulong)stored.Time);
        snapshot.Byte((byte)flags);
        WriteNode(snapshot, store, stored.Node);
        WriteNode(snapshot, store, stored.Target);
        if (payload?.Position is not null)
            snapshot.Block(payload.Position);
        if (stored.Kind != TreeOperationKind.SetValue)
            return;
        snapshot.Text(payload!.Key!);
        if (!takesAway)
            snapshot.Block(payload.Value);
    }

    private static void WriteNode(ByteWriter snapshot, OperationStore store, int node)
    {
        if (node <= OperationStore.Trash)
        {
            snapshot.Number(node);
            return;
        }
        StoredOperation creator = store[store.CreatorOf(node)];
        snapshot.Number(creator.Replica + 2);
        snapshot.Number(creator.Sequence);
    }
}
