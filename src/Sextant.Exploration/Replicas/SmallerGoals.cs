using System.Buffers;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Objects;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// Of states from which a step breaks something, what it takes to break it. The rest is what a solver made up besides: without it runs to the
/// states are shorter, and found sooner.
/// </summary>
/// <remarks>
/// Part by part is put back to what it is at the beginning, of all replicas at once or of one, as long as the states satisfy what is assumed of
/// them and a step still breaks it.
/// </remarks>
public sealed class SmallerGoals
{
    private readonly StateGroup _group;
    private readonly ReplicaSteps _steps;
    private readonly ReplicaState _first;
    private readonly HashSet<int> _sought;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    private SmallerGoals(StateGroup group, ReplicaSteps steps, ReplicaState first, HashSet<int> sought) => (_group, _steps, _first, _sought) = (group, steps, first, sought);

    /// <summary>The bounds with smaller goals, or with the same where no single step from these breaks it.</summary>
    /// <param name="obj">One whose replicas send states, and of which <see cref="ReplicaGroup.WhyNot"/> has nothing to say.</param>
    /// <param name="isSought">The questions of which a step breaks one.</param>
    public static GroupBounds Of(ReplicatedObject obj, GroupBounds bounds, Func<GroupProperty, bool> isSought)
    {
        ArgumentNullException.ThrowIfNull(obj);
        ArgumentNullException.ThrowIfNull(bounds);
        ArgumentNullException.ThrowIfNull(isSought);
        ReplicaSteps steps = ReplicaGroup.StepsOf(obj, bounds);
        var group = new StateGroup(bounds with { HasOldMessages = false, Goals = [] }, steps);
        if (steps.Model.InitialStates(bounds.Domain) is not RunResult.Ended { Ends: [var initial, ..] })
            return bounds;
        var smaller = new SmallerGoals(group, steps, initial.State, [.. Enumerable.Range(0, group.Questions.Count).Where(i => isSought(group.Questions[i]))]);
        EquatableArray<ReplicaState> goals = bounds.Goals.Select(steps.Instance).ToEquatable();
        return smaller.IsBroken(goals) ? bounds with { Goals = smaller.Least(goals) } : bounds;
    }

    private EquatableArray<ReplicaState> Least(EquatableArray<ReplicaState> goals)
    {
        while (true)
        {
            EquatableArray<ReplicaState> before = goals;
            foreach (StatePart part in before.SelectMany(g => _steps.Model.Differences(g, _first)).Distinct())
            {
                goals = Smaller(goals, goals.Select(g => Without(g, part)).ToEquatable());
                for (int i = 0; i < goals.Count; i++)
                    goals = Smaller(goals, goals.Select((g, n) => n == i ? Without(g, part) : g).ToEquatable());
            }

            if (goals == before)
                return goals;
        }
    }

    private ReplicaState Without(ReplicaState state, StatePart part) => _steps.Instance(_steps.Model.WithPart(state, part, _first));

    private EquatableArray<ReplicaState> Smaller(EquatableArray<ReplicaState> goals, EquatableArray<ReplicaState> candidate) => candidate != goals && IsBroken(candidate) ? candidate : goals;

    /// <summary>Whether the states satisfy what is assumed of them, and a step of one of their replicas breaks what is sought.</summary>
    private bool IsBroken(EquatableArray<ReplicaState> states)
    {
        for (int i = 0; i < states.Count; i++)
        {
            if (_steps.Invariant(states[i]).Length > 0)
                return false;
            for (int j = 0; j < states.Count; j++)
            {
                if (i != j && _steps.Related(states[i], states[j]).Length > 0)
                    return false;
            }
        }

        _bytes.ResetWrittenCount();
        new GroupState([], IsOrdered: true, states, null).Write(_bytes);
        var sought = new Sought(_sought);
        _group.Expand(_bytes.WrittenSpan, sought);
        return sought.IsFound;
    }

    private sealed class Sought(HashSet<int> properties) : ISuccessors
    {
        public bool IsFound { get; private set; }

        public void Add(ReadOnlySpan<byte> state)
        {
            foreach (int property in BrokenProperties.In(state))
                IsFound |= properties.Contains(property);
        }
    }
}
