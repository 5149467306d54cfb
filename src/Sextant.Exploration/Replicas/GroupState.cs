using System.Buffers;
using System.Buffers.Binary;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// The states of all replicas, and a message that is on its way, if there is one. As bytes: first the property that the step
/// to this state broke, counted from 1, or 0, in two bytes; then the values of all states; then the message's sender and its values.
/// </summary>
internal sealed record GroupState(int Broken, EquatableArray<ReplicaState> Replicas, Message? Message)
{
    private const int HeadBytes = sizeof(ushort);

    public void Write(ArrayBufferWriter<byte> bytes)
    {
        bytes.ResetWrittenCount();
        BinaryPrimitives.WriteUInt16BigEndian(bytes.GetSpan(HeadBytes), (ushort)Broken);
        bytes.Advance(HeadBytes);
        foreach (ReplicaState state in Replicas)
            CanonicalBytes.Write(state.Values, bytes);
        if (Message is null)
            return;
        CanonicalBytes.Write([Datum.Of(Message.Sender)], bytes);
        CanonicalBytes.Write(Message.State.Values, bytes);
    }

    public static int BrokenIn(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <param name="variables">How many values one state has.</param>
    /// <param name="instance">Gives the one instance of a state.</param>
    public static GroupState Read(ReadOnlySpan<byte> bytes, int replicas, int variables, Func<ReplicaState, ReplicaState> instance)
    {
        Datum[] values = CanonicalBytes.Read(bytes[HeadBytes..]);
        ReplicaState State(int start) => instance(new ReplicaState(values.AsSpan(start, variables)));
        int end = replicas * variables;
        return new GroupState(BrokenIn(bytes), Enumerable.Range(0, replicas).Select(r => State(r * variables)).ToEquatable(),
            values.Length > end ? new Message((int)values[end].Number, State(end + 1)) : null);
    }

    public GroupState With(int replica, ReplicaState state) =>
        this with { Replicas = Replicas.Select((r, i) => i == replica ? state : r).ToEquatable() };
}

/// <summary>A state that a replica had when it sent it.</summary>
internal sealed record Message(int Sender, ReplicaState State);
