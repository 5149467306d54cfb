using System.CommandLine;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Search;
using Sextant.Coordination.Simulation;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>The options of every command that chooses a plan.</summary>
internal sealed class CoordinationOptions
{
    private const int DefaultBudgetSeconds = 60;

    public Option<string?> Workload { get; } = new("--workload") { Description = "How often who does what, in YAML." };

    public Option<string?> Network { get; } = new("--network") { Description = "The sites and the latencies between them, in YAML." };

    private readonly Option<Metric> _metric = new("--metric") { Description = "What is minimised: queueing, which knows waiting; thesis, the published cost.", DefaultValueFactory = _ => Metric.Queueing };
    private readonly Option<string?> _robust = new("--robust") { Description = "What is minimised over the ranges of the workload: the expected or the worst cost; that of their middle unless it is said.", HelpName = "expected|worst" };
    private readonly Option<string?> _plan = new("--out") { Description = "Where the plan is written, in YAML." };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Repeats the simulation of the plan.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _budget = ProofOptions.Positive("--budget", "SECONDS", "Stop the search after this time, with the best plan so far and how far the optimum may be.", DefaultBudgetSeconds);
    private readonly Option<bool> _drift = new("--drift") { Description = "Say how far the workload may drift before another plan is cheaper." };
    private readonly Option<long> _nodes = ProofOptions.Positive("--max-nodes", "N", "Stop the search of a component after so many partial plans.", long.MaxValue);

    public void AddTo(Command command)
    {
        _robust.AcceptOnlyFromAmong("expected", "worst");
        foreach (Option option in (Option[])[Workload, Network, _metric, _robust, _plan, _seed, _budget, _nodes, _drift])
            command.Options.Add(option);
    }

    public CoordinationChoices Read(ParseResult parsed) => new(
        new Objective(parsed.GetValue(_metric), Enum.Parse<Aim>(parsed.GetValue(_robust) ?? nameof(Aim.Middle), ignoreCase: true)),
        new SearchBounds(parsed.GetValue(_nodes)) { Budget = TimeSpan.FromSeconds(parsed.GetValue(_budget)) },
        new SimulationOptions(parsed.GetValue(_seed)),
        parsed.GetValue(_drift),
        parsed.GetValue(_plan));
}

/// <summary>What the user chose of them.</summary>
/// <param name="LooksAtDrift">Whether it is found out how far the workload may drift.</param>
/// <param name="PlanPath">Where the plan goes; null for nowhere.</param>
internal sealed record CoordinationChoices(Objective Objective, SearchBounds Bounds, SimulationOptions Simulation, bool LooksAtDrift, string? PlanPath);
