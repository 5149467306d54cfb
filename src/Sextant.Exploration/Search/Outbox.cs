using System.Buffers.Binary;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>States that the expansion of one block found for one shard, in the order in which they were found.</summary>
internal sealed class Outbox
{
    private const int HeaderBytes = 16 + 8 + 4;

    private byte[] _bytes = [];
    private int _used;

    public bool IsEmpty => _used == 0;

    public void Clear() => _used = 0;

    public void Append(Fingerprint fingerprint, Origin origin, ReadOnlySpan<byte> state)
    {
        int needed = _used + HeaderBytes + state.Length;
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(needed, Math.Max(256, _bytes.Length * 2)));
        Span<byte> to = _bytes.AsSpan(_used);
        BinaryPrimitives.WriteUInt64LittleEndian(to, fingerprint.High);
        BinaryPrimitives.WriteUInt64LittleEndian(to[8..], fingerprint.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(to[16..], origin.Pack());
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], state.Length);
        state.CopyTo(to[HeaderBytes..]);
        _used = needed;
    }

    /// <summary>What stands at this offset, and the offset behind it; false at the end.</summary>
    public bool TryRead(ref int offset, out Fingerprint fingerprint, out Origin origin, out ReadOnlySpan<byte> state)
    {
        if (offset == _used)
        {
            fingerprint = default;
            origin = default;
            state = default;
            return false;
        }

        ReadOnlySpan<byte> from = _bytes.AsSpan(offset);
        fingerprint = new Fingerprint(BinaryPrimitives.ReadUInt64LittleEndian(from), BinaryPrimitives.ReadUInt64LittleEndian(from[8..]));
        origin = Origin.Unpack(BinaryPrimitives.ReadUInt64LittleEndian(from[16..]));
        int length = BinaryPrimitives.ReadInt32LittleEndian(from[24..]);
        state = from.Slice(HeaderBytes, length);
        offset += HeaderBytes + length;
        return true;
    }
}
