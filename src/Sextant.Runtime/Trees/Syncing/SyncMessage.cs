using System.IO.Compression;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Encoding;

namespace Sextant.Runtime.Trees.Syncing;

/// <summary>
/// What two replicas say to each other: a byte for the kind, then
/// <code>
/// have  = 0, version          what the sender has; the first message, and the answer to each batch
/// batch = 1, message          changes that the receiver lacked
/// batch = 2, length, brotli   the same, compressed
/// end   = 3, reason           the sender cannot go on
/// version = count { id:8 bytes operations }
/// </code>
/// </summary>
internal abstract record SyncMessage
{
    private const int CompressedFrom = 256;

    private SyncMessage()
    {
    }

    internal sealed record Have(VersionVector Version) : SyncMessage;

    internal sealed record Batch(byte[] Changes) : SyncMessage;

    internal sealed record End(string Reason) : SyncMessage;

    public byte[] Encode()
    {
        var bytes = new ByteWriter();
        switch (this)
        {
            case Have have:
                bytes.Byte(0);
                Write(bytes, have.Version);
                break;
            case Batch { Changes.Length: < CompressedFrom } batch:
                bytes.Byte(1);
                bytes.Raw(batch.Changes);
                break;
            case Batch batch:
                bytes.Byte(2);
                bytes.Number(batch.Changes.Length);
                bytes.Raw(Compress(batch.Changes));
                break;
            case End end:
                bytes.Byte(3);
                bytes.Text(end.Reason);
                break;
        }
        return bytes.Written.ToArray();
    }

    /// <summary>Anything that is not a message is read as the end, with the reason.</summary>
    public static SyncMessage Decode(ReadOnlySpan<byte> bytes, TreeLimits limits)
    {
        var reader = new ByteReader(bytes);
        SyncMessage message = reader.Byte() switch
        {
            0 => new Have(ReadVersion(ref reader, limits)),
            1 => new Batch(reader.Raw(reader.Remaining).ToArray()),
            2 => new Batch(Decompress(ref reader, limits)),
            3 => new End(reader.Text(limits.KeyBytesMax, "a reason")),
            _ => new End("an unknown kind of message"),
        };
        if (reader.Remaining > 0)
            reader.Fail("data after the message");
        return reader.HasFailed ? new End(reader.Failure!) : message;
    }

    private static void Write(ByteWriter bytes, VersionVector version)
    {
        bytes.Number(version.Counts.Count);
        foreach ((ReplicaId replica, int count) in version.Counts)
        {
            bytes.Fixed64(replica.Value);
            bytes.Number(count);
        }
    }

    private static VersionVector ReadVersion(ref ByteReader reader, TreeLimits limits)
    {
        var counts = new List<KeyValuePair<ReplicaId, int>>();
        int replicas = reader.Number(Math.Min(limits.ReplicasMax, reader.Remaining / 9), "the number of replicas");
        for (int i = 0; i < replicas && !reader.HasFailed; i++)
            counts.Add(new(new ReplicaId(reader.Fixed64()), reader.Number(int.MaxValue, "a count")));
        return reader.HasFailed ? VersionVector.Empty : VersionVector.From(counts);
    }

    private static byte[] Compress(byte[] bytes)
    {
        byte[] compressed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, compressed, out int written, quality: 4, window: 22)
            ? compressed[..written]
            : throw new InvalidOperationException("the room for the compressed bytes does not suffice");
    }

    /// <summary>The length is told and bounded before anything is unpacked: a small message cannot become a large one.</summary>
    private static byte[] Decompress(ref ByteReader reader, TreeLimits limits)
    {
        int length = reader.Number(limits.MessageBytesMax, "the length of a batch");
        ReadOnlySpan<byte> compressed = reader.Raw(reader.Remaining);
        if (reader.HasFailed || length > (long)compressed.Length * 1_100)
        {
            reader.Fail("a batch that is too short for its length");
            return [];
        }
        byte[] bytes = new byte[length];
        if (!BrotliDecoder.TryDecompress(compressed, bytes, out int written) || written != length)
            reader.Fail("a batch that cannot be unpacked");
        return bytes;
    }
}
