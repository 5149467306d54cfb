using System.Globalization;
using Sextant.Exploration.Replicas;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Cli.Opinions;

/// <summary>What running groups of an object's replicas found, in one universe.</summary>
/// <param name="Searches">Of the groups that there can be, and that were needed.</param>
/// <param name="IsWhole">Whether every state that so many replicas can reach was seen, whatever the arguments.</param>
/// <param name="Broken">What runs break, each with a shortest run, the shortest first.</param>
/// <param name="Ran">The operations that ran in any group.</param>
/// <param name="Extent">How far it was looked, as the end of a sentence such as "not reachable within 5 steps of 2 replicas".</param>
/// <param name="Fault">Why some step could not be run to its end; null when all could.</param>
internal sealed record Runs(EquatableArray<GroupSearch> Searches, bool IsWhole, EquatableArray<Reached> Broken, EquatableArray<Operation> Ran, string Extent, string? Fault)
{
    /// <summary>How many replicas the largest group has.</summary>
    public int Replicas => Searches.Select(s => s.Bounds.Replicas).DefaultIfEmpty().Max();

    /// <param name="isEnough">Whether larger groups need not be searched; asked of what the smaller ones break.</param>
    public static Runs Of(ReplicatedObject obj, GroupSearches groups, Func<IEnumerable<Reached>, bool> isEnough)
    {
        var ran = new HashSet<Operation>(ReferenceEqualityComparer.Instance);
        var broken = new Dictionary<GroupProperty, Reached>(ReferenceEqualityComparer.Instance);
        var searched = new List<GroupSearch>();
        for (int g = 0; g < groups.Count && !isEnough(broken.Values); g++)
        {
            if (groups[g] is not { } search)
                continue;
            searched.Add(search);
            ran.UnionWith(search.Group.Ran);
            for (int i = 0; i < search.Group.Questions.Count; i++)
            {
                if (search.Result.Properties[i].Path is { } path)
                    Shorter(new Reached(search.Group.Questions[i], search.Group, path));
            }
        }

        return new Runs(searched.ToEquatable(), searched.Count == groups.Count && searched.TrueForAll(s => s.Group.IsWhole && s.Group.Fault is null && s.Result.End == SearchEnd.Complete),
            broken.Values.OrderBy(r => r.Path.Count).ToEquatable(), obj.Operations.Where(ran.Contains).ToEquatable(), ExtentOf(searched), searched.Select(s => s.Group.Fault).FirstOrDefault(f => f is not null));

        void Shorter(Reached reached)
        {
            GroupProperty? known = broken.Keys.FirstOrDefault(q => q.Kind == reached.Question.Kind && q.Operation == reached.Question.Operation && q.With == reached.Question.With && ReferenceEquals(q.Clause, reached.Question.Clause));
            if (known is null)
                broken.Add(reached.Question, reached);
            else if (reached.Path.Count < broken[known].Path.Count)
                broken[known] = reached;
        }
    }

    private static string ExtentOf(List<GroupSearch> searched) => searched.TrueForAll(s => s.Result.End == SearchEnd.Complete)
        ? string.Create(CultureInfo.InvariantCulture, $"any number of steps of up to {searched.Select(s => s.Bounds.Replicas).DefaultIfEmpty().Max()} replicas")
        : string.Join(" or ", searched.GroupBy(s => s.Bounds.Replicas).Select(g => g.All(s => s.Result.End == SearchEnd.Complete)
            ? string.Create(CultureInfo.InvariantCulture, $"any number of steps of {g.Key} replicas")
            : string.Create(CultureInfo.InvariantCulture, $"{g.Min(s => s.Result.CompleteDepth)} steps of {g.Key} replicas")));
}

/// <summary>A question that a run answers.</summary>
/// <param name="Path">To the step that breaks what is asked.</param>
internal sealed record Reached(GroupProperty Question, ReplicaGroup Group, EquatableArray<PathStep> Path)
{
    /// <summary>Whether it is a question about the object, and not the failure of a run.</summary>
    public bool IsAnswer => Question.Kind is not null;

    /// <summary>Whether it breaks what the check asks of this clause.</summary>
    public bool Answers(Finding finding, ClauseFinding clause) => IsAnswer && Comparison.Answers(finding, clause, Question);
}
