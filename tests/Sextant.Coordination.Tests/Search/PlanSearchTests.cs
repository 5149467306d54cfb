using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;

namespace Sextant.Coordination.Tests.Search;

public sealed class PlanSearchTests
{
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData(Metric.Queueing, 1_500, 3)]
    [InlineData(Metric.Queueing, 100, 4)]
    [InlineData(Metric.Thesis, 1_500, 2)]
    [InlineData(Metric.Thesis, 60, 3)]
    public void The_search_finds_what_trying_everything_finds(Metric metric, int instances, int pairs)
    {
        var random = new Random(6);
        for (int i = 0; i < instances; i++)
        {
            CoordinationProblem problem = RandomProblems.Next(random, 4, 1 + random.Next(pairs), 2 + random.Next(2));
            PlanSearchResult found = PlanSearch.Run(problem, new(metric), new SearchBounds());
            double best = problem.Components().Sum(part => BestOf(part, metric));
            found.IsOptimal.ShouldBeTrue();
            (found.Cost == best || Math.Abs(found.Cost - best) <= Tolerance * best).ShouldBeTrue($"instance {i}: found {found.Cost}, best {best}");
            PlanSafety.IsSafe(found.Plan, problem.Conflicts).ShouldBeTrue();
        }
    }

    /// <summary>What a stopped search calls a lower bound is one, and the plan that it has is safe.</summary>
    [Fact]
    public void A_search_that_is_stopped_tells_a_bound_below_the_optimum()
    {
        var random = new Random(7);
        int stopped = 0;
        for (int i = 0; i < 300; i++)
        {
            CoordinationProblem problem = RandomProblems.Next(random, 4, 3, 3);
            PlanSearchResult whole = PlanSearch.Run(problem, new(Metric.Queueing), new SearchBounds());
            PlanSearchResult part = PlanSearch.Run(problem, new(Metric.Queueing), new SearchBounds(MaxNodes: 1 + random.Next(4)));
            part.LowerBound.ShouldBeLessThanOrEqualTo(whole.Cost * (1 + Tolerance));
            part.Cost.ShouldBeGreaterThanOrEqualTo(whole.Cost * (1 - Tolerance));
            PlanSafety.IsSafe(part.Plan, problem.Conflicts).ShouldBeTrue();
            stopped += part.IsOptimal ? 0 : 1;
        }

        stopped.ShouldBeGreaterThan(10);
    }

    /// <summary>Whenever the time is over, in the middle of improving the first plans too.</summary>
    [Fact]
    public void A_search_whose_time_is_over_answers_with_a_safe_plan_and_a_bound_below_the_optimum()
    {
        var random = new Random(8);
        int stopped = 0;
        for (int i = 0; i < 300; i++)
        {
            CoordinationProblem problem = RandomProblems.Next(random, 4, 3, 3);
            Metric metric = (Metric)(i % 2);
            PlanSearchResult whole = PlanSearch.Run(problem, new(metric), new SearchBounds());
            var clock = new CountingClock();
            PlanSearchResult part = PlanSearch.Run(problem, new(metric), new SearchBounds { Budget = TimeSpan.FromSeconds(1 + random.Next(60)), Clock = clock });
            part.LowerBound.ShouldBeLessThanOrEqualTo(whole.Cost * (1 + Tolerance));
            part.Cost.ShouldBeGreaterThanOrEqualTo(whole.Cost * (1 - Tolerance));
            part.End.ShouldBe(part.IsOptimal ? SearchEnd.Whole : SearchEnd.Time);
            PlanSafety.IsSafe(part.Plan, problem.Conflicts).ShouldBeTrue();
            stopped += part.IsOptimal ? 0 : 1;
        }

        stopped.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void An_interrupted_search_answers_at_once()
    {
        CoordinationProblem problem = RandomProblems.Next(new Random(9), 12, 20, 5);
        var clock = new CountingClock();
        PlanSearchResult found = PlanSearch.Run(problem, new(Metric.Queueing), new SearchBounds { Clock = clock }, interruption: new CancellationToken(canceled: true));
        found.End.ShouldBe(SearchEnd.Interrupted);
        found.LowerBound.ShouldBeInRange(0, found.Cost);
        found.Components.Sum(c => c.Nodes).ShouldBe(0);
        PlanSafety.IsSafe(found.Plan, problem.Conflicts).ShouldBeTrue();
    }

    /// <summary>A clock that moves on by a second whenever somebody looks at it.</summary>
    private sealed class CountingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }

    /// <summary>The lessons of the seed, slides 40 to 50.</summary>
    [Theory]
    [InlineData("two/eqhot.yaml", "paris")]
    [InlineData("two/hothot.yaml", "paris")]
    public void The_lock_goes_where_the_work_is(string workload, string site)
    {
        CoordinationProblem problem = Inputs.Example("two/conflicts.yaml", workload);
        PlannedLock chosen = PlanSearch.Run(problem, new(Metric.Queueing), new SearchBounds()).Plan.Locks.Single();
        problem.Network.Sites[chosen.Site].ShouldBe(site);
    }

    private static double BestOf(CoordinationProblem problem, Metric metric)
    {
        IPlanCost cost = new Objective(metric).CostOf(problem);
        return new CoordinationLattice(problem.Conflicts.Pairs, problem.SiteCount, new Objective(metric).Mechanisms).Plans().Min(cost.Of);
    }
}
