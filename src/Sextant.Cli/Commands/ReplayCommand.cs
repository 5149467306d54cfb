using System.CommandLine;
using System.Diagnostics;
using Sextant.Cli.Commands.Exploration;
using Sextant.Cli.Inputs;
using Sextant.Exploration.Apps;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Reporting;
using Sextant.Reporting.Json;
using Sextant.Reporting.Terminal;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Commands;

/// <summary>Runs recorded traces again.</summary>
internal static class ReplayCommand
{
    public static Command Create(Host host)
    {
        var trace = new Argument<string>("TRACE") { Description = "What `sextant explore FILE --json` has written." };
        var file = new Option<string?>("--file") { Description = "The specification; the one that the trace names unless it is said." };
        var property = new Option<string?>("--property") { Description = "Only the traces of the property with this name." };
        var itf = new Option<string?>("--itf") { Description = "Write the first trace here, in the Informal Trace Format of other viewers." };
        Option<bool> json = SharedOptions.Json();
        Option<bool> noColor = SharedOptions.NoColor();
        var command = new Command("replay", "Run the traces of a search again, step by step, and refuse those that do not fit the specification.") { trace, file, property, itf, json, noColor };
        command.SetAction(parsed =>
        {
            var replay = new TraceReplay(parsed.GetValue(trace)!, parsed.GetValue(file), parsed.GetValue(property));
            return (int)Run(host, replay, parsed.GetValue(itf), parsed.GetValue(json), parsed.GetValue(noColor));
        });
        return command;
    }

    private static ExitCode Run(Host host, TraceReplay replay, string? itf, bool asJson, bool noColor)
    {
        if (replay.Run(host.Cancellation) is { } refusal)
            return ResultWriter.Write(host, refusal, asJson, noColor);
        ReplayRun run = replay.Answer;
        if (itf is not null && !ItfFile.TryWrite(host, itf, run.Source.Path, run.Properties.Select(p => p.Property)))
            return ExitCode.Wrong;
        if (asJson)
            JsonReplay.Write(host.OutputBytes, run);
        else
            ReplayRenderer.Write(host.Output, run, Host.Terminal(noColor));
        return ExitCodes.Of(run.Verdict);
    }
}
