using System.Buffers.Binary;
using Sextant.Exploration.AtomicObjects;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Apps;

/// <summary>What is left of what may fail.</summary>
internal readonly record struct Budget(int Failures, int Crashes, int Restarts);

/// <summary>What stands before the parts of a state: what is true of the app as a whole.</summary>
/// <param name="Broken">The properties that the step to this state broke, one bit each.</param>
/// <param name="IsCrashed">One bit a client.</param>
internal readonly record struct AppHeader(ulong Broken, Budget Budget, int IsCrashed)
{
    public const int Bytes = sizeof(ulong) + 4;

    public void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(to, Broken);
        to[8] = (byte)Budget.Failures;
        to[9] = (byte)Budget.Crashes;
        to[10] = (byte)Budget.Restarts;
        to[11] = (byte)IsCrashed;
    }

    public static AppHeader Read(ReadOnlySpan<byte> from) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(from), new Budget(from[8], from[9], from[10]), from[11]);
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
