using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>Folds the operations of an earlier version anew. It costs that version's history.</summary>
internal sealed class PastStates(TreeState present)
{
    /// <summary>Null when the version has operations that are not here, or lacks the past of one that it has.</summary>
    public TreeState? At(VersionVector version)
    {
        if (!present.Store.Version().Includes(version))
            return null;
        var past = new TreeState(present.Policy);
        for (int operation = 0; operation < present.Store.Count; operation++)
        {
            ref readonly StoredOperation stored = ref present.Store[operation];
            ReplicaLog log = present.Store.Logs[stored.Replica];
            if (stored.Sequence >= version[log.Id])
                continue;
            ChangeHeader change = log.Changes[log.ChangeOf(stored.Sequence)];
            bool isFirst = change.FirstSequence == stored.Sequence;
            TreeOperation exported = present.Store.Export(operation);
            if ((isFirst && !change.Dependencies.All(version.Includes)) || !Names(past, exported))
                return null;
            ReplicaLog copy = past.Store.LogOf(log.Id);
            if (isFirst)
                copy.BeginChange(change.FirstTime, change.Dependencies);
            past.Add(copy, stored.Time, exported, isFirst ? change.Dependencies : []);
        }
        return past;
    }

    private static bool Names(TreeState past, in TreeOperation operation)
        => (operation.Kind == TreeOperationKind.Add || past.Store.FindNode(operation.Node) != OperationStore.None)
            && past.Store.FindNode(operation.Target) != OperationStore.None;
}
