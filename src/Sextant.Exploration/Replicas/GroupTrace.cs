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
        GroupState[] states = [.. path.Select(s => group.Read(s.State.Items.AsSpan()))];
        string[] columns = [.. states[0].Replicas.Select((_, r) => NameOf(r))];
        var steps = new List<TraceStep> { new(null, "", Columns(group, states[0]), []) };
        GroupAction? last = null;
        for (int i = 1; i < path.Count; i++)
        {
            last = group.ActionsOf(path[i - 1].State.Items.AsSpan())[path[i].Action];
            Add(steps, last.Replica, Told(group, last, states[i - 1]), Columns(group, states[i]));
        }

        if (last is not null && group.MeetingOf(states[^2], states[^1], last, question) is { } meeting)
        {
            if (group.Merged(states[^1], meeting) is { } merged)
                Add(steps, meeting.Mine, Told(states[^1], meeting), Columns(group, merged));
            else
                violation += $", when {NameOf(meeting.Mine)} merges {Told(states[^1], meeting.Incoming)}";
        }

        return new Trace(columns.ToEquatable(), Constants(group).ToEquatable(), steps.ToEquatable(), violation);
    }

    private static void Add(List<TraceStep> steps, int replica, string action, EquatableArray<ColumnState> after) =>
        steps.Add(new TraceStep(replica, action, after, steps[^1].States[replica].ChangesTo(after[replica], replica).ToEquatable()));

    /// <summary>Elements of uninterpreted types are known by the names of the constants.</summary>
    private static IEnumerable<Binding> Constants(ReplicaGroup group) => group.Model.Object.Theory.Constants.Where(c => c.Type is not DataType.Sort)
        .Select(c => new Binding(c.Name, group.Model.Evaluator.Show(group.Model.Evaluator.Universe.Constants[c], c.Type, group.Model.Object.Notation)));

    private static string Told(GroupState state, Meeting meeting) => $"merge ← {Told(state, meeting.Incoming)}";

    private static string Told(GroupState state, Message message) =>
        ReferenceEquals(state.Replicas[message.Sender], message.State) ? NameOf(message.Sender) : $"what {NameOf(message.Sender)} sent";

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
