using System.CommandLine;
using Sextant.Cli.Commands.Coordination;
using Sextant.Cli.Commands.Design;
using Sextant.Cli.Opinions;
using Sextant.Coordination.Deployment;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Reporting;
using Sextant.Reporting.Terminal;

namespace Sextant.Cli.Commands;

/// <summary>The whole road: verify, find the conflicts, plan, verify under the plan, simulate, and tell all of it in one report.</summary>
internal static class DesignCommand
{
    public static Command Create(Host host)
    {
        var file = new Argument<string>("FILE") { Description = "A replicated object (.sxt, .spec)." };
        var options = new CoordinationOptions();
        var proof = new ProofOptions();
        var report = new Option<string?>("--report") { Description = "Where the report is written, one page of HTML that stands alone.", HelpName = "OUT.html" };
        Option<bool> json = SharedOptions.Json();
        Option<bool> noColor = SharedOptions.NoColor();
        var command = new Command("design", "Verify an object, find what conflicts, choose the cheapest safe locks, verify under them, simulate, and report.") { file, report };
        options.AddTo(command);
        options.Workload.Required = true;
        options.Network.Required = true;
        command.Options.Add(json);
        command.Options.Add(noColor);
        proof.AddTo(command);
        command.SetAction(parsed =>
        {
            using var verifier = new Verifier(proof.Read(parsed));
            (bool isJson, bool isPlain) = (parsed.GetValue(json), parsed.GetValue(noColor));
            if (SpecificationInput.Read(host, verifier, parsed.GetValue(file)!, out FileResult read) is not { } specified)
                return (int)ResultWriter.Write(host, new RunResult(SextantVersion.Text, RunGoal.Check, IsList: false, [read]), isJson, isPlain);
            var input = CoordinationInput.Read(parsed.GetValue(file)!, specified, parsed.GetValue(options.Workload)!, parsed.GetValue(options.Network)!);
            if (input.Problem is not { } problem)
                return (int)ResultWriter.Write(host, input.Refusal, isJson, isPlain);
            var inquiry = new Inquiry(verifier, second: null, OpinionBounds.Default);
            var planning = new Planning(host, inquiry, options.Read(parsed) with { LooksAtDrift = true });
            return (int)Tell(host, planning, Answer(host, planning, inquiry, input.File, problem, specified), parsed.GetValue(report), isJson, isPlain);
        });
        return command;
    }

    private static CoordinationAnswer Answer(Host host, Planning planning, Inquiry inquiry, string path, CoordinationProblem problem, SpecificationInput specified)
    {
        ObjectReport asWritten = specified.VerifyAsWritten(host, inquiry).Report;
        return planning.Answer(path, problem, specified) with { AsWritten = asWritten };
    }

    private static ExitCode Tell(Host host, Planning planning, CoordinationAnswer answer, string? reportPath, bool isJson, bool isPlain)
    {
        if (!planning.TryWritePlan(answer) || (reportPath is not null && !WholeFile.TryWrite(host, reportPath, DesignReport.Of(answer))))
            return ExitCode.Wrong;
        if (isJson)
        {
            CoordinationJson.Write(host.OutputBytes, answer);
            return ExitCodes.Of(answer.Verdict);
        }

        ConflictRenderer.Write(host.Output, answer.File, answer.Input!.Source, answer.Input.Conflicts, Host.Terminal(isPlain));
        CoordinationText.Write(host.Output, answer);
        if (reportPath is not null)
            host.Output.WriteLine($"report: {reportPath}");
        return ExitCodes.Of(answer.Verdict);
    }
}
