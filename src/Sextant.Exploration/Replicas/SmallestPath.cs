using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Types;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// Of the paths that are alike, the one that comes first: with the first replica and the first elements where they will do, and the
/// smallest arguments. A search finds a shortest path, and of those any; every path here is gone again before it counts.
/// </summary>
internal sealed class SmallestPath(ReplicaGroup group, int property)
{
    /// <summary>So many paths are tried, and the best of them is taken.</summary>
    private const int MostTrials = 400;

    private int _trials;

    public EquatableArray<PathStep> Of(EquatableArray<PathStep> path)
    {
        EquatableArray<PathStep> best = path;
        while (Candidates(best).Select(c => Go(best[0].Action, c)).FirstOrDefault(p => p is not null && IsBefore(p, best)) is { } better)
            best = better;
        return best;
    }

    private IEnumerable<GroupAction[]> Candidates(EquatableArray<PathStep> path)
    {
        GroupAction[] actions = [.. Enumerable.Range(1, path.Count - 1).Select(i => group.ActionsOf(path[i - 1].State.Items.AsSpan())[path[i].Action])];
        for (int a = 0; a < group.Replicas; a++)
        {
            for (int b = 0; b < a; b++)
                yield return [.. actions.Select(x => Exchanged(x, a, b))];
        }

        foreach (DataType.Sort sort in actions.OfType<GroupAction.Run>().SelectMany(r => r.Operation.Parameters).Select(p => p.Type).OfType<DataType.Sort>().Distinct().Where(s => s != group.Model.Object.Replica?.Type))
        {
            for (int a = 0; a < group.Model.Evaluator.Universe.SizeOf(sort); a++)
            {
                for (int b = 0; b < a; b++)
                    yield return [.. actions.Select(x => x is GroupAction.Run run ? Exchanged(run, sort, a, b) : x)];
            }
        }

        for (int i = 0; i < actions.Length; i++)
        {
            foreach (GroupAction other in group.ActionsOf(path[i].State.Items.AsSpan()).Take(path[i + 1].Action).OfType<GroupAction.Run>()
                .Where(r => actions[i] is GroupAction.Run run && r.Operation == run.Operation && r.Replica == run.Replica && r != run))
                yield return [.. actions[..i], other, .. actions[(i + 1)..]];
        }
    }

    /// <summary>Two replicas in each other's place, with their names.</summary>
    private GroupAction Exchanged(GroupAction action, int a, int b)
    {
        int Other(int replica) => replica == a ? b : replica == b ? a : replica;
        return action switch
        {
            GroupAction.Run run => (group.Model.Object.Replica?.Type is DataType.Sort names ? Exchanged(run, names, a, b) : run) with { Replica = Other(run.Replica) },
            GroupAction.Merge merge => new GroupAction.Merge(Other(merge.Replica), Other(merge.From)),
            _ => action with { Replica = Other(action.Replica) },
        };
    }

    private static GroupAction.Run Exchanged(GroupAction.Run run, DataType.Sort sort, int a, int b) => run with
    {
        Arguments = run.Arguments.Zip(run.Operation.Parameters, (value, parameter) =>
            parameter.Type != sort ? value : value == Datum.Of(a) ? Datum.Of(b) : value == Datum.Of(b) ? Datum.Of(a) : value).ToEquatable(),
    };

    /// <summary>Null where the actions are not possible one after the other, or do not break the property at last.</summary>
    private EquatableArray<PathStep>? Go(int first, GroupAction[] actions)
    {
        if (++_trials > MostTrials)
            return null;
        var chosen = new List<int> { first };
        foreach (GroupAction action in actions)
        {
            int index = group.ActionsOf(PathReplay.Run(group, chosen)[^1].State.Items.AsSpan()).ToList().IndexOf(action);
            if (index < 0)
                return null;
            chosen.Add(index);
        }

        EquatableArray<PathStep> path = PathReplay.Run(group, chosen);
        return group.Holds(property, path[^1].State.Items.AsSpan()) ? null : path;
    }

    private static bool IsBefore(EquatableArray<PathStep> a, EquatableArray<PathStep> b) =>
        a.Zip(b, (x, y) => x.Action.CompareTo(y.Action)).FirstOrDefault(c => c != 0) < 0;
}
