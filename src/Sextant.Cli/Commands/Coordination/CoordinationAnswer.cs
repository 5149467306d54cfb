using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;
using Sextant.Coordination.Simulation;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>All that the command found out.</summary>
internal sealed record CoordinationAnswer(
    string File, CoordinationProblem Problem, CoordinationChoices Choices, PlanSearchResult Found, SimulationResult Simulated)
{
    /// <summary>The specification in which the conflicts were found; null where somebody stated them.</summary>
    public SpecificationInput? Input { get; init; }

    /// <summary>The plan as locks that its operations hold; none where there is no specification.</summary>
    public EquatableArray<KeyedLock> Locks { get; init; } = [];

    /// <summary>What is proved of it under the plan; null where there is none.</summary>
    public ObjectReport? Verified { get; init; }

    /// <summary>What is proved of it as it is written; null where that was not asked.</summary>
    public ObjectReport? AsWritten { get; init; }

    /// <summary>The plan for the middle of all ranges; null where the plan is that one, by what was asked.</summary>
    public PlanSearchResult? ForMiddle { get; init; }

    /// <summary>How far the workload may drift before another plan is cheaper; null where that was not asked.</summary>
    public DriftResult? Drift { get; init; }

    /// <summary>Whether some plan bears the rates of the workload; counts are always borne in the end.</summary>
    public bool IsBorne => double.IsFinite(Found.Cost);

    /// <summary>A plan is an answer when it bears the workload, none is cheaper, and under it everything is proved.</summary>
    public Verdict Verdict => Verdicts.Worst([Found.IsOptimal && IsBorne ? Verdict.Proved : Verdict.Unknown, Verified?.Verdict ?? Verdict.Proved]);

    public string MetricName => Choices.Objective.Metric.ToString().ToLowerInvariant();

    /// <summary>Whole plans, best first: the best one, and those that differ from it in one component.</summary>
    public IEnumerable<CostedPlan> Ranking =>
        Found.Components.SelectMany((part, index) => part.Ranking.Skip(1).Select(other => With(index, other))).Prepend(new CostedPlan(Found.Plan, Found.Cost))
            .OrderBy(p => p.Cost).Take(Choices.Bounds.RankedPlans);

    private CostedPlan With(int component, CostedPlan other) => new(
        new Plan([.. Found.Components.SelectMany((c, i) => i == component ? other.Plan.Locks : c.Best.Plan.Locks)]),
        Found.Cost - Found.Components[component].Best.Cost + other.Cost);

    /// <summary>How the cost is counted, as it goes on behind a number.</summary>
    public string CostName => Choices.Objective.Aim == Aim.Middle ? MetricName : $"{MetricName}, {Choices.Objective.Aim.ToString().ToLowerInvariant()} over the ranges";

    /// <summary>What a plan costs by what is minimised.</summary>
    public double CostOf(Plan plan) => Problem.Components().Sum(part => Choices.Objective.CostOf(part).Of(plan.For(part.Conflicts)));

    /// <summary>What the plan costs at the least and at the most over the corners of the ranges; the components vary apart.</summary>
    public (double Least, double Most) CostOverRanges()
    {
        double[][] costs = [.. Problem.Components().Select(part => Scenarios.Of(part, Aim.Worst).Select(s => (Choices.Objective with { Aim = Aim.Middle }).CostOf(s).Of(Found.Plan.For(part.Conflicts))).ToArray())];
        return (costs.Sum(c => c.Min()), costs.Sum(c => c.Max()));
    }

    public static string NameOf(LockMode mode) => mode.ToString().ToLowerInvariant();
}
