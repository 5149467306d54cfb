using Sextant.Exploration.AtomicObjects;

namespace Sextant.Exploration.Tests;

public sealed class LiveTreeTests
{
    /// <summary>
    /// The figure of the slides on atomic distributed objects: the log is [1, 2], and the calls 3, 3 and the call 4 are not committed. Who pulls at 5 chooses 4,
    /// calls twice, and the quorum has only the first call.
    /// </summary>
    [Fact]
    public void A_push_of_a_prefix_commits_a_former_leaders_call_with_it_and_prunes_what_hangs_beside()
    {
        var tree = new LiveTree(nodes: 3);
        tree.Clear();
        tree.Elect(0, LiveTree.Nobody);
        tree.Invoke(0, 31);
        tree.Invoke(0, 32);
        tree.Elect(1, LiveTree.Nobody);
        tree.Invoke(1, 4);
        tree.Calls.Select(c => (c.Parent, c.Content)).ShouldBe([(LiveTree.Committed, 31), (0, 32), (LiveTree.Committed, 4)]);

        tree.Electable(2).ShouldBe([LiveTree.Nobody, 0, 1]);
        tree.Elect(2, 1);
        tree.Invoke(2, 51);
        tree.Invoke(2, 52);
        int first = tree.Committable(2).First();
        tree.PathTo(first).Select(c => tree.Calls[c].Content).ShouldBe([4, 51]);

        tree.Commit(first);
        tree.Calls.Select(c => (c.Parent, c.Content)).ShouldBe([(LiveTree.Committed, 52)]);
        Enumerable.Range(0, 3).Where(n => tree[n].IsAlive).ShouldBe([2]);
        tree.Electable(0).ShouldBe([LiveTree.Nobody, 2]);
    }
}
