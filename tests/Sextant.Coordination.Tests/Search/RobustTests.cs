using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;

namespace Sextant.Coordination.Tests.Search;

public sealed class RobustTests
{
    [Theory]
    [InlineData(Metric.Queueing, Aim.Expected)]
    [InlineData(Metric.Queueing, Aim.Worst)]
    [InlineData(Metric.Thesis, Aim.Expected)]
    [InlineData(Metric.Thesis, Aim.Worst)]
    public void The_search_finds_what_trying_everything_in_every_scenario_finds(Metric metric, Aim aim)
    {
        var random = new Random(21);
        var objective = new Objective(metric, aim);
        int others = 0;
        for (int i = 0; i < 150; i++)
        {
            CoordinationProblem problem = Vague(random, RandomProblems.Next(random, 4, 1 + random.Next(metric == Metric.Thesis ? 2 : 3), 2));
            PlanSearchResult found = PlanSearch.Run(problem, objective, new SearchBounds());
            double best = problem.Components().Sum(part => BestOf(part, objective));
            found.IsOptimal.ShouldBeTrue();
            (found.Cost == best || Math.Abs(found.Cost - best) <= 1e-6 * best).ShouldBeTrue($"instance {i}: found {found.Cost}, best {best}");
            PlanSearchResult middle = PlanSearch.Run(problem, new(metric), new SearchBounds());
            others += middle.Plan == found.Plan ? 0 : 1;
        }

        others.ShouldBeGreaterThan(0, "the plan for the middle is not always the one");
    }

    [Fact]
    public void Scenarios_lie_in_the_ranges_and_their_mean_is_the_middle()
    {
        CoordinationProblem problem = Vague(new Random(3), RandomProblems.Next(new Random(4), 3, 3, 3)).Components()[0];
        foreach (Aim aim in Enum.GetValues<Aim>())
        {
            IReadOnlyList<CoordinationProblem> scenarios = Scenarios.Of(problem, aim);
            for (int o = 0; o < problem.Workload.Operations.Count; o++)
            {
                for (int s = 0; s < problem.SiteCount; s++)
                {
                    Amount range = problem.Workload.Operations[o].Amounts[s];
                    double[] amounts = [.. scenarios.Select(p => p.Workload.Operations[o].Amounts[s].Middle)];
                    amounts.ShouldAllBe(a => a >= range.Low && a <= range.High);
                    amounts.Average().ShouldBe(range.Middle, 1e-9 * Math.Max(1, range.High));
                    if (aim == Aim.Worst && !range.IsExact && problem.Conflicts.Operations.Contains(problem.Workload.Operations[o].Name, StringComparer.Ordinal))
                        amounts.Distinct().Order().ShouldBe([range.Low, range.High]);
                }
            }
        }
    }

    [Fact]
    public void The_worst_is_looked_for_in_every_corner_of_few_ranges_and_at_the_ends_of_many()
    {
        var random = new Random(5);
        var counts = new HashSet<int>();
        for (int i = 0; i < 200; i++)
        {
            foreach (CoordinationProblem part in Vague(random, RandomProblems.Next(random, 4, 3, 3)).Components())
            {
                int ranges = part.Workload.Operations.Where(o => part.Conflicts.Operations.Contains(o.Name, StringComparer.Ordinal)).Sum(o => o.Amounts.Count(a => !a.IsExact));
                int corners = Scenarios.Of(part, Aim.Worst).Select(s => string.Join(' ', s.Workload.Operations.SelectMany(o => o.Amounts))).Distinct(StringComparer.Ordinal).Count();
                corners.ShouldBe(ranges <= Scenarios.MaxCorners ? 1 << ranges : (2 * ranges) + 2);
                counts.Add(ranges);
            }
        }

        counts.Count.ShouldBeGreaterThan(4);
    }

    /// <summary>Of every beginning of a plan: no completion that is cheaper than the best plan so far costs less than its bound.</summary>
    [Theory]
    [InlineData(Metric.Queueing, Aim.Middle)]
    [InlineData(Metric.Queueing, Aim.Expected)]
    [InlineData(Metric.Queueing, Aim.Worst)]
    [InlineData(Metric.Thesis, Aim.Expected)]
    [InlineData(Metric.Thesis, Aim.Worst)]
    public void No_completion_of_a_partial_plan_costs_less_than_its_bound(Metric metric, Aim aim)
    {
        var random = new Random(22);
        var objective = new Objective(metric, aim);
        double tightest = 0;
        for (int i = 0; i < 60; i++)
        {
            CoordinationProblem part = Vague(random, RandomProblems.Next(random, 3, 1 + random.Next(metric == Metric.Thesis ? 2 : 3), 2)).Components()[0];
            EquatableArray<ConflictPair> pairs = part.Conflicts.Pairs;
            IPlanCost cost = objective.CostOf(part);
            (Plan Plan, double Cost)[] plans = [.. new CoordinationLattice(pairs, part.SiteCount, objective.Mechanisms).Plans().Select(p => (p, cost.Of(p)))];
            double best = plans.Min(p => p.Cost) * (1 + random.NextDouble());
            var least = new LeastOverScenarios(part, pairs, objective);
            for (int placed = 0; placed <= pairs.Count && double.IsFinite(best) && best > 0; placed++)
            {
                foreach (IGrouping<string, (Plan Plan, double Cost)> alike in plans.GroupBy(p => string.Join(' ', Beginning(p.Plan, pairs, placed)), StringComparer.Ordinal))
                {
                    var partial = new PartialPlan(pairs);
                    foreach ((int theLock, int site) in Beginning(alike.First().Plan, pairs, placed))
                        partial.Place(theLock, site);
                    double bound = least.KnowsWaits ? Math.Max(least.Of(partial), least.WithWaits(partial, best)) : least.Of(partial);
                    double cheapest = alike.Min(p => p.Cost);
                    Math.Min(best, bound).ShouldBeLessThanOrEqualTo(cheapest * (1 + 1e-9), $"instance {i}, {alike.Key}");
                    tightest = Math.Max(tightest, cheapest < best ? bound / cheapest : 0);
                }
            }
        }

        // Of the published cost only what a site's own work contributes is bounded.
        tightest.ShouldBeGreaterThan(metric == Metric.Thesis ? 0.45 : 0.95, "some bound is nearly reached");
    }

    /// <summary>For each of the first pairs the lock that it is in, numbered as they come, and its site.</summary>
    private static (int Lock, int Site)[] Beginning(Plan plan, EquatableArray<ConflictPair> pairs, int count)
    {
        PlannedLock[] ofPairs = [.. pairs.Take(count).Select(p => plan.Locks.First(l => l.Pairs.Contains(p)))];
        List<PlannedLock> numbered = [.. ofPairs.Distinct()];
        return [.. ofPairs.Select(l => (numbered.IndexOf(l), l.Site))];
    }

    private static double BestOf(CoordinationProblem part, Objective objective)
    {
        IPlanCost[] costs = [.. Scenarios.Of(part, objective.Aim).Select(s => objective.Metric == Metric.Thesis ? (IPlanCost)new ThesisCost(s) : new QueueingCost(s))];
        return new CoordinationLattice(part.Conflicts.Pairs, part.SiteCount, objective.Mechanisms).Plans()
            .Min(plan => objective.Aim == Aim.Worst ? costs.Max(c => c.Of(plan)) : costs.Average(c => c.Of(plan)));
    }

    /// <summary>The same problem with ranges around some of its amounts.</summary>
    private static CoordinationProblem Vague(Random random, CoordinationProblem problem) => problem with
    {
        Workload = problem.Workload with
        {
            Operations = problem.Workload.Operations.Select(o => o with
            {
                Amounts = o.Amounts.Select(a => random.Next(2) == 0 ? a : new Amount(a.Low * random.NextDouble(), a.High * (1 + (5 * random.NextDouble())))).ToEquatable(),
            }).ToEquatable(),
        },
    };
}
