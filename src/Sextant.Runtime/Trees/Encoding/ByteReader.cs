using System.Buffers.Binary;
using System.Text;

namespace Sextant.Runtime.Trees.Encoding;

/// <summary>
/// Reads what <see cref="ByteWriter"/> wrote, and anything else without harm: after the first mismatch it has failed, says where,
/// and yields zeros.
/// </summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>What did not fit, or null while all did.</summary>
    public string? Failure { get; private set; }

    public readonly bool HasFailed => Failure is not null;

    public readonly int Offset => _at;

    public readonly int Remaining => _bytes.Length - _at;

    public void Fail(string reason)
    {
        Failure ??= $"{reason} at byte {_at.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        _at = _bytes.Length;
    }

    public byte Byte()
    {
        if (_at < _bytes.Length)
            return _bytes[_at++];
        Fail("the data ends too early");
        return 0;
    }

    public ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                if (shift == 63 && next > 1)
                    Fail("a number of more than 64 bits");
                return value;
            }
        }
        Fail("a number of more than 64 bits");
        return 0;
    }

    /// <summary>A number from 0 up to <paramref name="most"/>, itself included.</summary>
    public int Number(int most, string what)
    {
        ulong value = Number();
        if (value <= (ulong)most)
            return (int)value;
        Fail($"{what} is out of range");
        return 0;
    }

    public ulong Fixed64()
    {
        ReadOnlySpan<byte> raw = Raw(8);
        return raw.Length == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(raw) : 0;
    }

    public uint Fixed32()
    {
        ReadOnlySpan<byte> raw = Raw(4);
        return raw.Length == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(raw) : 0;
    }

    public ReadOnlySpan<byte> Block(int most, string what)
    {
        int length = Number(most, what);
        return Raw(length);
    }

    public string Text(int most, string what)
    {
        ReadOnlySpan<byte> raw = Block(most, what);
        try
        {
            return StrictUtf8.GetString(raw);
        }
        catch (DecoderFallbackException)
        {
            Fail($"{what} is not UTF-8");
            return "";
        }
    }

    public ReadOnlySpan<byte> Raw(int count)
    {
        if (count > Remaining)
        {
            Fail("the data ends too early");
            return default;
        }
        ReadOnlySpan<byte> raw = _bytes.Slice(_at, count);
        _at += count;
        return raw;
    }
}
