using Sextant.Exploration.Replicas;
using Sextant.Exploration.Search;
using Sextant.Model.Objects;

namespace Sextant.Cli.Opinions;

/// <summary>What searching groups of an object's replicas found, one after the other until one breaks something.</summary>
/// <param name="Replicas">Of the largest group.</param>
/// <param name="IsWhole">Whether every state that so many replicas can reach was seen.</param>
/// <param name="Broken">What the last group broke; null when none broke anything.</param>
/// <param name="Path">To where it is broken, in the last group.</param>
/// <param name="Ran">The operations that ran in any group.</param>
internal sealed record Runs(int Replicas, long States, bool IsWhole, GroupProperty? Broken, ReplicaGroup Last, EquatableArray<PathStep>? Path, EquatableArray<Operation> Ran)
{
    /// <param name="obj">One of which <see cref="ReplicaGroup.WhyNot"/> has nothing to say.</param>
    public static Runs Of(ReplicatedObject obj, OpinionBounds bounds, CancellationToken cancellation)
    {
        long states = 0;
        bool isWhole = true;
        var ran = new HashSet<Operation>(ReferenceEqualityComparer.Instance);
        GroupProperty? broken = null;
        EquatableArray<PathStep>? path = null;
        ReplicaGroup? group = null;
        for (int i = 0; i < bounds.Groups.Count && broken is null; i++)
        {
            ReplicaGroup current = group = new ReplicaGroup(obj, bounds.Groups[i]);
            SearchResult result = new BreadthFirst(() => current, new SearchBounds(bounds.MaxStates)).Run(cancellation);
            states += result.States;
            isWhole &= current.IsWhole && result.End == SearchEnd.Complete;
            ran.UnionWith(current.Ran);
            int first = result.Properties.Items.ToList().FindIndex(p => p.Verdict == PropertyVerdict.Violated);
            if (first >= 0)
                (broken, path) = (current.Questions[first], result.Properties[first].Path);
        }

        return new Runs(bounds.Groups.Max(g => g.Replicas), states, isWhole, broken, group!, path, obj.Operations.Where(ran.Contains).ToEquatable());
    }
}
