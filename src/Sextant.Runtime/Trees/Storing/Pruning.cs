using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Folding;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>
/// Forgets the history before a point of the order at which nothing can arrive any more. Of each node are left the operation that added it, the
/// one that placed it last, for a removed node also the one before the removal, and of each value the last. A placement that is
/// left is met by no other links than it was met by in the whole history, so it is not refused without them.
/// </summary>
internal sealed class Pruning
{
    private readonly TreeState _old;

    /// <summary>Up to which time, or before which key, history is superfluous.</summary>
    private readonly (long Time, ulong Key) _end;

    private readonly Dictionary<(int Node, string Key), int> _values = [];

    /// <summary>For each node the last applied placement before the end, or -1.</summary>
    private readonly int[] _placements;

    /// <summary>For each node that it put in the trash, the one to go back to, or -1.</summary>
    private readonly int[] _returns;

    private Pruning(TreeState old, (long Time, ulong Key) end)
    {
        _old = old;
        _end = end;
        _placements = new int[old.Store.NodeCount];
        _returns = new int[old.Store.NodeCount];
        for (int node = 0; node < _placements.Length; node++)
        {
            _placements[node] = PlacementOf(node, andNotRemoved: false);
            _returns[node] = PlacementOf(node, andNotRemoved: true);
        }
    }

    /// <summary>Where each operation of the old state is in the new one, or -1.</summary>
    public int[] IndexAfter { get; private set; } = [];

    /// <summary>The state without the history that <paramref name="stable"/> makes superfluous, or null when it makes none so.</summary>
    public static (TreeState State, Pruning Pruning)? Run(TreeState old, VersionVector stable)
    {
        (long Time, ulong Key) end = old.Policy == TreePolicy.Lamport ? (TimeOf(old.Store, stable), 0) : (0, KeyOf(old.Store, stable));
        var pruning = new Pruning(old, end);
        return pruning.ForgetsAny() ? (pruning.Rebuild(), pruning) : null;
    }

    /// <summary>The last time before all operations that are not stable, and not later than the last that is.</summary>
    private static long TimeOf(OperationStore store, VersionVector stable)
    {
        long last = 0;
        long firstUnstable = long.MaxValue;
        for (int operation = 0; operation < store.Count; operation++)
        {
            if (stable.Includes(store.IdOf(operation)))
                last = Math.Max(last, store[operation].Time);
            else
                firstUnstable = Math.Min(firstUnstable, store[operation].Time);
        }
        return Math.Min(last, firstUnstable - 1);
    }

    /// <summary>The first key of an operation that is not stable. What is still to come has all that is stable in its past, so it comes after that.</summary>
    private static ulong KeyOf(OperationStore store, VersionVector stable)
    {
        ulong firstUnstable = ulong.MaxValue;
        for (int operation = 0; operation < store.Count; operation++)
        {
            if (!stable.Includes(store.IdOf(operation)))
                firstUnstable = Math.Min(firstUnstable, store[operation].Key);
        }
        return firstUnstable;
    }

    private bool IsBeforeEnd(in StoredOperation operation)
        => _old.Policy == TreePolicy.Lamport ? operation.Time <= _end.Time : operation.Key < _end.Key;

    private bool ForgetsAny()
    {
        for (int operation = 0; operation < _old.Store.Count; operation++)
        {
            ref readonly StoredOperation stored = ref _old.Store[operation];
            if (stored.Sequence >= _old.Store.Logs[stored.Replica].PrunedCount && IsBeforeEnd(stored))
                return true;
        }
        return false;
    }

    private TreeState Rebuild()
    {
        FindValues();
        OperationStore store = _old.Store;
        var state = new TreeState(_old.Policy);
        foreach (ReplicaLog log in store.Logs)
            BeginLog(state.Store.LogOf(log.Id), log);
        IndexAfter = new int[store.Count];
        Array.Fill(IndexAfter, OperationStore.None);
        foreach (int operation in BeforeEnd())
        {
            bool places = Places(operation);
            if (!places && !IsNeeded(operation))
                continue;
            IndexAfter[operation] = state.Store.Count;
            StoredOperation kept = store[operation];
            state.Keep(state.Store.LogOf(store.Logs[kept.Replica].Id), kept.Sequence, kept.Time, store.Export(operation), places);
        }
        EndPruned(state);
        AddRest(state);
        return state;
    }

    /// <summary>The operations before the end: where time is the order as they came, elsewhere in the order, which nothing else could tell any more.</summary>
    private IReadOnlyList<int> BeforeEnd()
    {
        IEnumerable<int> before = Enumerable.Range(0, _old.Store.Count).Where(operation => IsBeforeEnd(_old.Store[operation]));
        return _old.Policy == TreePolicy.Lamport ? [.. before] : [.. before.OrderBy(operation => _old.Store[operation].Key)];
    }

    private void EndPruned(TreeState state)
    {
        if (_old.Policy == TreePolicy.Lamport)
        {
            state.EndPruned(_end.Time);
            return;
        }
        IReadOnlyList<int> before = BeforeEnd();
        state.EndPruned(Math.Max(_old.Store.PrunedTime, before.Max(operation => _old.Store[operation].Time)));
        bool isPruned = _old.Store[before[^1]].Sequence < _old.Store.Logs[_old.Store[before[^1]].Replica].PrunedCount;
        state.Store.PrunedLast = isPruned ? _old.Store.PrunedLast : _old.Store.IdOf(before[^1]);
    }

    private void BeginLog(ReplicaLog log, ReplicaLog old)
    {
        int pruned = old.PrunedCount;
        long time = old.PrunedTime;
        while (pruned < old.Count && IsBeforeEnd(_old.Store[old[pruned]]))
            time = _old.Store[old[pruned++]].Time;
        log.BeginBehind(pruned, time);
    }

    private void AddRest(TreeState state)
    {
        OperationStore store = _old.Store;
        for (int operation = 0; operation < store.Count; operation++)
        {
            StoredOperation rest = store[operation];
            if (IsBeforeEnd(rest))
                continue;
            ReplicaLog old = store.Logs[rest.Replica];
            ReplicaLog log = state.Store.LogOf(old.Id);
            ChangeHeader header = old.Changes[old.ChangeOf(rest.Sequence)];
            bool isFirst = header.FirstSequence == rest.Sequence;
            IReadOnlyList<OperationId> dependencies = isFirst ? header.Dependencies : [];
            if (isFirst || log.Changes.Count == 0)
                log.BeginChange(rest.Time, dependencies);
            IndexAfter[operation] = state.Store.Count;
            state.Add(log, rest.Time, store.Export(operation), dependencies);
        }
    }

    private bool IsNeeded(int operation)
    {
        StoredOperation stored = _old.Store[operation];
        return stored.Kind == TreeOperationKind.Add
            || (stored.Kind == TreeOperationKind.SetValue && _values[(stored.Node, stored.Payload!.Key!)] == operation);
    }

    private bool Places(int operation)
    {
        StoredOperation stored = _old.Store[operation];
        int placement = _placements[stored.Node];
        return placement == operation
            || (_returns[stored.Node] == operation && _old.Store[placement].Target == OperationStore.Trash);
    }

    private int PlacementOf(int node, bool andNotRemoved)
    {
        ReadOnlySpan<TimelineEntry> entries = _old.Fold.TimelineOf(node);
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            int operation = _old.OperationOf(entries[i].Move);
            if (IsBeforeEnd(_old.Store[operation]) && !(andNotRemoved && entries[i].Target == OperationStore.Trash))
                return operation;
        }
        return OperationStore.None;
    }

    private void FindValues()
    {
        for (int operation = 0; operation < _old.Store.Count; operation++)
        {
            StoredOperation stored = _old.Store[operation];
            if (stored.Kind != TreeOperationKind.SetValue || !IsBeforeEnd(stored))
                continue;
            (int, string) name = (stored.Node, stored.Payload!.Key!);
            if (!_values.TryGetValue(name, out int best) || _old.Store[best].Key < stored.Key)
                _values[name] = operation;
        }
    }
}
