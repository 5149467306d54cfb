using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>Folds the operations of an earlier version anew. It costs that version's history.</summary>
internal sealed class PastStates(TreeState present)
{
    /// <summary>Null when the version has operations that are not here, lacks the past of one that it has, or is from before pruned history.</summary>
    public TreeState? At(VersionVector version)
    {
        if (!present.Store.Version().Includes(version) || !version.Includes(present.Store.PrunedVersion()))
            return null;
        var past = new TreeState(present.Policy);
        foreach (ReplicaLog log in present.Store.Logs)
            past.Store.LogOf(log.Id).BeginBehind(log.PrunedCount, log.PrunedTime);
        past.EndPruned(present.Store.PrunedTime);
        past.Store.PrunedLast = present.Store.PrunedLast;
        for (int operation = 0; operation < present.Store.Count; operation++)
        {
            StoredOperation stored = present.Store[operation];
            ReplicaLog log = present.Store.Logs[stored.Replica];
            if (stored.Sequence >= version[log.Id])
                continue;
            if (stored.Sequence < log.PrunedCount)
                past.Keep(past.Store.LogOf(log.Id), stored.Sequence, stored.Time, present.Store.Export(operation), stored.Move != OperationStore.None);
            else if (!TryAdd(past, log, operation, version))
                return null;
        }
        return past;
    }

    private bool TryAdd(TreeState past, ReplicaLog log, int operation, VersionVector version)
    {
        StoredOperation stored = present.Store[operation];
        ChangeHeader change = log.Changes[log.ChangeOf(stored.Sequence)];
        bool isFirst = change.FirstSequence == stored.Sequence;
        TreeOperation exported = present.Store.Export(operation);
        if ((isFirst && !change.Dependencies.All(version.Includes)) || !Names(past, exported))
            return false;
        ReplicaLog copy = past.Store.LogOf(log.Id);
        if (isFirst)
            copy.BeginChange(change.FirstTime, change.Dependencies);
        past.Add(copy, stored.Time, exported, isFirst ? change.Dependencies : []);
        return true;
    }

    private static bool Names(TreeState past, in TreeOperation operation)
        => (operation.Kind == TreeOperationKind.Add || past.Store.FindNode(operation.Node) != OperationStore.None)
            && past.Store.FindNode(operation.Target) != OperationStore.None;
}
