using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Trees.Importing;

/// <summary>Takes in the changes of others: judges each, applies it whole or not at all, and wakes those that waited for it.</summary>
internal sealed class Importer(TreeState state, Frontier frontier, WaitingRoom waiting, TreeLimits limits)
{
    private readonly ChangeRules _rules = new(state.Store, state.Policy, limits);

    public ImportResult Import(IEnumerable<Change> changes)
    {
        int applied = 0;
        int known = 0;
        var refusals = new List<Refusal>();
        var queue = new Queue<Change>(changes);
        while (queue.TryDequeue(out Change? change))
        {
            switch (_rules.Judge(change))
            {
                case ChangeRules.Answer.Known:
                    known += change.Operations.Count;
                    break;
                case ChangeRules.Answer.Refuse refuse:
                    refusals.Add(new Refusal(change.IdOf(0), refuse.Reason));
                    break;
                case ChangeRules.Answer.Wait answer when !waiting.TryAdd(change, answer.Missing):
                    refusals.Add(new Refusal(change.IdOf(0), "its past is missing, and there is no room for more that wait"));
                    break;
                case ChangeRules.Answer.Admit:
                    int taken = Apply(change);
                    applied += taken;
                    known += change.Operations.Count - taken;
                    foreach (Change released in waiting.Release(change))
                        queue.Enqueue(released);
                    break;
            }
        }
        return new ImportResult(applied, known, waiting.Operations, refusals);
    }

    private int Apply(Change change)
    {
        ReplicaLog log = state.Store.LogOf(change.Replica);
        int from = log.Count - change.FirstSequence;
        IReadOnlyList<OperationId> dependencies = from == 0 ? change.Dependencies : [];
        log.BeginChange(change.FirstTime + from, dependencies);
        for (int i = from; i < change.Operations.Count; i++)
            state.Add(log, change.FirstTime + i, change.Operations[i], i == 0 ? dependencies : []);
        frontier.Advance(log.LastId, dependencies);
        return change.Operations.Count - from;
    }
}
