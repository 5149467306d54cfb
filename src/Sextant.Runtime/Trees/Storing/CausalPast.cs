using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>
/// Which operations an operation's origin had seen. The past of a change is computed when first asked for, from those of the
/// changes that it depends on, and kept.
/// </summary>
internal sealed class CausalPast(OperationStore store)
{
    private readonly Dictionary<(int Replica, int Change), int[]> _pasts = [];

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
        int[] past = PastOf((second.Replica, store.Logs[second.Replica].ChangeOf(second.Sequence)));
        return first.Replica < past.Length && first.Sequence < past[first.Replica];
    }

    private bool IsPruned(in StoredOperation operation) => operation.Sequence < store.Logs[operation.Replica].PrunedCount;

    /// <summary>Without recursion: two replicas that answer each other make chains as long as their histories.</summary>
    private int[] PastOf((int Replica, int Change) wanted)
    {
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
                _pasts.Add(change, Join(change));
            open.Pop();
        }
        return _pasts[wanted];
    }

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
