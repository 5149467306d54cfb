using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Expressions;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>Tells a path of a group as people read it: a column a replica, from the initial state to the step that breaks something.</summary>
public static class GroupTrace
{
    /// <param name="path">As a search of this group found it.</param>
    /// <param name="violation">What no longer holds at its end.</param>
    public static Trace Of(ReplicaGroup group, EquatableArray<PathStep> path, string violation)
    {
        GroupState[] states = [.. path.Select(s => group.Read(s.State.Items.AsSpan()))];
        string[] columns = [.. states[0].Replicas.Select((_, r) => NameOf(r))];
        var steps = new List<TraceStep> { new(null, "", Columns(group, states[0]), []) };
        for (int i = 1; i < path.Count; i++)
        {
            GroupAction action = group.ActionsOf(path[i - 1].State.Items.AsSpan())[path[i].Action];
            EquatableArray<ColumnState> before = steps[^1].States;
            EquatableArray<ColumnState> after = Columns(group, states[i]);
            steps.Add(new TraceStep(action.Replica, Told(group, action, states[i - 1]), after, before[action.Replica].ChangesTo(after[action.Replica], action.Replica).ToEquatable()));
        }

        return new Trace(columns.ToEquatable(), [], steps.ToEquatable(), violation);
    }

    private static string NameOf(int replica) => ((char)('A' + replica)).ToString();

    private static EquatableArray<ColumnState> Columns(ReplicaGroup group, GroupState state) =>
        state.Replicas.Select(r => new ColumnState(Bindings(group, r).ToEquatable())).ToEquatable();

    private static IEnumerable<Binding> Bindings(ReplicaGroup group, ReplicaState state)
    {
        EquatableArray<VariableSymbol> variables = group.Model.Object.State;
        for (int i = 0; i < variables.Count; i++)
            yield return new Binding(variables[i].Name, group.Model.Evaluator.Show(state.Values[i], variables[i].Type, group.Model.Object.Notation));
    }

    private static string Told(ReplicaGroup group, GroupAction action, GroupState before) => action switch
    {
        GroupAction.Run run => $"{run.Operation.Name}({string.Join(", ", run.Arguments.Zip(run.Operation.Given, (a, p) => group.Model.Evaluator.Show(a, p.Type, group.Model.Object.Notation)))})",
        GroupAction.Merge merge => $"merge ← {NameOf(merge.From)}",
        GroupAction.Send => "send",
        GroupAction.Receive => $"merge ← what {NameOf(before.Message!.Sender)} sent",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
