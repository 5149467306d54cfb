using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Folding;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>
/// Forgets the history before a time at which nothing can arrive any more. Of each node are left the operation that added it, the
/// one that placed it last, for a removed node also the one before the removal, and of each value the last. A placement that is
/// left is met by no other links than it was met by in the whole history, so it is not refused without them.
/// </summary>
internal sealed class Pruning
{
    private readonly TreeState _old;
    private readonly long _time;
    private readonly Dictionary<(int Node, string Key), int> _values = [];

    /// <summary>For each node the last applied placement up to the time, or -1.</summary>
    private readonly int[] _placements;

    /// <summary>For each node that it put in the trash, the one to go back to, or -1.</summary>
    private readonly int[] _returns;

    private Pruning(TreeState old, long time)
    {
        _old = old;
        _time = time;
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
        long time = TimeOf(old.Store, stable);
        if (time <= old.Store.PrunedTime)
            return null;
        var pruning = new Pruning(old, time);
        return (pruning.Rebuild(), pruning);
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

    private TreeState Rebuild()
    {
        FindValues();
        OperationStore store = _old.Store;
        var state = new TreeState(_old.Policy);
        foreach (ReplicaLog log in store.Logs)
            BeginLog(state.Store.LogOf(log.Id), log);
        IndexAfter = new int[store.Count];
        for (int operation = 0; operation < store.Count; operation++)
        {
            IndexAfter[operation] = OperationStore.None;
            if (store[operation].Time > _time)
                continue;
            bool places = Places(operation);
            if (!places && !IsNeeded(operation))
                continue;
            IndexAfter[operation] = state.Store.Count;
            StoredOperation kept = store[operation];
            state.Keep(state.Store.LogOf(store.Logs[kept.Replica].Id), kept.Sequence, kept.Time, store.Export(operation), places);
        }
        state.EndPruned(_time);
        AddRest(state);
        return state;
    }

    private void BeginLog(ReplicaLog log, ReplicaLog old)
    {
        int pruned = old.PrunedCount;
        long time = old.PrunedTime;
        while (pruned < old.Count && _old.Store[old[pruned]].Time <= _time)
            time = _old.Store[old[pruned++]].Time;
        log.BeginBehind(pruned, time);
    }

    private void AddRest(TreeState state)
    {
        OperationStore store = _old.Store;
        for (int operation = 0; operation < store.Count; operation++)
        {
            StoredOperation rest = store[operation];
            if (rest.Time <= _time)
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
            if (_old.Store[operation].Time <= _time && !(andNotRemoved && entries[i].Target == OperationStore.Trash))
                return operation;
        }
        return OperationStore.None;
    }

    private void FindValues()
    {
        for (int operation = 0; operation < _old.Store.Count; operation++)
        {
            StoredOperation stored = _old.Store[operation];
            if (stored.Kind != TreeOperationKind.SetValue || stored.Time > _time)
                continue;
            (int, string) name = (stored.Node, stored.Payload!.Key!);
            if (!_values.TryGetValue(name, out int best) || _old.Store[best].Key < stored.Key)
                _values[name] = operation;
        }
    }
}
