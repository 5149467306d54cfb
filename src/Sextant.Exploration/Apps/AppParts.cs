using System.Buffers;
using Sextant.Exploration.AtomicObjects;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Apps;

/// <summary>A call that is not committed.</summary>
/// <param name="After">The number of the state that it makes of the one before it.</param>
/// <param name="Value">What it yields.</param>
internal readonly record struct LiveCall(int After, Datum Value, int Method);

/// <summary>An atomic object as clients can observe it.</summary>
/// <param name="Committed">The number of the committed state.</param>
/// <param name="Calls">The numbers of the calls that are not committed, in the order of the shape.</param>
internal sealed record ObjectPart(int Committed, TreeShape Shape, int[] Calls);

/// <summary>
/// The parts of an app's states: one for each object, then one for each client, then the histories where something is asked
/// of them. In a state each stands behind its length, so that it can be found and replaced without being read.
/// </summary>
internal sealed class AppParts
{
    private readonly ArrayBufferWriter<byte> _content = new();
    private readonly ArrayBufferWriter<byte> _part = new();
    private readonly PartTable<TreeShape> _shapes;
    private readonly int _clients;

    public AppParts(AppMachine machine, Specification? specification)
    {
        _clients = machine.Clients.Count;
        var scratch = new LiveTree(_clients);
        _shapes = new PartTable<TreeShape>(bytes => new TreeShape(scratch, bytes));
        States = [.. machine.Objects.Select(_ => new PartTable<Datum>(bytes => CanonicalBytes.Read(bytes)[0]))];
        Calls = [.. machine.Objects.Select(o => new PartTable<LiveCall>(bytes => ReadCall(bytes, o.Number)))];
        Objects = [.. machine.Objects.Select(o => new PartTable<ObjectPart>(bytes => ReadObject(bytes, o.Number)))];
        Fields = [.. machine.Clients.Select(_ => new PartTable<ClientState>(bytes => ClientState.Of([default, .. CanonicalBytes.Read(bytes)])))];
        Clients = [.. machine.Clients.Select(c => new PartTable<ClientPart>(bytes => ReadClient(bytes, c.Number, machine)))];
        Histories = specification is null ? null : new PartTable<Histories>(bytes => ReadHistories(bytes, machine, specification));
        Count = Objects.Length + Clients.Length + (Histories is null ? 0 : 1);
    }

    /// <summary>Of each object the states that were or may be committed.</summary>
    public PartTable<Datum>[] States { get; }

    /// <summary>Of each object its calls.</summary>
    public PartTable<LiveCall>[] Calls { get; }

    public PartTable<ObjectPart>[] Objects { get; }

    /// <summary>Of each client the states of which nothing but the local fields is known.</summary>
    public PartTable<ClientState>[] Fields { get; }

    public PartTable<ClientPart>[] Clients { get; }

    public PartTable<Histories>? Histories { get; }

    /// <summary>How many parts a state has.</summary>
    public int Count { get; }

    /// <summary>Memory, about.</summary>
    public long Size => States.Sum(t => t.Size) + Calls.Sum(t => t.Size) + Objects.Sum(t => t.Size) + Fields.Sum(t => t.Size) + Clients.Sum(t => t.Size) + _shapes.Size + (Histories?.Size ?? 0);

    /// <summary>All numbers given so far mean nothing any more.</summary>
    public void Clear()
    {
        Array.ForEach(States, t => t.Clear());
        Array.ForEach(Calls, t => t.Clear());
        Array.ForEach(Objects, t => t.Clear());
        Array.ForEach(Fields, t => t.Clear());
        Array.ForEach(Clients, t => t.Clear());
        _shapes.Clear();
        Histories?.Clear();
    }

    /// <summary>The part of an object that nobody has used.</summary>
    public ReadOnlySpan<byte> Unused(Datum state)
    {
        var tree = new LiveTree(_clients);
        tree.Clear();
        _content.ResetWrittenCount();
        CanonicalBytes.Write([state], _content);
        _content.Write(tree.Written());
        return Part();
    }

    public int NumberOf(int client, ClientState state)
    {
        _content.ResetWrittenCount();
        state.Write(_content);
        return Clients[client].NumberOf(Part());
    }

    public int NumberOf(Histories histories)
    {
        _content.ResetWrittenCount();
        histories.Write(_content);
        return Histories!.NumberOf(Part());
    }

    public int NumberOf(int obj, MethodResult made, int method) => Calls[obj].NumberOf(CanonicalBytes.Of(made.State, made.Value, Datum.Of(method)));

    /// <summary>The number of the part that stands at this place of a state.</summary>
    /// <param name="likely">A number that is tried first.</param>
    public int NumberAt(int place, ReadOnlySpan<byte> part, int likely) =>
        place < Objects.Length ? Objects[place].NumberOf(part, likely)
        : place < Objects.Length + Clients.Length ? Clients[place - Objects.Length].NumberOf(part, likely)
        : Histories!.NumberOf(part, likely);

    /// <summary>The length that stands before the first part of these.</summary>
    /// <param name="prefix">How many bytes it takes itself.</param>
    public static int ReadLength(ReadOnlySpan<byte> from, out int prefix)
    {
        int length = from[0];
        prefix = 1;
        if (length < 0x80)
            return length;
        length &= 0x7F;
        byte next;
        do
        {
            next = from[prefix];
            length |= (next & 0x7F) << (7 * prefix++);
        }
        while (next >= 0x80);
        return length;
    }

    /// <summary>Writes a length as it stands before a part; yields how many bytes it took.</summary>
    public static int WriteLength(int length, Span<byte> to)
    {
        int used = 0;
        for (; length >= 0x80; length >>= 7)
            to[used++] = (byte)(length | 0x80);
        to[used++] = (byte)length;
        return used;
    }

    /// <summary>What was written as content, behind its length.</summary>
    private ReadOnlySpan<byte> Part()
    {
        _part.ResetWrittenCount();
        _part.Advance(WriteLength(_content.WrittenCount, _part.GetSpan(sizeof(long))));
        _part.Write(_content.WrittenSpan);
        return _part.WrittenSpan;
    }

    private static ReadOnlySpan<byte> ContentOf(ReadOnlySpan<byte> part)
    {
        int length = ReadLength(part, out int prefix);
        return part.Slice(prefix, length);
    }

    private ObjectPart ReadObject(ReadOnlySpan<byte> part, int obj)
    {
        ReadOnlySpan<byte> rest = ContentOf(part);
        int committed = States[obj].NumberOf(Taken(ref rest, CanonicalBytes.LengthOf(rest, values: 1)));
        TreeShape shape = _shapes[_shapes.NumberOf(Taken(ref rest, LiveTree.LengthOf(rest, _clients)))];
        int[] calls = new int[shape.Calls];
        for (int i = 0; i < calls.Length; i++)
            calls[i] = Calls[obj].NumberOf(Taken(ref rest, CanonicalBytes.LengthOf(rest, values: 3)));
        return new ObjectPart(committed, shape, calls);
    }

    private LiveCall ReadCall(ReadOnlySpan<byte> bytes, int obj)
    {
        int after = States[obj].NumberOf(bytes[..CanonicalBytes.LengthOf(bytes, values: 1)]);
        Datum[] data = CanonicalBytes.Read(bytes);
        return new LiveCall(after, data[1], (int)data[2].Number);
    }

    private ClientPart ReadClient(ReadOnlySpan<byte> part, int client, AppMachine machine)
    {
        ClientState state = ClientState.Of(CanonicalBytes.Read(ContentOf(part)));
        int fields = Fields[client].NumberOf(CanonicalBytes.Of(machine.FieldsOf(client, state)));
        return new ClientPart(part.ToArray(), state, machine.PendingIn(client, state), fields);
    }

    private static Histories ReadHistories(ReadOnlySpan<byte> part, AppMachine machine, Specification specification)
    {
        var reader = new DatumReader(CanonicalBytes.Read(ContentOf(part)));
        return Apps.Histories.Read(ref reader, machine, specification);
    }

    private static ReadOnlySpan<byte> Taken(ref ReadOnlySpan<byte> from, int length)
    {
        ReadOnlySpan<byte> taken = from[..length];
        from = from[length..];
        return taken;
    }
}
