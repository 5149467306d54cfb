using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;

namespace Sextant.Coordination.Tests.Search;

/// <summary>The factors at which another plan wins, against trying all plans.</summary>
public sealed class DriftTests
{
    /// <summary>What the search takes for the same.</summary>
    private const double Tolerance = 1e-6;

    [Fact]
    public void Just_inside_a_limit_no_plan_is_cheaper_and_just_outside_one_is()
    {
        var random = new Random(11);
        int limits = 0;
        for (int i = 0; i < 25; i++)
        {
            CoordinationProblem problem = RandomProblems.Next(random, 3, 2, 2);
            Plan plan = PlanSearch.Run(problem, new(Metric.Queueing), new SearchBounds()).Plan;
            if (!double.IsFinite(CostOf(problem, plan)))
                continue;
            foreach (Drift drift in DriftSearch.Run(problem, plan, new(Metric.Queueing), new SearchBounds()).Drifts)
            {
                foreach (DriftLimit limit in (DriftLimit[])[drift.Less, drift.More])
                {
                    limit.IsProved.ShouldBeTrue();
                    if (limit.Factor is not { } factor)
                        continue;
                    double outside = factor * (limit == drift.Less ? 1 / 1.004 : 1.004);
                    IsBest(problem, plan, drift, factor).ShouldBeTrue($"instance {i}, {drift}");
                    IsBest(problem, plan, drift, outside).ShouldBeFalse($"instance {i}, {drift}");
                    limits++;
                }
            }
        }

        limits.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Where_no_limit_is_told_the_plan_is_the_best_one_at_both_ends()
    {
        CoordinationProblem problem = Inputs.Example("two/conflicts.yaml", "two/hothot.yaml");
        Plan plan = PlanSearch.Run(problem, new(Metric.Queueing), new SearchBounds()).Plan;
        Drift[] drifts = [.. DriftSearch.Run(problem, plan, new(Metric.Queueing), new SearchBounds()).Drifts.Where(d => d.More.Factor is null)];
        drifts.ShouldNotBeEmpty();
        drifts.ShouldAllBe(d => IsBest(problem, plan, d, DriftSearch.Farthest));
    }

    [Fact]
    public void When_it_is_interrupted_it_says_so_and_tells_what_it_knows()
    {
        CoordinationProblem problem = Inputs.Example("two/conflicts.yaml", "two/eqeq.yaml");
        Plan plan = PlanSearch.Run(problem, new(Metric.Queueing), new SearchBounds()).Plan;
        DriftResult whole = DriftSearch.Run(problem, plan, new(Metric.Queueing), new SearchBounds());
        whole.End.ShouldBe(SearchEnd.Whole);
        using var interruption = new CancellationTokenSource();
        var afterTwo = new Interrupter(interruption, 2);
        DriftResult part = DriftSearch.Run(problem, plan, new(Metric.Queueing), new SearchBounds(), afterTwo, interruption.Token);
        part.End.ShouldBe(SearchEnd.Interrupted);
        part.Drifts.Select(d => (d.Operation, d.Site, d.More.Factor)).ShouldBe(whole.Drifts.Take(2).Select(d => (d.Operation, d.Site, d.More.Factor)));
    }

    private sealed class Interrupter(CancellationTokenSource interruption, int after) : IProgress<string>
    {
        private int _heard;

        public void Report(string value)
        {
            if (++_heard == after)
                interruption.Cancel();
        }
    }

    private static bool IsBest(CoordinationProblem problem, Plan plan, Drift drift, double factor)
    {
        CoordinationProblem changed = problem with { Workload = problem.Workload.Scaled(drift.Operation, drift.Site, factor) };
        CoordinationProblem part = changed.Components().First(p => p.Conflicts.Operations.Contains(drift.Operation, StringComparer.Ordinal));
        IPlanCost cost = new Objective(Metric.Queueing).CostOf(part);
        double best = new CoordinationLattice(part.Conflicts.Pairs, part.SiteCount, Mechanisms.Grouped).Plans().Min(cost.Of);
        return cost.Of(plan.For(part.Conflicts)) <= best * (1 + Tolerance);
    }

    private static double CostOf(CoordinationProblem problem, Plan plan) =>
        problem.Components().Sum(part => new Objective(Metric.Queueing).CostOf(part).Of(plan.For(part.Conflicts)));
}
