using System.CommandLine;
using Sextant.Cli.Commands.Coordination;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;
using Sextant.Coordination.Simulation;

namespace Sextant.Cli.Commands;

/// <summary>Chooses the cheapest safe locks for conflicts, a workload and a network.</summary>
internal static class CoordinateCommand
{
    public static Command Create(Host host)
    {
        var file = new Argument<string>("FILE") { Description = "The conflicts, in YAML (docs/coordinate.md)." };
        var workload = new Option<string>("--workload") { Description = "How often who does what, in YAML.", Required = true };
        var network = new Option<string>("--network") { Description = "The sites and the latencies between them, in YAML.", Required = true };
        var metric = new Option<Metric>("--metric") { Description = "What is minimised: queueing, which knows waiting; thesis, the published cost.", DefaultValueFactory = _ => Metric.Queueing };
        var plan = new Option<string?>("--out") { Description = "Where the plan is written, in YAML." };
        var seed = new Option<ulong>("--seed") { Description = "Repeats the simulation of the plan.", DefaultValueFactory = _ => 1 };
        var nodes = new Option<long>("--max-nodes") { Description = "Stop the search of a component after so many partial plans.", DefaultValueFactory = _ => new SearchBounds().MaxNodes };
        nodes.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && long.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out long value) && value < 1)
                result.AddError("--max-nodes is at least 1");
        });
        Option<bool> json = SharedOptions.Json();
        Option<bool> noColor = SharedOptions.NoColor();
        var command = new Command("coordinate", "Choose the cheapest safe locks for a workload and a network.") { file, workload, network, metric, plan, seed, nodes, json, noColor };
        command.SetAction(parsed =>
        {
            var input = CoordinationInput.Read(parsed.GetValue(file)!, parsed.GetValue(workload)!, parsed.GetValue(network)!);
            if (input.Problem is not { } problem)
                return (int)ResultWriter.Write(host, input.Refusal, parsed.GetValue(json), parsed.GetValue(noColor));
            Metric chosen = parsed.GetValue(metric);
            PlanSearchResult found = Search(host, problem, chosen, new SearchBounds(parsed.GetValue(nodes)));
            host.Cancellation.ThrowIfCancellationRequested();
            if (!PlanSafety.IsSafe(found.Plan, problem.Conflicts))
                throw new InvalidOperationException("the search has found a plan that is not safe");
            var options = new SimulationOptions(parsed.GetValue(seed));
            SimulationResult simulated = Simulator.Run(problem, found.Plan, options, host.Cancellation);
            if (parsed.GetValue(plan) is { } path && !PlanFile.TryWrite(host, path, problem, found.Plan))
                return (int)ExitCode.Wrong;
            var answer = new CoordinationAnswer(input.File, problem, chosen, found, options, simulated);
            if (parsed.GetValue(json))
                CoordinationJson.Write(host.OutputBytes, answer);
            else
                CoordinationText.Write(host.Output, answer);
            return (int)(found.IsOptimal ? ExitCode.Success : ExitCode.Unknown);
        });
        return command;
    }

    private static PlanSearchResult Search(Host host, Sextant.Coordination.Deployment.CoordinationProblem problem, Metric metric, SearchBounds bounds)
    {
        using var progress = new PlanProgressLine(host.Error, Host.HasLiveError);
        return PlanSearch.Run(problem, metric, bounds, progress, host.Cancellation);
    }
}
