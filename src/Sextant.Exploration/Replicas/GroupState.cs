using System.Buffers;
using System.Buffers.Binary;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// The states of all replicas, and a message that is on its way, if there is one. As bytes: first how many properties the step
/// to this state broke, and which, in two bytes each; then one byte for the order; then the values of all states; then the
/// message's sender and its values.
/// </summary>
/// <param name="Broken">In ascending order.</param>
/// <param name="IsOrdered">Whether every replica's states have grown so far.</param>
internal sealed record GroupState(EquatableArray<int> Broken, bool IsOrdered, EquatableArray<ReplicaState> Replicas, Message? Message)
{
    public void Write(ArrayBufferWriter<byte> bytes)
    {
        bytes.ResetWrittenCount();
        WriteNumber(bytes, Broken.Count);
        foreach (int property in Broken)
            WriteNumber(bytes, property);
        bytes.Write([IsOrdered ? (byte)1 : (byte)0]);
        foreach (ReplicaState state in Replicas)
            CanonicalBytes.Write(state.Values, bytes);
        if (Message is null)
            return;
        CanonicalBytes.Write([Datum.Of(Message.Sender)], bytes);
        CanonicalBytes.Write(Message.State.Values, bytes);
    }

    /// <summary>Whether the step to the state that these bytes stand for broke the property.</summary>
    public static bool IsBrokenIn(ReadOnlySpan<byte> bytes, int property)
    {
        for (int i = 1; i <= NumberAt(bytes, 0); i++)
        {
            if (NumberAt(bytes, i) == property)
                return true;
        }

        return false;
    }

    /// <summary>All properties that the step to the state that these bytes stand for broke.</summary>
    public static EquatableArray<int> BrokenIn(ReadOnlySpan<byte> bytes)
    {
        var broken = new int[NumberAt(bytes, 0)];
        for (int i = 0; i < broken.Length; i++)
            broken[i] = NumberAt(bytes, i + 1);
        return broken.ToEquatable();
    }

    /// <param name="variables">How many values one state has.</param>
    /// <param name="instance">Gives the one instance of a state.</param>
    public static GroupState Read(ReadOnlySpan<byte> bytes, int replicas, int variables, Func<ReplicaState, ReplicaState> instance)
    {
        EquatableArray<int> broken = BrokenIn(bytes);
        int head = (broken.Count + 1) * sizeof(ushort);
        Datum[] values = CanonicalBytes.Read(bytes[(head + 1)..]);
        ReplicaState State(int start) => instance(new ReplicaState(values.AsSpan(start, variables)));
        int end = replicas * variables;
        return new GroupState(broken, bytes[head] != 0, Enumerable.Range(0, replicas).Select(r => State(r * variables)).ToEquatable(),
            values.Length > end ? new Message((int)values[end].Number, State(end + 1)) : null);
    }

    private static int NumberAt(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt16BigEndian(bytes[(index * sizeof(ushort))..]);

    private static void WriteNumber(ArrayBufferWriter<byte> bytes, int number)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes.GetSpan(sizeof(ushort)), (ushort)number);
        bytes.Advance(sizeof(ushort));
    }

    public GroupState With(int replica, ReplicaState state) =>
        this with { Replicas = Replicas.Select((r, i) => i == replica ? state : r).ToEquatable() };
}

/// <summary>A state that a replica had when it sent it.</summary>
internal sealed record Message(int Sender, ReplicaState State);
