using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Expressions;
using Sextant.Model.Results;
using Sextant.Model.Types;

namespace Sextant.Exploration.Replicas;

/// <summary>Tells a path of a group as people read it: with the simplest values that will do, a column a replica, from the initial state to the step that breaks something.</summary>
public static class GroupTrace
{
    /// <param name="path">As a search of this group found it.</param>
    /// <param name="question">What its last step breaks.</param>
    /// <param name="violation">What no longer holds at its end.</param>
    public static Trace Of(ReplicaGroup group, EquatableArray<PathStep> path, GroupProperty question, string violation)
    {
        path = new SmallestPath(group, group.Questions.Items.IndexOf(question)).Of(path);
        EquatableArray<ReplicaState>[] states = [.. path.Select(s => group.StatesIn(s.State.Items.AsSpan()))];
        string[] columns = [.. states[0].Select((_, r) => ReplicaGroup.NameOf(r))];
        var steps = new List<TraceStep> { new(null, "", Columns(group, states[0]), []) };
        for (int i = 1; i < path.Count; i++)
        {
            ReadOnlySpan<byte> before = path[i - 1].State.Items.AsSpan();
            GroupAction action = group.ActionsOf(before)[path[i].Action];
            Add(steps, action.Replica, group.Told(action, before), Columns(group, states[i]));
            if (i + 1 < path.Count)
                continue;
            Aftermath aftermath = group.AftermathOf(before, path[i].State.Items.AsSpan(), action, question);
            if (aftermath.Next is { } next)
                Add(steps, next.Replica, next.Action, Columns(group, next.States));
            violation += aftermath.Remark;
        }

        return new Trace(columns.ToEquatable(), Constants(group).ToEquatable(), steps.ToEquatable(), violation);
    }

    private static void Add(List<TraceStep> steps, int replica, string action, EquatableArray<ColumnState> after) =>
        steps.Add(new TraceStep(replica, action, after, steps[^1].States[replica].ChangesTo(after[replica], replica).ToEquatable()));

    /// <summary>Elements of uninterpreted types are known by the names of the constants.</summary>
    private static IEnumerable<Binding> Constants(ReplicaGroup group) => group.Model.Object.Theory.Constants.Where(c => c.Type is not DataType.Sort)
        .Select(c => new Binding(c.Name, group.Model.Evaluator.Show(group.Model.Evaluator.Universe.Constants[c], c.Type, group.Model.Object.Notation)));

    private static EquatableArray<ColumnState> Columns(ReplicaGroup group, EquatableArray<ReplicaState> states) =>
        states.Select(r => new ColumnState(Bindings(group, r).ToEquatable())).ToEquatable();

    private static IEnumerable<Binding> Bindings(ReplicaGroup group, ReplicaState state)
    {
        EquatableArray<VariableSymbol> variables = group.Model.Object.State;
        for (int i = 0; i < variables.Count; i++)
            yield return new Binding(variables[i].Name, group.Model.Evaluator.Show(state.Values[i], variables[i].Type, group.Model.Object.Notation));
    }
}
