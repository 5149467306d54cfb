using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>
/// Which operations an operation's origin had seen. The past of a change is computed when first asked for, from those of the
/// changes that it depends on, and kept, a number for each replica. Where many replicas make many changes, as malice may, that would take more memory than
/// the history itself: without room the past is searched each time.
/// </summary>
/// <param name="numbersMax">How many numbers are kept.</param>
internal sealed class CausalPast(OperationStore store, long numbersMax = 1 << 24)
{
    private readonly Dictionary<(int Replica, int Change), int[]> _pasts = [];
    private long _numbers;

    public bool AreConcurrent(int one, int other) => one != other && !IsBefore(one, other) && !IsBefore(other, one);

    /// <summary>
    /// True when the origin of <paramref name="later"/> had seen <paramref name="earlier"/>. Pruned history has no causes any more,
    /// only an order; it is in the past of all else.
    /// </summary>
    public bool IsBefore(int earlier, int later)
    {
        ref readonly StoredOperation first = ref store[earlier];
        ref readonly StoredOperation second = ref store[later];
        if (first.Replica == second.Replica)
            return first.Sequence < second.Sequence;
        if (IsPruned(first))
            return !IsPruned(second) || first.Key < second.Key;
        if (IsPruned(second))
            return false;
        (int, int) change = (second.Replica, store.Logs[second.Replica].ChangeOf(second.Sequence));
        return PastOf(change) is { } past
            ? first.Replica < past.Length && first.Sequence < past[first.Replica]
            : IsFoundBefore(first, change);
    }

    private bool IsPruned(in StoredOperation operation) => operation.Sequence < store.Logs[operation.Replica].PrunedCount;

    /// <summary>Searches the past of a change, no further back than the operation's time: who had seen it is later.</summary>
    private bool IsFoundBefore(in StoredOperation wanted, (int Replica, int Change) change)
    {
        HashSet<(int Replica, int Change)> seen = [change];
        var open = new Stack<(int Replica, int Change)>(seen);
        while (open.TryPop(out change))
        {
            ChangeHeader header = store.Logs[change.Replica].Changes[change.Change];
            IEnumerable<OperationId> past = header.Dependencies;
            if (change.Change > 0)
                past = past.Append(new OperationId(store.Logs[change.Replica].Id, header.FirstSequence - 1));
            foreach (OperationId id in past)
            {
                ReplicaLog log = store.FindLog(id.Replica)!;
                if (id.Sequence < log.PrunedCount)
                    continue;
                if (log.Index == wanted.Replica && id.Sequence >= wanted.Sequence)
                    return true;
                (int, int) next = (log.Index, log.ChangeOf(id.Sequence));
                if (store[log[id.Sequence]].Time > wanted.Time && seen.Add(next))
                    open.Push(next);
            }
        }
        return false;
    }

    /// <summary>Null when there is no room. Without recursion: two replicas that answer each other make chains as long as their histories.</summary>
    private int[]? PastOf((int Replica, int Change) wanted)
    {
        if (_pasts.TryGetValue(wanted, out int[]? known) || !HasRoom())
            return known;
        var open = new Stack<(int Replica, int Change)>();
        open.Push(wanted);
        while (open.TryPeek(out (int Replica, int Change) change))
        {
            int openBefore = open.Count;
            if (!_pasts.ContainsKey(change))
            {
                foreach ((int Replica, int Change) needed in NeededBy(change))
                {
                    if (!_pasts.ContainsKey(needed))
                        open.Push(needed);
                }
            }
            if (open.Count > openBefore)
                continue;
            if (!_pasts.ContainsKey(change))
            {
                if (!HasRoom())
                    return null;
                _numbers += store.Logs.Count;
                _pasts.Add(change, Join(change));
            }
            open.Pop();
        }
        return _pasts[wanted];
    }

    private bool HasRoom() => _numbers + store.Logs.Count <= numbersMax;

    private IEnumerable<(int Replica, int Change)> NeededBy((int Replica, int Change) change)
    {
        if (change.Change > 0)
            yield return (change.Replica, change.Change - 1);
        foreach (OperationId dependency in store.Logs[change.Replica].Changes[change.Change].Dependencies)
        {
            ReplicaLog log = store.FindLog(dependency.Replica)!;
            if (dependency.Sequence >= log.PrunedCount)
                yield return (log.Index, log.ChangeOf(dependency.Sequence));
        }
    }

    private int[] Join((int Replica, int Change) change)
    {
        int[] past = new int[store.Logs.Count];
        ChangeHeader header = store.Logs[change.Replica].Changes[change.Change];
        foreach ((int Replica, int Change) needed in NeededBy(change))
        {
            int[] theirs = _pasts[needed];
            for (int i = 0; i < theirs.Length; i++)
                past[i] = Math.Max(past[i], theirs[i]);
        }
        foreach (OperationId dependency in header.Dependencies)
        {
            int index = store.FindLog(dependency.Replica)!.Index;
            past[index] = Math.Max(past[index], dependency.Sequence + 1);
        }
        past[change.Replica] = header.FirstSequence;
        return past;
    }
}
