using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Sextant.Model.Evaluation.Values;

/// <summary>
/// 128 bits that stand for a state: MurmurHash3 in its 64-bit form (Appleby, public domain) of the canonical bytes. The same in
/// every process; two states of one run share theirs with a probability that can be neglected.
/// </summary>
public readonly record struct Fingerprint(ulong High, ulong Low)
{
    private const ulong C1 = 0x87C37B91114253D5;
    private const ulong C2 = 0x4CF5AD432745937F;

    public static Fingerprint Of(ReadOnlySpan<byte> bytes)
    {
        (ulong h1, ulong h2) = (0, 0);
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= 16; rest = rest[16..])
            Mix(BinaryPrimitives.ReadUInt64LittleEndian(rest), BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]), ref h1, ref h2);

        Span<byte> tail = stackalloc byte[16];
        rest.CopyTo(tail);
        h2 ^= Scramble2(BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]));
        h1 ^= Scramble1(BinaryPrimitives.ReadUInt64LittleEndian(tail));
        h1 ^= (ulong)bytes.Length;
        h2 ^= (ulong)bytes.Length;
        h1 += h2;
        h2 += h1;
        h1 = Avalanche(h1);
        h2 = Avalanche(h2);
        h1 += h2;
        h2 += h1;
        return new Fingerprint(h1, h2);
    }

    private static void Mix(ulong k1, ulong k2, ref ulong h1, ref ulong h2)
    {
        h1 = ((BitOperations.RotateLeft(h1 ^ Scramble1(k1), 27) + h2) * 5) + 0x52DCE729;
        h2 = ((BitOperations.RotateLeft(h2 ^ Scramble2(k2), 31) + h1) * 5) + 0x38495AB5;
    }

    private static ulong Scramble1(ulong k) => BitOperations.RotateLeft(k * C1, 31) * C2;

    private static ulong Scramble2(ulong k) => BitOperations.RotateLeft(k * C2, 33) * C1;

    private static ulong Avalanche(ulong k)
    {
        k = (k ^ (k >> 33)) * 0xFF51AFD7ED558CCD;
        k = (k ^ (k >> 33)) * 0xC4CEB9FE1A85EC53;
        return k ^ (k >> 33);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
