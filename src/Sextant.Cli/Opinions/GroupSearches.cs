using Sextant.Exploration.Replicas;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Objects;

namespace Sextant.Cli.Opinions;

/// <summary>The searches of the groups of one object in one universe, in the order of the bounds. Each is made once, when somebody first needs it.</summary>
internal sealed class GroupSearches : IDisposable
{
    private readonly ReplicatedObject _object;
    private readonly OpinionBounds _bounds;
    private readonly Lazy<GroupSearch?>[] _searches;
    private readonly IReadOnlyList<GroupSearches> _others;
    private readonly Func<GroupProperty, bool>? _isSought;
    private readonly CancellationTokenSource _stop;
    private Task _ahead = Task.CompletedTask;

    /// <param name="obj">One of which <see cref="ReplicaGroup.WhyNot"/> has nothing to say.</param>
    /// <param name="universe">Null for an object that needs none.</param>
    /// <param name="others">Searches of the same object; a group that can do the same as one of those is not searched again.</param>
    /// <param name="isSought">The questions of which one answer ends a search; null where all answers are sought.</param>
    public GroupSearches(ReplicatedObject obj, OpinionBounds bounds, Universe? universe, IReadOnlyList<GroupSearches> others, CancellationToken cancellation, Func<GroupProperty, bool>? isSought = null)
    {
        _object = obj;
        _bounds = bounds;
        _others = others;
        _isSought = isSought;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // Where runs are remembered nothing new comes of what arrives late, so that groups with and without old messages are the same.
        IEnumerable<GroupBounds> groups = obj.Propagation is Propagation.Operations || obj.IsCoordinated ? bounds.Groups.DistinctBy(g => g.Replicas) : bounds.Groups;
        _searches = [.. groups.Select((g, i) => new Lazy<GroupSearch?>(() => Search(i, g with { Universe = universe })))];
    }

    /// <summary>How many groups the bounds have.</summary>
    public int Count => _searches.Length;

    /// <summary>Null where there cannot be so many replicas.</summary>
    public GroupSearch? this[int group] => _searches[group].Value;

    /// <summary>
    /// Begins to search while something else is waited for. It goes on until a group breaks something, for then the larger ones may not be needed.
    /// </summary>
    public void Begin() => _ahead = Task.Run(() =>
    {
        foreach (Lazy<GroupSearch?> search in _searches)
        {
            if (_stop.IsCancellationRequested || search.Value?.BreaksSomething == true)
                return;
        }
    });

    /// <summary>Ends the search that is being made, whose answer nobody waits for.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            _ahead.Wait();
        }
        catch (AggregateException)
        {
            // Whoever needs a search that fails meets its failure there.
        }

        _stop.Dispose();
    }

    private GroupSearch? Search(int index, GroupBounds bounds)
    {
        if (_others.SelectMany(o => o._searches).FirstOrDefault(s => s.IsValueCreated && s.Value is { } made && ReplicaGroup.AreAlike(_object, made.Bounds, bounds))?.Value is { } alike)
            return alike;
        GroupSearch? before = index > 0 ? this[index - 1] : null;
        ReplicaGroup group = before is not null && before.Bounds with { HasOldMessages = bounds.HasOldMessages } == bounds ? before.Group.WithOldMessages(bounds.HasOldMessages) : ReplicaGroup.Of(_object, bounds);
        if (!group.IsPossible)
            return null;
        HashSet<int>? sought = _isSought is null ? null : [.. Enumerable.Range(0, group.Questions.Count).Where(i => _isSought(group.Questions[i]))];
        var search = new BreadthFirst(() => group, new SearchBounds(_bounds.MaxStates), goal: sought is null ? SearchGoal.EveryProperty : SearchGoal.FirstViolation, ending: sought);
        return new GroupSearch(bounds, group, search.Run(_stop.Token));
    }
}

/// <summary>A group of replicas and what a search of it found.</summary>
internal sealed record GroupSearch(GroupBounds Bounds, ReplicaGroup Group, SearchResult Result)
{
    public bool BreaksSomething => Result.Properties.Any(p => p.Path is not null);
}
