using System.Numerics;
using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;

namespace Sextant.Exploration.Protocols;

/// <summary>
/// Multi-Paxos at the level of messages, which are lost, repeated and reordered: the protocol that <see cref="Kernel"/> is an
/// abstraction of (the list of Honoré's dissertation, where a leader sends its whole log). It is written as is usual for TLA+, so
/// that it is not made larger than it need be: messages are a set that only grows, and whoever waits for a quorum of answers
/// looks for it in that set, instead of counting them one by one.
/// </summary>
/// <remarks>
/// The bounds mean what they mean for the kernel: times are ballots, and what <see cref="KernelBounds.MaxCaches"/> bounds is elections
/// won, calls appended and commits, with one for the beginning. A call is told by the ballot of its leader and its place.
/// </remarks>
public sealed class MultiPaxos : IModel
{
    private static readonly EquatableArray<Property> Stated = [new Property("committed logs agree", PropertyKind.Always)];

    private readonly KernelBounds _bounds;
    private readonly PaxosState _state;
    private readonly PaxosState _next;
    private byte[] _bytes = new byte[256];

    public MultiPaxos(KernelBounds bounds)
    {
        if (bounds.MaxCaches > PaxosLog.MaxLength || bounds.MaxTime > PaxosLog.MaxBallot)
            throw new ArgumentOutOfRangeException(nameof(bounds));
        _bounds = bounds;
        _state = new PaxosState(bounds.Nodes);
        _next = new PaxosState(bounds.Nodes);
    }

    public EquatableArray<Property> Properties => Stated;

    public bool Holds(int property, ReadOnlySpan<byte> state) => !PaxosState.DisagreesIn(state);

    public void Begin(ISuccessors found)
    {
        _next.Clear();
        Give(found);
    }

    public void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        _state.Read(state);
        for (int node = 0; node < _bounds.Callers; node++)
        {
            Prepare(node, found);
            if (_state.Added >= _bounds.MaxCaches)
                continue;
            Elect(node, found);
            if (!_state.Replicas[node].Leads)
                continue;
            Invoke(node, found);
            Send(node, found);
            Commit(node, found);
        }

        foreach (ulong message in _state.Messages)
            Receive(new PaxosMessage(message), found);
    }

    /// <summary>A node asks for votes in a ballot that is new to it, and votes for itself.</summary>
    private void Prepare(int node, ISuccessors found)
    {
        PaxosReplica asking = _state.Replicas[node];
        for (int ballot = asking.Promised + 1; ballot <= _bounds.MaxTime; ballot++)
        {
            _next.CopyFrom(_state);
            _next.Replicas[node] = asking.Promise(ballot) with { Asks = true };
            _next.Send(PaxosMessage.Prepare(node, ballot));
            Give(found);
        }
    }

    /// <summary>A quorum has answered: the greatest log among theirs is where the leader begins.</summary>
    private void Elect(int node, ISuccessors found)
    {
        PaxosReplica asking = _state.Replicas[node];
        if (!asking.Asks)
            return;
        for (int voters = 1; voters < 1 << _bounds.Nodes; voters++)
        {
            if ((voters >> node & 1) == 0 || BitOperations.PopCount((uint)voters) < _bounds.PullQuorum)
                continue;
            (int Accepted, ulong Log) greatest = (asking.Accepted, asking.Log);
            if (!TryHear(node, asking.Promised, voters & ~(1 << node), ref greatest))
                continue;
            _next.CopyFrom(_state);
            _next.Added++;
            _next.Replicas[node] = asking with { Asks = false, Leads = true, Log = greatest.Log, Accepted = asking.Promised };
            Give(found);
        }
    }

    /// <summary>Whether all of these have promised, with the greatest of what they had accepted.</summary>
    private bool TryHear(int node, int ballot, int voters, ref (int Accepted, ulong Log) greatest)
    {
        foreach (ulong sent in _state.Messages)
        {
            var message = new PaxosMessage(sent);
            if (message.Kind != PaxosMessageKind.Promise || message.Ballot != ballot || message.To != node || (voters >> message.From & 1) == 0)
                continue;
            voters &= ~(1 << message.From);
            if ((message.Accepted, PaxosLog.LengthOf(message.Log)).CompareTo((greatest.Accepted, PaxosLog.LengthOf(greatest.Log))) > 0)
                greatest = (message.Accepted, message.Log);
        }

        return voters == 0;
    }

    private void Invoke(int node, ISuccessors found)
    {
        PaxosReplica leader = _state.Replicas[node];
        _next.CopyFrom(_state);
        _next.Added++;
        _next.Replicas[node] = leader with { Log = PaxosLog.Append(leader.Log, leader.Promised) };
        Give(found);
    }

    /// <summary>A leader sends its log as far as one of its own calls.</summary>
    private void Send(int node, ISuccessors found)
    {
        PaxosReplica leader = _state.Replicas[node];
        for (int length = PaxosLog.LengthOf(leader.Log); length > leader.Committed && PaxosLog.BallotAt(leader.Log, length - 1) == leader.Promised; length--)
        {
            _next.CopyFrom(_state);
            _next.Send(PaxosMessage.Accept(node, leader.Promised, PaxosLog.Prefix(leader.Log, length)));
            Give(found);
        }
    }

    /// <summary>A quorum, the leader among it, has accepted the log as far as one of the leader's calls.</summary>
    private void Commit(int node, ISuccessors found)
    {
        PaxosReplica leader = _state.Replicas[node];
        for (int length = PaxosLog.LengthOf(leader.Log); length > leader.Committed && PaxosLog.BallotAt(leader.Log, length - 1) == leader.Promised; length--)
        {
            int accepted = 1 << node;
            foreach (ulong sent in _state.Messages)
            {
                var message = new PaxosMessage(sent);
                if (message.Kind == PaxosMessageKind.Accepted && message.Ballot == leader.Promised && message.To == node && PaxosLog.LengthOf(message.Log) >= length)
                    accepted |= 1 << message.From;
            }

            if (BitOperations.PopCount((uint)accepted) < _bounds.PushQuorum)
                continue;
            _next.CopyFrom(_state);
            _next.Added++;
            _next.Replicas[node] = leader with { Committed = length };
            _next.Learn(PaxosLog.Prefix(leader.Log, length));
            Give(found);
        }
    }

    private void Receive(PaxosMessage message, ISuccessors found)
    {
        if (message.Kind is not (PaxosMessageKind.Prepare or PaxosMessageKind.Accept))
            return;
        for (int node = 0; node < _bounds.Nodes; node++)
        {
            if (node == message.From)
                continue;
            PaxosReplica replica = _state.Replicas[node];
            if (message.Kind == PaxosMessageKind.Prepare && message.Ballot > replica.Promised)
            {
                _next.CopyFrom(_state);
                _next.Replicas[node] = replica.Promise(message.Ballot);
                _next.Send(PaxosMessage.Promise(node, message.From, message.Ballot, replica.Accepted, replica.Log));
                Give(found);
            }
            else if (message.Kind == PaxosMessageKind.Accept && message.Ballot >= replica.Promised)
            {
                bool isNews = replica.Accepted < message.Ballot || PaxosLog.LengthOf(replica.Log) < PaxosLog.LengthOf(message.Log);
                _next.CopyFrom(_state);
                _next.Replicas[node] = (message.Ballot > replica.Promised ? replica.Promise(message.Ballot) : replica) with
                {
                    Accepted = message.Ballot,
                    Log = isNews ? message.Log : replica.Log,
                };
                _next.Send(PaxosMessage.Answer(node, message.From, message.Ballot, message.Log));
                Give(found);
            }
        }
    }

    private void Give(ISuccessors found)
    {
        int size = _next.Size;
        if (size > _bytes.Length)
            _bytes = new byte[size * 2];
        _next.Write(_bytes);
        found.Add(_bytes.AsSpan(0, size));
    }
}
