using Sextant.Cli.Explanations;
using Sextant.Reporting;
using Sextant.Reporting.Json;
using Sextant.Reporting.Terminal;

namespace Sextant.Cli.Commands;

/// <summary>Writes the answer of a command in the form that the user chose, and turns it into the exit code.</summary>
internal static class ResultWriter
{
    public static ExitCode Write(Host host, RunResult run, bool asJson, bool noColor)
    {
        if (asJson)
            JsonReport.Write(host.OutputBytes, run);
        else
            WriteText(host, run, noColor);
        return run.Contradicts ? ExitCode.Defect : ExitCodes.Of(run.Verdict);
    }

    private static void WriteText(Host host, RunResult run, bool noColor)
    {
        TerminalReport.Write(host.Output, run, Host.Terminal(noColor));
        // Whoever reads a file or a pipe wants the answer alone.
        if (!Console.IsOutputRedirected && ExplainHint.For(run) is { } hint)
            host.Output.WriteLine(hint);
    }
}
