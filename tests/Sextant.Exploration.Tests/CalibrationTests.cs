using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;

namespace Sextant.Exploration.Tests;

public sealed class CalibrationTests
{
    [Theory]
    [InlineData(4, 1_098, 2_370)]
    [InlineData(5, 2_940, 6_156)]
    [InlineData(6, 7_425, 15_477)]
    [InlineData(7, 18_969, 38_970)]
    public void The_kernel_has_as_many_states_and_transitions_as_three_other_encodings_count(int caches, long states, long transitions)
    {
        SearchResult result = Search(KernelBounds.Majority(3, 2, caches));
        (result.States, result.Transitions, result.End).ShouldBe((states, transitions, SearchEnd.Complete));
        result.Properties.ShouldAllBe(p => p.Verdict == PropertyVerdict.Holds);
    }

    [Fact]
    public void A_single_vote_that_commits_breaks_safety_within_seven_caches()
    {
        OnOnePath(7).Verdict.ShouldBe(PropertyVerdict.Violated);
        OnOnePath(6).Verdict.ShouldBe(PropertyVerdict.Holds);

        static PropertyResult OnOnePath(int caches) =>
            Search(new KernelBounds(3, 2, caches, PullQuorum: 2, PushQuorum: 1), goal: SearchGoal.EveryProperty).Properties[0];
    }

    [Fact]
    public void Any_number_of_workers_gives_the_same_answer()
    {
        SearchResult[] results = [.. new[] { 1, 2, 3 }.Select(n => Search(new KernelBounds(3, 2, 7, PullQuorum: 2, PushQuorum: 1), n))];
        results[1].ShouldBe(results[0]);
        results[2].ShouldBe(results[0]);
    }

    private static SearchResult Search(KernelBounds bounds, int workers = 1, SearchGoal goal = SearchGoal.FirstViolation) =>
        new BreadthFirst(() => new Kernel(bounds), new SearchBounds(), workers, goal).Run();
}
