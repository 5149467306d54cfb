using System.Buffers.Binary;

namespace Sextant.Exploration.Search;

/// <summary>
/// A 128-bit hash of bytes, the same in every run and on every machine: two lanes of multiply-and-fold, each fed with all
/// of the input. It is fast and even, and no protection against somebody who constructs collisions.
/// </summary>
internal static class Fingerprint
{
    private const ulong Key0 = 0x9E3779B97F4A7C15;
    private const ulong Key1 = 0xC2B2AE3D27D4EB4F;
    private const ulong Key2 = 0x165667B19E3779F9;
    private const ulong Key3 = 0xD6E8FEB86659FD93;

    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        ulong left = Key0 ^ (ulong)bytes.Length;
        ulong right = Key2 + (ulong)bytes.Length;
        while (bytes.Length >= 16)
        {
            Absorb(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), ref left, ref right);
            bytes = bytes[16..];
        }

        if (bytes.Length > 0)
        {
            Span<byte> rest = stackalloc byte[16];
            rest.Clear();
            bytes.CopyTo(rest);
            Absorb(BinaryPrimitives.ReadUInt64LittleEndian(rest), BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]), ref left, ref right);
        }

        return new UInt128(Fold(left ^ Key1, right ^ Key3), Fold(right + Key0, left ^ Key2));
    }

    private static void Absorb(ulong a, ulong b, ref ulong left, ref ulong right)
    {
        left = Fold(a ^ left, b ^ Key1) + right;
        right = Fold(b ^ right, a ^ Key3) ^ ulong.RotateLeft(left, 29);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
