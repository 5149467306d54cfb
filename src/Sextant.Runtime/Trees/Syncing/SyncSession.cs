using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Encoding;
using Sextant.Runtime.Trees.Importing;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Syncing;

/// <summary>How much goes out before the other side has answered.</summary>
/// <param name="BatchOperationsMax">A message takes no further change once it has this many operations, and no change has more.</param>
/// <param name="BatchesAheadMax">Messages that may be unanswered: a slow receiver slows the sender down.</param>
public sealed record SyncPace(int BatchOperationsMax = 10_000, int BatchesAheadMax = 4);

/// <summary>
/// One side of the conversation of two replicas, without any transport: a message goes in, messages come out. Both begin by
/// telling their version; each then sends what the other lacks, in batches, and answers each batch with the version that it has
/// reached. Whatever is lost with a connection is sent again in the next conversation, which begins from the versions.
/// </summary>
public sealed class SyncSession(ReplicatedTree tree, SyncPace? pace = null, TreeLimits? limits = null)
{
    private readonly SyncPace _pace = pace ?? new SyncPace();
    private readonly TreeLimits _limits = limits ?? TreeLimits.Default;
    private readonly Queue<Change> _outgoing = new();
    private VersionVector? _sent;
    private int _unanswered;

    /// <summary>Why the conversation is over; null while it goes on.</summary>
    public string? Ended { get; private set; }

    /// <summary>What the other side is known to have.</summary>
    public VersionVector PeerVersion { get; private set; } = VersionVector.Empty;

    public byte[] Begin() => new SyncMessage.Have(tree.Version).Encode();

    /// <summary>Takes in a message and returns what is to be sent now.</summary>
    public IReadOnlyList<byte[]> Receive(ReadOnlySpan<byte> bytes)
    {
        if (Ended is not null)
            return [];
        switch (SyncMessage.Decode(bytes, _limits))
        {
            case SyncMessage.Have have:
                return Continue(have.Version);
            case SyncMessage.Batch batch:
                ImportResult result = tree.Import(batch.Changes);
                return result.IsClean ? [Begin(), .. Send()] : [End(result.Refusals[0].Reason)];
            case SyncMessage.End end:
                Ended = end.Reason;
                break;
        }
        return [];
    }

    /// <summary>What is to be sent because the tree has gained operations, or because answers have made room.</summary>
    public IReadOnlyList<byte[]> Send()
    {
        var messages = new List<byte[]>();
        while (_sent is not null && Ended is null && _unanswered < _pace.BatchesAheadMax && NextBatch() is { } batch)
        {
            messages.Add(new SyncMessage.Batch(batch).Encode());
            _unanswered++;
        }
        return messages;
    }

    private List<byte[]> Continue(VersionVector version)
    {
        PeerVersion = PeerVersion.Join(version);
        _unanswered = Math.Max(0, _unanswered - 1);
        if (!tree.CanServe(version))
            return [End("what you lack has been pruned here: begin with a snapshot")];
        _sent = (_sent ?? VersionVector.Empty).Join(version);
        return [.. Send()];
    }

    private byte[] End(string reason)
    {
        Ended = reason;
        return new SyncMessage.End(reason).Encode();
    }

    /// <summary>The next operations that the other side lacks, causes before effects.</summary>
    private byte[]? NextBatch()
    {
        if (_outgoing.Count == 0)
        {
            foreach (Change change in tree.ExportChanges(_sent, _pace.BatchOperationsMax))
                _outgoing.Enqueue(change);
            _sent = _sent!.Join(tree.Version);
        }
        var batch = new List<Change>();
        int room = _pace.BatchOperationsMax;
        while (room > 0 && _outgoing.TryDequeue(out Change? change))
        {
            batch.Add(change);
            room -= change.Operations.Count;
        }
        return batch.Count == 0 ? null : ChangeEncoder.Encode(tree.Policy, batch);
    }
}
