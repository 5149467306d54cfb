using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Ordering;

/// <summary>
/// Lamport time, then replica. A key is the time and, in its lowest bits, a rank that orders as the replicas' ids do. Ranks
/// leave gaps for replicas that join later.
/// </summary>
internal sealed class LamportOrder : MoveOrder
{
    private const int RankBits = 21;
    private const int RankLimit = 1 << RankBits;

    private readonly SortedList<ReplicaId, int> _ranks = [];
    private readonly Dictionary<int, int> _rankAfter = [];
    private ReplicaId _lastReplica;
    private int _lastRank = -1;

    public override ulong Place(in OrderedOperation operation) => Key(operation.Time, RankOf(operation.Id.Replica));

    public override ulong Rekey(int index, ulong previous)
        => Key((long)(previous >> RankBits), _rankAfter[(int)(previous & (RankLimit - 1))]);

    private static ulong Key(long time, int rank) => ((ulong)time << RankBits) | (uint)rank;

    private int RankOf(ReplicaId replica)
    {
        if (_lastRank < 0 || replica != _lastReplica)
        {
            _lastRank = _ranks.TryGetValue(replica, out int known) ? known : Join(replica);
            _lastReplica = replica;
        }
        return _lastRank;
    }

    private int Join(ReplicaId replica)
    {
        _ranks.Add(replica, 0);
        int index = _ranks.IndexOfKey(replica);
        int low = index == 0 ? 0 : _ranks.Values[index - 1];
        int high = index == _ranks.Count - 1 ? RankLimit : _ranks.Values[index + 1];
        int rank = (low + high) / 2;
        if (rank == low)
            return RankAnew(index);
        _ranks.SetValueAtIndex(index, rank);
        return rank;
    }

    private int RankAnew(int joined)
    {
        _rankAfter.Clear();
        int step = RankLimit / (_ranks.Count + 1);
        for (int i = 0; i < _ranks.Count; i++)
        {
            if (i != joined)
                _rankAfter.Add(_ranks.Values[i], (i + 1) * step);
            _ranks.SetValueAtIndex(i, (i + 1) * step);
        }
        Generation++;
        return _ranks.Values[joined];
    }
}
