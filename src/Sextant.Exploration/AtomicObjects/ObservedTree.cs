namespace Sextant.Exploration.AtomicObjects;

/// <summary>What clients observe of a tree of caches: how the level of replicas maps to that of clients.</summary>
internal static class ObservedTree
{
    /// <returns>The bytes of the <see cref="LiveTree"/>.</returns>
    public static byte[] Of(CacheTree tree, KernelBounds bounds)
    {
        int commit = LastCommit(tree);
        var calls = new List<LiveTree.Call>();
        var position = new int[tree.Count];
        Array.Fill(position, LiveTree.Committed);
        for (int index = commit + 1; index < tree.Count; index++)
        {
            if (!tree.IsAncestor(commit, index))
                continue;
            Cache cache = tree[index];
            position[index] = position[cache.Parent];
            if (!cache.IsCall)
                continue;
            calls.Add(new LiveTree.Call(position[index], cache.Time, Content: 0));
            position[index] = calls.Count - 1;
        }

        var members = new LiveTree.Member[bounds.Callers];
        int leader = LiveTree.Nobody;
        for (int node = 0; node < bounds.Callers; node++)
        {
            int active = tree.Active(node);
            Cache tip = tree[active];
            bool isAlive = active > 0 && tip.Caller == node && tree.IsAncestor(commit, active);
            bool canInvoke = tree.Promised(node) == tip.Time;
            members[node] = isAlive ? new LiveTree.Member(tip.Time, position[active], canInvoke) : LiveTree.Member.Dead;
            if (isAlive && canInvoke && tip.Time == tree[tree.Count - 1].Time)
                leader = node;
        }

        var observed = new LiveTree(bounds.Callers);
        observed.Restore(leader, members, calls);
        return observed.Written();
    }

    private static int LastCommit(CacheTree tree)
    {
        int index = tree.Count - 1;
        while (!tree[index].IsCommit)
            index--;
        return index;
    }
}
