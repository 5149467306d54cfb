using System.Buffers.Binary;
using Sextant.Runtime.Trees.Encoding;

namespace Sextant.Runtime.Trees.Durability;

/// <summary>
/// The frame of a record: its length, a checksum of the length, a checksum of the content, the content. The length has its own
/// checksum so that damage to it is not taken for a record that was cut off.
/// </summary>
internal static class JournalRecord
{
    public const int FrameLength = 12;

    public static byte[] Frame(ReadOnlySpan<byte> content)
    {
        byte[] record = new byte[FrameLength + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), Checksum.Of(record.AsSpan(0, 4)));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum.Of(content));
        content.CopyTo(record.AsSpan(FrameLength));
        return record;
    }

    /// <summary>Reads the record at the start of the bytes; false when there is no whole and sound one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (bytes.Length < FrameLength)
            return false;
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length <= 0 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Checksum.Of(bytes[..4]) || length > bytes.Length - FrameLength)
            return false;
        content = bytes.Slice(FrameLength, length);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == Checksum.Of(content);
    }
}
