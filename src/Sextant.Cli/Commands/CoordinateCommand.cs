using System.CommandLine;
using Sextant.Cli.Commands.Coordination;
using Sextant.Cli.Opinions;
using Sextant.Coordination.Deployment;
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
        var options = new CoordinationOptions();
        var proof = new ProofOptions();
        Option<bool> json = SharedOptions.Json();
        Option<bool> noColor = SharedOptions.NoColor();
        var command = new Command("coordinate", "Find out which operations conflict, and choose the cheapest safe locks for a workload and a network.") { file };
        options.AddTo(command);
        command.Options.Add(json);
        command.Options.Add(noColor);
        proof.AddTo(command);
        command.Validators.Add(result =>
        {
            bool isNeeded = result.GetValue(file) is { } path && !SpecificationInput.IsSpecification(path);
            if ((result.GetValue(options.Workload) is null || result.GetValue(options.Network) is null) && (isNeeded || result.GetValue(options.Workload) is not null || result.GetValue(options.Network) is not null))
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
            if (parsed.GetValue(options.Workload) is not { } workloadPath)
                return (int)Propose(host, path, specified!, inquiry, isJson, parsed.GetValue(noColor));
            var input = CoordinationInput.Read(path, specified, workloadPath, parsed.GetValue(options.Network)!);
            if (input.Problem is not { } problem)
                return (int)ResultWriter.Write(host, input.Refusal, isJson, parsed.GetValue(noColor));
            return (int)Plan(host, new Planning(host, inquiry, options.Read(parsed)), path, problem, specified, isJson);
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

    private static ExitCode Plan(Host host, Planning planning, string path, CoordinationProblem problem, SpecificationInput? specified, bool isJson)
    {
        CoordinationAnswer answer = planning.Answer(path, problem, specified);
        if (!planning.TryWritePlan(answer))
            return ExitCode.Wrong;
        if (isJson)
            CoordinationJson.Write(host.OutputBytes, answer);
        else
            CoordinationText.Write(host.Output, answer);
        return ExitCodes.Of(answer.Verdict);
    }
}
