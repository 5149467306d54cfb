using System.Buffers;
using System.Buffers.Binary;

namespace Sextant.Exploration.Replicas;

/// <summary>Which properties the step to a state broke, as the first of the state's bytes: how many, and each of them, in two bytes each.</summary>
internal static class BrokenProperties
{
    /// <param name="broken">In ascending order.</param>
    public static void Write(EquatableArray<int> broken, ArrayBufferWriter<byte> bytes)
    {
        WriteNumber(bytes, broken.Count);
        foreach (int property in broken)
            WriteNumber(bytes, property);
    }

    public static EquatableArray<int> In(ReadOnlySpan<byte> state)
    {
        var broken = new int[NumberAt(state, 0)];
        for (int i = 0; i < broken.Length; i++)
            broken[i] = NumberAt(state, i + 1);
        return broken.ToEquatable();
    }

    public static bool Contain(ReadOnlySpan<byte> state, int property)
    {
        for (int i = 1; i <= NumberAt(state, 0); i++)
        {
            if (NumberAt(state, i) == property)
                return true;
        }

        return false;
    }

    /// <summary>The bytes behind.</summary>
    public static ReadOnlySpan<byte> After(ReadOnlySpan<byte> state) => state[((NumberAt(state, 0) + 1) * sizeof(ushort))..];

    private static int NumberAt(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt16BigEndian(bytes[(index * sizeof(ushort))..]);

    private static void WriteNumber(ArrayBufferWriter<byte> bytes, int number)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes.GetSpan(sizeof(ushort)), (ushort)number);
        bytes.Advance(sizeof(ushort));
    }
}
