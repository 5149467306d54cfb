using System.Buffers;
using System.Numerics;
using System.Text;

namespace Sextant.Model.Evaluation.Values;

/// <summary>
/// Values as bytes: equal values give equal bytes and different values different ones, the same in every process. Each value
/// says where it ends, so that those of several follow one another; from the bytes the values can be read again.
/// </summary>
/// <remarks>
/// A number from -112 to 111 is one byte. Any other value begins with one of the bytes from 0xE0 on, which says what follows:
/// so many bytes of a number, or the parts of a big number, ratio, text, tuple, list or map.
/// </remarks>
public static class CanonicalBytes
{
    private const byte FirstLong = 0xE0;
    private const byte Big = 0xF0;
    private const byte Fraction = 0xF1;
    private const byte Text = 0xF2;
    private const byte Tuple = 0xF3;
    private const byte List = 0xF4;
    private const byte Map = 0xF5;

    public static byte[] Of(params ReadOnlySpan<Datum> values)
    {
        var bytes = new ArrayBufferWriter<byte>(64);
        Write(values, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Appends the bytes of all values.</summary>
    public static void Write(ReadOnlySpan<Datum> values, ArrayBufferWriter<byte> bytes)
    {
        foreach (ref readonly Datum value in values)
            Write(value, bytes);
    }

    /// <summary>Reads as many values as there are.</summary>
    /// <exception cref="InvalidDataException">These are not the bytes of values.</exception>
    public static Datum[] Read(ReadOnlySpan<byte> bytes)
    {
        var values = new List<Datum>();
        while (bytes.Length > 0)
            values.Add(ReadOne(ref bytes));
        return [.. values];
    }

    /// <summary>How many bytes the first so many values take.</summary>
    /// <exception cref="InvalidDataException">These are not the bytes of so many values.</exception>
    public static int LengthOf(ReadOnlySpan<byte> bytes, int values)
    {
        ReadOnlySpan<byte> rest = bytes;
        for (; values > 0; values--)
            Skip(ref rest);
        return bytes.Length - rest.Length;
    }

    private static void Write(in Datum value, ArrayBufferWriter<byte> bytes)
    {
        switch (value.Heap)
        {
            case null:
                WriteNumber(value.Bits, bytes);
                break;
            case BigNumber big:
                Put(Big, bytes);
                WriteBig(big.Value, bytes);
                break;
            case Ratio ratio:
                Put(Fraction, bytes);
                WriteBig(ratio.Numerator, bytes);
                WriteBig(ratio.Denominator, bytes);
                break;
            case TextValue text:
                Put(Text, bytes);
                WriteNumber(text.Value.Length, bytes);
                foreach (char c in text.Value)
                    WriteNumber(c, bytes);
                break;
            case TupleValue tuple:
                Put(Tuple, bytes);
                WriteNumber(value.Bits, bytes);
                WriteNumber(tuple.Fields.Length, bytes);
                Write(tuple.Fields, bytes);
                break;
            case ListValue list:
                WriteList(list, bytes);
                break;
            case MapValue map:
                WriteMap(map, bytes);
                break;
            default:
                throw new InvalidOperationException($"no bytes for {value.Heap.GetType().Name}");
        }
    }

    /// <summary>How many were written, what the length exceeds that by, and if it does the indices.</summary>
    private static void WriteList(ListValue list, ArrayBufferWriter<byte> bytes)
    {
        long gaps = list.Length - list.Count;
        Put(List, bytes);
        WriteNumber(list.Count, bytes);
        WriteNumber(gaps, bytes);
        for (int place = 0; place < list.Count; place++)
        {
            if (gaps > 0)
                WriteNumber(list.IndexOf(place), bytes);
            Write(list.ElementAt(place), bytes);
        }
    }

    private static void WriteMap(MapValue map, ArrayBufferWriter<byte> bytes)
    {
        Put(Map, bytes);
        Write(map.Default, bytes);
        WriteNumber(map.Count, bytes);
        for (int i = 0; i < map.Count; i++)
        {
            Write(map.Keys[i], bytes);
            Write(map.Values[i], bytes);
        }
    }

    /// <summary>Small numbers of either sign are small without one: 0, -1, 1, -2 are written as 0, 1, 2, 3.</summary>
    private static void WriteNumber(long number, ArrayBufferWriter<byte> bytes)
    {
        ulong folded = (ulong)((number << 1) ^ (number >> 63));
        if (folded < FirstLong)
        {
            Put((byte)folded, bytes);
            return;
        }

        int length = (64 - BitOperations.LeadingZeroCount(folded) + 7) / 8;
        Put((byte)(FirstLong + length), bytes);
        for (; length > 0; length--, folded >>= 8)
            Put((byte)folded, bytes);
    }

    private static void WriteBig(BigInteger number, ArrayBufferWriter<byte> bytes)
    {
        byte[] digits = number.ToByteArray();
        WriteNumber(digits.Length, bytes);
        bytes.Write(digits);
    }

    private static void Put(byte value, ArrayBufferWriter<byte> bytes)
    {
        bytes.GetSpan(1)[0] = value;
        bytes.Advance(1);
    }

    private static Datum ReadOne(ref ReadOnlySpan<byte> bytes)
    {
        byte first = Peek(bytes);
        if (first <= FirstLong + 8)
            return new Datum(ReadNumber(ref bytes));
        bytes = bytes[1..];
        return first switch
        {
            Big => new Datum(new BigNumber(ReadBig(ref bytes))),
            Fraction => Datum.Ratio(ReadBig(ref bytes), ReadBig(ref bytes)),
            Text => new Datum(new TextValue(ReadText(ref bytes))),
            Tuple => ReadTuple(ref bytes),
            List => new Datum(ReadList(ref bytes)),
            Map => new Datum(ReadMap(ref bytes)),
            _ => throw Damaged(),
        };
    }

    private static void Skip(ref ReadOnlySpan<byte> bytes)
    {
        byte first = Peek(bytes);
        if (first <= FirstLong + 8)
        {
            ReadNumber(ref bytes);
            return;
        }

        bytes = bytes[1..];
        switch (first)
        {
            case Big:
                ReadBig(ref bytes);
                break;
            case Fraction:
                ReadBig(ref bytes);
                ReadBig(ref bytes);
                break;
            case Text:
                Skip(ReadCount(ref bytes), ref bytes);
                break;
            case Tuple:
                ReadNumber(ref bytes);
                Skip(ReadCount(ref bytes), ref bytes);
                break;
            case List:
                long elements = ReadCount(ref bytes);
                Skip(ReadNumber(ref bytes) > 0 ? elements * 2 : elements, ref bytes);
                break;
            case Map:
                Skip(ref bytes);
                Skip(ReadCount(ref bytes) * 2L, ref bytes);
                break;
            default:
                throw Damaged();
        }
    }

    private static void Skip(long values, ref ReadOnlySpan<byte> bytes)
    {
        for (; values > 0; values--)
            Skip(ref bytes);
    }

    private static Datum ReadTuple(ref ReadOnlySpan<byte> bytes)
    {
        long constructor = ReadNumber(ref bytes);
        var fields = new Datum[ReadCount(ref bytes)];
        for (int i = 0; i < fields.Length; i++)
            fields[i] = ReadOne(ref bytes);
        return new Datum(new TupleValue(fields), constructor);
    }

    private static ListValue ReadList(ref ReadOnlySpan<byte> bytes)
    {
        var elements = new Datum[ReadCount(ref bytes)];
        long gaps = ReadNumber(ref bytes);
        long[] indices = new long[elements.Length];
        for (int place = 0; place < elements.Length; place++)
        {
            indices[place] = gaps > 0 ? ReadNumber(ref bytes) : place;
            elements[place] = ReadOne(ref bytes);
            if (place > 0 && indices[place] <= indices[place - 1])
                throw Damaged();
        }

        return ListValue.Of(elements, indices);
    }

    private static MapValue ReadMap(ref ReadOnlySpan<byte> bytes)
    {
        Datum @default = ReadOne(ref bytes);
        int count = ReadCount(ref bytes);
        var keys = new Datum[count];
        var values = new Datum[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = ReadOne(ref bytes);
            values[i] = ReadOne(ref bytes);
        }

        return new MapValue(keys, values, @default);
    }

    private static string ReadText(ref ReadOnlySpan<byte> bytes)
    {
        int length = ReadCount(ref bytes);
        var text = new StringBuilder(length);
        for (; length > 0; length--)
            text.Append((char)ReadNumber(ref bytes));
        return text.ToString();
    }

    private static long ReadNumber(ref ReadOnlySpan<byte> bytes)
    {
        byte first = Peek(bytes);
        int length = Math.Max(0, first - FirstLong);
        if (length > 8 || bytes.Length <= length)
            throw Damaged();
        ulong folded = length == 0 ? first : 0UL;
        for (int i = length; i > 0; i--)
            folded = (folded << 8) | bytes[i];
        bytes = bytes[(length + 1)..];
        return (long)(folded >> 1) ^ -(long)(folded & 1);
    }

    private static BigInteger ReadBig(ref ReadOnlySpan<byte> bytes)
    {
        int length = ReadCount(ref bytes);
        var number = new BigInteger(bytes[..length]);
        bytes = bytes[length..];
        return number;
    }

    /// <summary>Nothing takes less than a byte, so a larger count is damage and must not be allocated.</summary>
    private static int ReadCount(ref ReadOnlySpan<byte> bytes)
    {
        long count = ReadNumber(ref bytes);
        return count >= 0 && count <= bytes.Length ? (int)count : throw Damaged();
    }

    private static byte Peek(ReadOnlySpan<byte> bytes) => bytes.Length > 0 ? bytes[0] : throw Damaged();

    private static InvalidDataException Damaged() => new("these are not the bytes of values");
}
