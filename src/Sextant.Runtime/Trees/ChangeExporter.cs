using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees;

/// <summary>Cuts the changes that a version lacks out of the logs, each change after those that it depends on.</summary>
internal sealed class ChangeExporter(OperationStore store, int operationsMax)
{
    public List<Change> Since(VersionVector version)
    {
        var changes = new List<Change>();
        foreach (ReplicaLog log in store.Logs)
        {
            int from = Math.Max(version[log.Id], log.PrunedCount);
            if (from < log.Count)
                Add(changes, log, from);
        }
        changes.Sort((one, other) => one.FirstTime != other.FirstTime
            ? one.FirstTime.CompareTo(other.FirstTime)
            : one.Replica.CompareTo(other.Replica));
        return changes;
    }

    private void Add(List<Change> changes, ReplicaLog log, int from)
    {
        int first = log.ChangeOf(from);
        for (int i = first; i < log.Changes.Count; i++)
        {
            ChangeHeader header = log.Changes[i];
            int begin = Math.Max(from, header.FirstSequence);
            int end = i + 1 < log.Changes.Count ? log.Changes[i + 1].FirstSequence : log.Count;
            for (int part = begin; part < end; part += Math.Min(operationsMax, end - part))
                changes.Add(Cut(log, header, part, Math.Min(operationsMax, end - part)));
        }
    }

    private Change Cut(ReplicaLog log, ChangeHeader header, int begin, int count)
    {
        IReadOnlyList<OperationId> dependencies = begin == header.FirstSequence ? header.Dependencies : [];
        var operations = new TreeOperation[count];
        for (int i = 0; i < count; i++)
            operations[i] = store.Export(log[begin + i]);
        return new Change(log.Id, begin, header.FirstTime + begin - header.FirstSequence, dependencies, operations);
    }
}
