using System.Buffers;
using Sextant.Exploration.AtomicObjects;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Apps;

/// <summary>A call that is not committed, with what it makes of the state before it.</summary>
internal readonly record struct LiveCall(Datum After, Datum Value, int Method);

/// <summary>An atomic object as clients can observe it.</summary>
/// <param name="Shape">The bytes of its <see cref="LiveTree"/>, whose calls have their number as content.</param>
/// <param name="Calls">In the order of the tree.</param>
internal sealed record ObjectState(Datum Committed, byte[] Shape, LiveCall[] Calls);

/// <summary>What is left of what may fail.</summary>
internal readonly record struct Budget(int Failures, int Crashes, int Restarts);

/// <summary>All that an app is at one moment.</summary>
/// <param name="Broken">The property that the step to this state broke, counted from 1, or 0.</param>
/// <param name="IsCrashed">One bit a client.</param>
internal sealed record AppState(int Broken, Budget Budget, int IsCrashed, ObjectState[] Objects, ClientState[] Clients, Histories? Histories)
{
    public AppState With(int number, ObjectState obj) => this with { Objects = [.. Objects.Select((o, i) => i == number ? obj : o)] };

    public AppState With(int number, ClientState client) => this with { Clients = [.. Clients.Select((c, i) => i == number ? client : c)] };

    public Datum[] Committed() => [.. Objects.Select(o => o.Committed)];

    public void Write(ArrayBufferWriter<byte> bytes)
    {
        bytes.ResetWrittenCount();
        CanonicalBytes.Write([Datum.Of(Broken), Datum.Of(Budget.Failures), Datum.Of(Budget.Crashes), Datum.Of(Budget.Restarts), Datum.Of(IsCrashed)], bytes);
        foreach (ObjectState obj in Objects)
        {
            CanonicalBytes.Write([obj.Committed, Datum.Of(obj.Shape.Length)], bytes);
            foreach (byte part in obj.Shape)
                CanonicalBytes.Write([Datum.Of(part)], bytes);
            foreach (LiveCall call in obj.Calls)
                CanonicalBytes.Write([call.After, call.Value, Datum.Of(call.Method)], bytes);
        }

        foreach (ClientState client in Clients)
            client.Write(bytes);
        Histories?.Write(bytes);
    }

    public static AppState Read(ReadOnlySpan<byte> bytes, AppMachine machine, Specification? specification)
    {
        var reader = new DatumReader(CanonicalBytes.Read(bytes));
        int broken = reader.Int();
        var budget = new Budget(reader.Int(), reader.Int(), reader.Int());
        int crashed = reader.Int();
        var objects = new ObjectState[machine.Objects.Count];
        for (int i = 0; i < objects.Length; i++)
            objects[i] = ReadObject(ref reader, machine.Clients.Count);
        var clients = new ClientState[machine.Clients.Count];
        for (int i = 0; i < clients.Length; i++)
            clients[i] = ClientState.Of(reader.Take(machine.SizeOf(i)));
        return new AppState(broken, budget, crashed, objects, clients, specification is null ? null : Histories.Read(ref reader, machine, specification));
    }

    private static ObjectState ReadObject(ref DatumReader reader, int clients)
    {
        Datum committed = reader.Next();
        var shape = new byte[reader.Int()];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = (byte)reader.Int();
        var calls = new LiveCall[LiveTree.CountOf(shape, clients)];
        for (int i = 0; i < calls.Length; i++)
            calls[i] = new LiveCall(reader.Next(), reader.Next(), reader.Int());
        return new ObjectState(committed, shape, calls);
    }
}

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
