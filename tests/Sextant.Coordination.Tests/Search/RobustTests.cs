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
