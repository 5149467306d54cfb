using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;
using Sextant.Coordination.Simulation;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>All that the command found out.</summary>
internal sealed record CoordinationAnswer(
    string File, CoordinationProblem Problem, Metric Metric, PlanSearchResult Found, SimulationOptions Options, SimulationResult Simulated)
{
    public string MetricName => Metric.ToString().ToLowerInvariant();

    /// <summary>Whole plans, best first: the best one, and those that differ from it in one component.</summary>
    public IEnumerable<CostedPlan> Ranking =>
        Found.Components.SelectMany((part, index) => part.Ranking.Skip(1).Select(other => With(index, other))).Prepend(new CostedPlan(Found.Plan, Found.Cost))
            .OrderBy(p => p.Cost).Take(new SearchBounds().RankedPlans);

    private CostedPlan With(int component, CostedPlan other) => new(
        new Plan([.. Found.Components.SelectMany((c, i) => i == component ? other.Plan.Locks : c.Best.Plan.Locks)]),
        Found.Cost - Found.Components[component].Best.Cost + other.Cost);

    public static string NameOf(LockMode mode) => mode.ToString().ToLowerInvariant();
}
