using System.CommandLine;
using Sextant.Cli.Commands.Coordination;
using Sextant.Cli.Opinions;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;
using Sextant.Coordination.Simulation;
using Sextant.Model.Objects;
using Sextant.Proof;
using Sextant.Reporting;

namespace Sextant.Cli.Commands;

/// <summary>Chooses the cheapest safe locks for conflicts, a workload and a network.</summary>
internal static class CoordinateCommand
{
    public static Command Create(Host host)
    {
        var file = new Argument<string>("FILE") { Description = "A replicated object, whose conflicts are found, or conflicts in YAML (docs/coordinate.md)." };
        var workload = new Option<string?>("--workload") { Description = "How often who does what, in YAML." };
        var network = new Option<string?>("--network") { Description = "The sites and the latencies between them, in YAML." };
        var metric = new Option<Metric>("--metric") { Description = "What is minimised: queueing, which knows waiting; thesis, the published cost.", DefaultValueFactory = _ => Metric.Queueing };
        var plan = new Option<string?>("--out") { Description = "Where the plan is written, in YAML." };
        var seed = new Option<ulong>("--seed") { Description = "Repeats the simulation of the plan.", DefaultValueFactory = _ => 1 };
        var nodes = new Option<long>("--max-nodes") { Description = "Stop the search of a component after so many partial plans.", DefaultValueFactory = _ => new SearchBounds().MaxNodes };
        nodes.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && long.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out long value) && value < 1)
                result.AddError("--max-nodes is at least 1");
        });
        var proof = new ProofOptions();
        Option<bool> json = SharedOptions.Json();
        Option<bool> noColor = SharedOptions.NoColor();
        var command = new Command("coordinate", "Find out which operations conflict, and choose the cheapest safe locks for a workload and a network.") { file, workload, network, metric, plan, seed, nodes, json, noColor };
        proof.AddTo(command);
        command.Validators.Add(result =>
        {
            bool isNeeded = result.GetValue(file) is { } path && !SpecificationInput.IsSpecification(path);
            if ((result.GetValue(workload) is null || result.GetValue(network) is null) && (isNeeded || result.GetValue(workload) is not null || result.GetValue(network) is not null))
                result.AddError(isNeeded ? "conflicts in YAML need --workload and --network" : "--workload and --network go together");
        });
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            bool isJson = parsed.GetValue(json);
            using var verifier = new Verifier(proof.Read(parsed));
            SpecificationInput? specified = null;
            if (SpecificationInput.IsSpecification(path))
            {
                specified = SpecificationInput.Read(host, verifier, path, out FileResult read);
                if (specified is null)
                    return (int)ResultWriter.Write(host, new RunResult(SextantVersion.Text, RunGoal.Check, IsList: false, [read]), isJson, parsed.GetValue(noColor));
            }

            var inquiry = new Inquiry(verifier, second: null, OpinionBounds.Default);
            if (parsed.GetValue(workload) is not { } workloadPath)
                return (int)Propose(host, path, specified!, inquiry, isJson, parsed.GetValue(noColor));
            var input = CoordinationInput.Read(path, specified, workloadPath, parsed.GetValue(network)!);
            if (input.Problem is not { } problem)
                return (int)ResultWriter.Write(host, input.Refusal, isJson, parsed.GetValue(noColor));
            Metric chosen = parsed.GetValue(metric);
            PlanSearchResult found = Search(host, problem, chosen, new SearchBounds(parsed.GetValue(nodes)));
            host.Cancellation.ThrowIfCancellationRequested();
            if (!PlanSafety.IsSafe(found.Plan, problem.Conflicts))
                throw new InvalidOperationException("the search has found a plan that is not safe");
            var options = new SimulationOptions(parsed.GetValue(seed));
            SimulationResult simulated = Simulator.Run(problem, found.Plan, options, host.Cancellation);
            EquatableArray<KeyedLock> locks = specified?.Specified.LocksOf(found.Plan) ?? [];
            var answer = new CoordinationAnswer(input.File, problem, chosen, found, options, simulated)
            {
                Input = specified,
                Locks = locks,
                Verified = specified?.Verify(host, inquiry, locks).Report,
            };
            if (parsed.GetValue(plan) is { } planPath && !PlanFile.TryWrite(host, planPath, problem, found.Plan))
                return (int)ExitCode.Wrong;
            if (isJson)
                CoordinationJson.Write(host.OutputBytes, answer);
            else
                CoordinationText.Write(host.Output, answer);
            return (int)ExitCodes.Of(answer.Verdict);
        });
        return command;
    }

    private static ExitCode Propose(Host host, string path, SpecificationInput specified, Inquiry inquiry, bool isJson, bool noColor)
    {
        EquatableArray<KeyedLock> locks = specified.Specified.Proposal();
        var answer = new ConflictsAnswer(path, specified, locks, specified.Verify(host, inquiry, locks).Report);
        if (isJson)
            CoordinationJson.Write(host.OutputBytes, answer);
        else
            answer.WriteText(host.Output, Host.Terminal(noColor));
        return ExitCodes.Of(answer.Verified.Verdict);
    }

    private static PlanSearchResult Search(Host host, Sextant.Coordination.Deployment.CoordinationProblem problem, Metric metric, SearchBounds bounds)
    {
        using var progress = new PlanProgressLine(host.Error, Host.HasLiveError);
        return PlanSearch.Run(problem, metric, bounds, progress, host.Cancellation);
    }
}
