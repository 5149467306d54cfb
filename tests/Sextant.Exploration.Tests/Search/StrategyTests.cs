using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;

namespace Sextant.Exploration.Tests.Search;

public sealed class StrategyTests
{
    private static readonly KernelBounds Safe = KernelBounds.Majority(3, 2, 6);
    private static readonly KernelBounds Broken = new(3, 2, 7, PullQuorum: 2, PushQuorum: 1);

    [Fact]
    public void Depth_first_sees_the_same_states_as_breadth_first()
    {
        SearchResult depth = new DepthFirst(new Kernel(Safe), new SearchBounds()).Run();
        (depth.States, depth.Transitions, depth.End).ShouldBe((7_425L, 15_477L, SearchEnd.Complete));
    }

    [Fact]
    public void Depth_first_finds_a_violation_and_a_path_to_it()
    {
        SearchResult result = new DepthFirst(new Kernel(Broken), new SearchBounds()).Run();
        LeadsToAViolation(result);
    }

    [Fact]
    public void A_depth_bound_that_was_met_leaves_depth_first_without_an_answer()
    {
        SearchResult result = new DepthFirst(new Kernel(Safe), new SearchBounds(MaxDepth: 4)).Run();
        result.End.ShouldBe(SearchEnd.DepthBound);
        result.Properties.ShouldAllBe(p => p.Verdict == PropertyVerdict.Unknown);
    }

    [Fact]
    public void Random_walks_find_a_violation_and_are_repeated_by_their_seed()
    {
        SearchResult Walk(ulong seed) => new RandomWalk(new Kernel(Broken), new SearchBounds(MaxDepth: 30), seed, walks: 20_000).Run();
        SearchResult result = Walk(1);
        LeadsToAViolation(result);
        Walk(1).ShouldBe(result);
        Walk(2).ShouldNotBe(result);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_path_of_a_walk_is_told_without_its_detours(ulong seed)
    {
        SearchResult shortest = new BreadthFirst(() => new Kernel(Broken), new SearchBounds()).Run();
        SearchResult walked = new RandomWalk(new Kernel(Broken), new SearchBounds(MaxDepth: 30), seed, walks: 20_000).Run();
        EquatableArray<PathStep> path = walked.Properties.Single(p => p.Verdict == PropertyVerdict.Violated).Path!;
        PathReplay.Run(new Kernel(Broken), path.Select(s => s.Action)).ShouldBe(path);
        (path.Count - 1).ShouldBeInRange(shortest.Depth, shortest.Depth + 1);
    }

    [Fact]
    public void Random_walks_prove_nothing()
    {
        SearchResult result = new RandomWalk(new Kernel(Safe), new SearchBounds(MaxDepth: 30), seed: 1, walks: 100).Run();
        result.End.ShouldBe(SearchEnd.WalksTaken);
        result.Properties.ShouldAllBe(p => p.Verdict == PropertyVerdict.Unknown);
    }

    private static void LeadsToAViolation(SearchResult result)
    {
        PropertyResult violated = result.Properties.Where(p => p.Verdict == PropertyVerdict.Violated).ShouldHaveSingleItem();
        new Kernel(Broken).Holds(result.Properties.Items.IndexOf(violated), violated.Path![^1].State.Items.AsSpan()).ShouldBeFalse();
    }
}
