using System.Buffers.Binary;
using Sextant.Exploration.AtomicObjects;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Apps;

/// <summary>What is left of what may fail.</summary>
internal readonly record struct Budget(int Failures, int Crashes, int Restarts);

/// <summary>What stands before the parts of a state: what is true of the app as a whole.</summary>
/// <param name="Broken">The property that the step to this state broke, counted from 1, or 0.</param>
/// <param name="IsCrashed">One bit a client.</param>
internal readonly record struct AppHeader(int Broken, Budget Budget, int IsCrashed)
{
    public const int Bytes = 6;

    public void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(to, checked((ushort)Broken));
        to[2] = (byte)Budget.Failures;
        to[3] = (byte)Budget.Crashes;
        to[4] = (byte)Budget.Restarts;
        to[5] = (byte)IsCrashed;
    }

    public static AppHeader Read(ReadOnlySpan<byte> from) =>
        new(BinaryPrimitives.ReadUInt16LittleEndian(from), new Budget(from[2], from[3], from[4]), from[5]);
}

/// <summary>An atomic object as it is shown.</summary>
/// <param name="Shape">The bytes of its <see cref="LiveTree"/>.</param>
/// <param name="Methods">Of the tree's calls, in their order.</param>
internal sealed record ObjectState(Datum Committed, byte[] Shape, int[] Methods);

/// <summary>An app at one moment, as it is shown.</summary>
internal sealed record AppState(ObjectState[] Objects, ClientState[] Clients);

/// <summary>Takes data from the front.</summary>
internal ref struct DatumReader(ReadOnlySpan<Datum> data)
{
    private ReadOnlySpan<Datum> _rest = data;

    public Datum Next() => Take(1)[0];

    public int Int() => (int)Next().Number;

    public ReadOnlySpan<Datum> Take(int count)
    {
        ReadOnlySpan<Datum> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
