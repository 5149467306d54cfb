using System.Buffers.Binary;
using System.Numerics;

namespace Sextant.Exploration.Protocols;

/// <summary>A log as the ballots of its calls, four bits each, the first in the lowest.</summary>
internal static class PaxosLog
{
    public const int MaxLength = 12;
    public const int MaxBallot = 15;

    private const int BitsPerCall = 4;

    public static int LengthOf(ulong log) => (64 - BitOperations.LeadingZeroCount(log) + BitsPerCall - 1) / BitsPerCall;

    public static int BallotAt(ulong log, int place) => (int)(log >> (place * BitsPerCall)) & 0xF;

    public static ulong Append(ulong log, int ballot) => log | ((ulong)ballot << (LengthOf(log) * BitsPerCall));

    public static ulong Prefix(ulong log, int length) => log & ((1ul << (length * BitsPerCall)) - 1);

    /// <summary>Whether one of the two begins with the other.</summary>
    public static bool Agree(ulong left, ulong right)
    {
        int length = Math.Min(LengthOf(left), LengthOf(right));
        return Prefix(left, length) == Prefix(right, length);
    }
}

internal enum PaxosMessageKind
{
    Prepare,
    Promise,
    Accept,
    Accepted,
}

/// <summary>A message as one number: its kind, ballot, sender, receiver and the ballot of the log, then the log.</summary>
internal readonly record struct PaxosMessage(ulong Bits)
{
    private const int LogBits = 48;

    private PaxosMessage(PaxosMessageKind kind, int ballot, int from, int to, int accepted, ulong log)
        : this(((ulong)(((int)kind << 14) | (ballot << 10) | (from << 7) | (to << 4) | accepted) << LogBits) | log)
    {
    }

    public PaxosMessageKind Kind => (PaxosMessageKind)(Bits >> 62);

    public int Ballot => (int)(Bits >> 58) & 0xF;

    public int From => (int)(Bits >> 55) & 0x7;

    /// <summary>Of an answer; what asks goes to all.</summary>
    public int To => (int)(Bits >> 52) & 0x7;

    /// <summary>Of a promise, the ballot in which its sender accepted its log.</summary>
    public int Accepted => (int)(Bits >> LogBits) & 0xF;

    public ulong Log => Bits & ((1ul << LogBits) - 1);

    public static PaxosMessage Prepare(int from, int ballot) => new(PaxosMessageKind.Prepare, ballot, from, 0, 0, 0);

    public static PaxosMessage Promise(int from, int to, int ballot, int accepted, ulong log) => new(PaxosMessageKind.Promise, ballot, from, to, accepted, log);

    public static PaxosMessage Accept(int from, int ballot, ulong log) => new(PaxosMessageKind.Accept, ballot, from, 0, 0, log);

    public static PaxosMessage Answer(int from, int to, int ballot, ulong log) => new(PaxosMessageKind.Accepted, ballot, from, to, 0, log);
}

/// <summary>One replica.</summary>
/// <param name="Promised">The largest ballot that it has voted in.</param>
/// <param name="Accepted">The ballot of its log.</param>
/// <param name="Committed">Of a leader, how much of its log it knows to be committed in its ballot.</param>
/// <param name="Asks">Whether it waits for votes in the ballot that it promised.</param>
/// <param name="Leads">Whether it won them.</param>
internal readonly record struct PaxosReplica(int Promised, int Accepted, ulong Log, int Committed, bool Asks, bool Leads)
{
    /// <summary>Whoever votes in a later ballot neither asks nor leads any more.</summary>
    public PaxosReplica Promise(int ballot) => new(ballot, Accepted, Log, 0, Asks: false, Leads: false);
}

/// <summary>The replicas, the messages that were ever sent, in their order as numbers, and what was committed.</summary>
internal sealed class PaxosState(int nodes)
{
    private const int HeaderBytes = 10;
    private const int ReplicaBytes = 11;

    public PaxosReplica[] Replicas { get; } = new PaxosReplica[nodes];

    public List<ulong> Messages { get; } = [];

    /// <summary>One for the beginning, and one for each election won, call appended and commit.</summary>
    public int Added { get; set; }

    /// <summary>The longest log that a leader knows to be committed.</summary>
    public ulong Committed { get; private set; }

    /// <summary>Whether two such logs differ before either ends.</summary>
    public bool Disagrees { get; private set; }

    public int Size => HeaderBytes + (ReplicaBytes * nodes) + (sizeof(ulong) * Messages.Count);

    public void Clear()
    {
        Array.Clear(Replicas);
        Messages.Clear();
        (Added, Committed, Disagrees) = (1, 0, false);
    }

    public void CopyFrom(PaxosState other)
    {
        other.Replicas.CopyTo(Replicas, 0);
        Messages.Clear();
        Messages.AddRange(other.Messages);
        (Added, Committed, Disagrees) = (other.Added, other.Committed, other.Disagrees);
    }

    public void Send(PaxosMessage message)
    {
        int place = Messages.BinarySearch(message.Bits);
        if (place < 0)
            Messages.Insert(~place, message.Bits);
    }

    public void Learn(ulong committed)
    {
        Disagrees |= !PaxosLog.Agree(committed, Committed);
        if (PaxosLog.LengthOf(committed) > PaxosLog.LengthOf(Committed))
            Committed = committed;
    }

    public static bool DisagreesIn(ReadOnlySpan<byte> state) => state[1] != 0;

    /// <summary>What was committed in a state.</summary>
    public static ulong CommittedIn(ReadOnlySpan<byte> state) => BinaryPrimitives.ReadUInt64LittleEndian(state[2..]);

    public void Write(Span<byte> to)
    {
        to[0] = (byte)Added;
        to[1] = (byte)(Disagrees ? 1 : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(to[2..], Committed);
        to = to[HeaderBytes..];
        foreach (PaxosReplica replica in Replicas)
        {
            to[0] = (byte)((replica.Promised << 4) | replica.Accepted);
            to[1] = (byte)replica.Committed;
            to[2] = (byte)((replica.Asks ? 1 : 0) | (replica.Leads ? 2 : 0));
            BinaryPrimitives.WriteUInt64LittleEndian(to[3..], replica.Log);
            to = to[ReplicaBytes..];
        }

        foreach (ulong message in Messages)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(to, message);
            to = to[sizeof(ulong)..];
        }
    }

    public void Read(ReadOnlySpan<byte> from)
    {
        (Added, Disagrees, Committed) = (from[0], DisagreesIn(from), CommittedIn(from));
        from = from[HeaderBytes..];
        for (int node = 0; node < Replicas.Length; node++)
        {
            Replicas[node] = new PaxosReplica(from[0] >> 4, from[0] & 0xF, BinaryPrimitives.ReadUInt64LittleEndian(from[3..]), from[1], (from[2] & 1) != 0, (from[2] & 2) != 0);
            from = from[ReplicaBytes..];
        }

        Messages.Clear();
        for (; from.Length > 0; from = from[sizeof(ulong)..])
            Messages.Add(BinaryPrimitives.ReadUInt64LittleEndian(from));
    }
}
