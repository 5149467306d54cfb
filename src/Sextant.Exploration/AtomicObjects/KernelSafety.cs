using Sextant.Exploration.Search;

namespace Sextant.Exploration.AtomicObjects;

/// <summary>What every reachable cache tree satisfies (Honoré's dissertation, chapter 3, its safety and the lemmas under it).</summary>
internal static class KernelSafety
{
    public static readonly EquatableArray<Property> Properties =
    [
        new("commits lie on one path", PropertyKind.Always),
        new("elections have times of their own", PropertyKind.Always),
        new("an election descends from every earlier commit", PropertyKind.Always),
        new("only pull forks", PropertyKind.Always),
    ];

    public static bool Holds(int property, CacheTree tree) => property switch
    {
        0 => CommitsLieOnOnePath(tree),
        1 => ElectionsHaveTheirOwnTimes(tree),
        2 => ElectionsSeeEarlierCommits(tree),
        _ => OnlyPullForks(tree),
    };

    private static bool CommitsLieOnOnePath(CacheTree tree)
    {
        int last = 0;
        for (int index = 1; index < tree.Count; index++)
        {
            if (!tree[index].IsCommit)
                continue;
            if (!tree.IsAncestor(last, index))
                return false;
            last = index;
        }

        return true;
    }

    private static bool ElectionsHaveTheirOwnTimes(CacheTree tree)
    {
        int last = -1;
        for (int index = 0; index < tree.Count; index++)
        {
            Cache cache = tree[index];
            if (!cache.IsElection)
                continue;
            if (cache.Time == last)
                return false;
            last = cache.Time;
        }

        return true;
    }

    private static bool ElectionsSeeEarlierCommits(CacheTree tree)
    {
        for (int election = 1; election < tree.Count; election++)
        {
            if (!tree[election].IsElection)
                continue;
            for (int commit = 0; commit < election; commit++)
            {
                if (tree[commit].IsCommit && tree[commit].Time < tree[election].Time && !tree.IsAncestor(commit, election))
                    return false;
            }
        }

        return true;
    }

    private static bool OnlyPullForks(CacheTree tree)
    {
        Span<bool> hasChild = stackalloc bool[tree.Count];
        for (int index = 1; index < tree.Count; index++)
        {
            Cache cache = tree[index];
            if (cache.IsElection)
                continue;
            if (hasChild[cache.Parent])
                return false;
            hasChild[cache.Parent] = true;
        }

        return true;
    }
}
