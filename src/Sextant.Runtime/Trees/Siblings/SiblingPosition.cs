using System.Buffers.Binary;

namespace Sextant.Runtime.Trees.Siblings;

/// <summary>
/// A node's place among its siblings: a string of bytes, compared byte by byte, that does not end in 0. Equal strings, which only
/// malice makes, go by time and replica; between two different ones there is room for another. Whoever puts a node at the end sends
/// nothing: the operation's time and replica are its place, which later ends follow.
/// </summary>
internal readonly record struct SiblingPosition(byte[]? Given, long Time, ulong Replica) : IComparable<SiblingPosition>
{
    private const int ImpliedLength = 16;

    /// <summary>Implied places begin here, with as much room before them as behind.</summary>
    private const byte Middle = 0x80;

    /// <summary>
    /// Insertions come in runs, each beside the last. The new place keeps close to the younger neighbour, at this part of the gap, so
    /// that a run of hundreds fits before places get longer by a byte.
    /// </summary>
    private const int GapParts = 32;

    public int CompareTo(SiblingPosition other)
    {
        int byBytes = Given is null && other.Given is null ? 0 : CompareBytes(other);
        if (byBytes != 0)
            return byBytes;
        return Time != other.Time ? Time.CompareTo(other.Time) : Replica.CompareTo(other.Replica);
    }

    public byte[] ToBytes() => Bytes(stackalloc byte[ImpliedLength]).ToArray();

    /// <summary>
    /// A place after <paramref name="low"/> and before <paramref name="high"/> (null: no bound) that carries the time and
    /// replica of the operation that uses it, so that others who aim at the same gap find another place.
    /// </summary>
    public static byte[] Between(SiblingPosition? low, SiblingPosition? high, long time, ulong replica)
    {
        var position = new List<byte>();
        bool isNearLow = high is null || low?.Time > high.Value.Time;
        AppendBetween(position, low?.ToBytes() ?? [], high?.ToBytes(), isNearLow);
        AppendMinimal(position, (ulong)time);
        AppendMinimal(position, replica);
        position.Add(Middle);
        return [.. position];
    }

    private int CompareBytes(SiblingPosition other)
    {
        Span<byte> mine = stackalloc byte[ImpliedLength];
        Span<byte> others = stackalloc byte[ImpliedLength];
        return Bytes(mine).SequenceCompareTo(other.Bytes(others));
    }

    /// <summary>Appends digits that differ from both bounds before either ends, so that anything may follow.</summary>
    private static void AppendBetween(List<byte> position, ReadOnlySpan<byte> low, ReadOnlySpan<byte> high, bool isNearLow)
    {
        bool isBounded = true;
        for (int i = 0; ; i++)
        {
            isBounded &= i < high.Length;
            int least = i < low.Length ? low[i] : 0;
            int most = isBounded ? high[i] : 256;
            if (most - least > 1)
            {
                int distance = Math.Max(1, (most - least) / GapParts);
                position.Add((byte)(isNearLow ? least + distance : most - distance));
                return;
            }
            position.Add((byte)least);
            isBounded &= least == most;
        }
    }

    private static void AppendMinimal(List<byte> position, ulong value)
    {
        for (; value > 0; value >>= 8)
            position.Add((byte)value);
    }

    private ReadOnlySpan<byte> Bytes(Span<byte> buffer)
    {
        if (Given is not null)
            return Given;
        BinaryPrimitives.WriteInt64BigEndian(buffer, Time);
        buffer[2..8].CopyTo(buffer[1..]);
        buffer[0] = Middle;
        BinaryPrimitives.WriteUInt64BigEndian(buffer[7..], Replica);
        buffer[^1] = Middle;
        return buffer;
    }
}
