using System.Buffers.Binary;

namespace Sextant.Runtime.Trees.Siblings;

/// <summary>
/// A node's place among its siblings: a string of bytes, compared byte by byte, that does not end in 0;  equal strings, which only
/// malice makes, by time and replica. Between two strings there is room for another. Whoever puts a node at the end sends nothing: the operation's time and replica are
/// its place, which later ends follow.
/// </summary>
internal readonly record struct SiblingPosition(byte[]? Given, long Time, ulong Replica) : IComparable<SiblingPosition>
{
    private const int ImpliedLength = 16;

    /// <summary>Implied places begin here, with as much room before them as behind.</summary>
    private const byte Middle = 0x80;

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
        AppendMidpoint(position, low?.ToBytes() ?? [], high?.ToBytes());
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
    private static void AppendMidpoint(List<byte> position, ReadOnlySpan<byte> low, ReadOnlySpan<byte> high)
    {
        bool isBounded = true;
        for (int i = 0; ; i++)
        {
            isBounded &= i < high.Length;
            int least = i < low.Length ? low[i] : 0;
            int most = isBounded ? high[i] : 256;
            if (most - least > 1)
            {
                position.Add((byte)((least + most) / 2));
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
