using System.Buffers.Binary;
using System.Numerics;

namespace Sextant.Runtime.Trees.Encoding;

/// <summary>CRC-32C: finds damage, not malice.</summary>
internal static class Checksum
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte next in bytes)
            crc = BitOperations.Crc32C(crc, next);
        return ~crc;
    }
}
