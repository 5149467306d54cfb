using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Protocols;
using Sextant.Exploration.Search;

namespace Sextant.Exploration.Tests.Protocols;

/// <summary>Multi-Paxos with its messages, and the atomic object that it implements.</summary>
public sealed class MultiPaxosTests
{
    [Theory]
    [InlineData(2, 5)]
    [InlineData(2, 6)]
    [InlineData(3, 4)]
    public void It_commits_the_logs_that_the_atomic_object_commits_and_no_others(int ballots, int caches)
    {
        KernelBounds bounds = KernelBounds.Majority(3, ballots, caches);
        ulong[] protocol = [.. Reachable(new MultiPaxos(bounds)).Select(s => PaxosState.CommittedIn(s)).Distinct().Order()];
        ulong[] atomic = [.. Reachable(new Kernel(bounds)).Select(s => LongestCommitted(new CacheTree(s, bounds.Nodes))).Distinct().Order()];
        protocol.Length.ShouldBeGreaterThan(2);
        protocol.ShouldBe(atomic);
    }

    [Fact]
    public void Its_committed_logs_agree() =>
        Search(KernelBounds.Majority(3, 2, 6)).Properties.ShouldAllBe(p => p.Verdict == PropertyVerdict.Holds);

    /// <summary>The same seeded mistake breaks the atomic object at the same bounds, and at none that are smaller.</summary>
    [Theory]
    [InlineData(6, PropertyVerdict.Holds)]
    [InlineData(7, PropertyVerdict.Violated)]
    public void A_push_quorum_of_one_breaks_it_where_it_breaks_the_atomic_object(int caches, PropertyVerdict expected)
    {
        KernelBounds bounds = KernelBounds.Majority(3, 2, caches) with { PushQuorum = 1 };
        Search(bounds).Properties.ShouldHaveSingleItem().Verdict.ShouldBe(expected);
        SearchResult atomic = new BreadthFirst(() => new Kernel(bounds), new SearchBounds(), goal: SearchGoal.EveryProperty).Run();
        atomic.Properties.Single(p => p.Property.Name == "commits lie on one path").Verdict.ShouldBe(expected);
    }

    private static SearchResult Search(KernelBounds bounds) => new BreadthFirst(() => new MultiPaxos(bounds), new SearchBounds()).Run();

    /// <summary>The calls on the path to the last commit, by their times.</summary>
    private static ulong LongestCommitted(CacheTree tree)
    {
        int last = tree.Count - 1;
        while (!tree[last].IsCommit)
            last--;
        var times = new Stack<int>();
        for (int at = last; at > 0; at = tree[at].Parent)
        {
            if (tree[at].IsCall)
                times.Push(tree[at].Time);
        }

        return times.Aggregate(0ul, PaxosLog.Append);
    }

    private static List<byte[]> Reachable(IModel model)
    {
        var seen = new Collected();
        model.Begin(seen);
        for (int i = 0; i < seen.States.Count; i++)
            model.Expand(seen.States[i], seen);
        return seen.States;
    }

    private sealed class Collected : ISuccessors
    {
        private readonly HashSet<Model.Evaluation.Values.Fingerprint> _known = [];

        public List<byte[]> States { get; } = [];

        public void Add(ReadOnlySpan<byte> state)
        {
            if (_known.Add(Model.Evaluation.Values.Fingerprint.Of(state)))
                States.Add(state.ToArray());
        }
    }
}
