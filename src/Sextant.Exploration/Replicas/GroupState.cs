using System.Buffers;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// The states of all replicas that send each other states, and a message that is on its way, if there is one. As bytes: first the properties that the step
/// to this state broke; then one byte for the order; then the values of all states; then the
/// message's sender and its values.
/// </summary>
/// <param name="Broken">In ascending order.</param>
/// <param name="IsOrdered">Whether every replica's states have grown so far.</param>
internal sealed record GroupState(EquatableArray<int> Broken, bool IsOrdered, EquatableArray<ReplicaState> Replicas, Message? Message)
{
    public void Write(ArrayBufferWriter<byte> bytes)
    {
        BrokenProperties.Write(Broken, bytes);
        bytes.Write([IsOrdered ? (byte)1 : (byte)0]);
        foreach (ReplicaState state in Replicas)
            CanonicalBytes.Write(state.Values, bytes);
        if (Message is null)
            return;
        CanonicalBytes.Write([Datum.Of(Message.Sender)], bytes);
        CanonicalBytes.Write(Message.State.Values, bytes);
    }

    /// <param name="variables">How many values one state has.</param>
    /// <param name="instance">Gives the one instance of a state.</param>
    public static GroupState Read(ReadOnlySpan<byte> bytes, int replicas, int variables, Func<ReplicaState, ReplicaState> instance)
    {
        ReadOnlySpan<byte> rest = BrokenProperties.After(bytes);
        Datum[] values = CanonicalBytes.Read(rest[1..]);
        ReplicaState State(int start) => instance(new ReplicaState(values.AsSpan(start, variables)));
        int end = replicas * variables;
        return new GroupState(BrokenProperties.In(bytes), rest[0] != 0, Enumerable.Range(0, replicas).Select(r => State(r * variables)).ToEquatable(),
            values.Length > end ? new Message((int)values[end].Number, State(end + 1)) : null);
    }

    public GroupState With(int replica, ReplicaState state) =>
        this with { Replicas = Replicas.Select((r, i) => i == replica ? state : r).ToEquatable() };
}

/// <summary>A state that a replica had when it sent it.</summary>
internal sealed record Message(int Sender, ReplicaState State);
