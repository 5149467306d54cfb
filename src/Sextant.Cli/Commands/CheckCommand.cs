using System.CommandLine;
using System.Diagnostics;
using Sextant.Cli.Inputs;
using Sextant.Model.Results;
using Sextant.Reporting;

namespace Sextant.Cli.Commands;

/// <summary>Reads specifications and says what is wrong with them; nothing is proved.</summary>
internal static class CheckCommand
{
    public static Command Create(Host host)
    {
        Argument<string[]> files = SharedOptions.Files();
        Option<bool> json = SharedOptions.Json();
        Option<bool> timing = SharedOptions.Timing();
        Option<bool> noColor = SharedOptions.NoColor();
        var command = new Command("check", "Parse specifications, resolve their names and check their types.")
        {
            files, json, timing, noColor,
        };
        command.SetAction(parsed =>
        {
            RunResult run = Run(host, parsed.GetValue(files)!, parsed.GetValue(timing));
            return (int)ResultWriter.Write(host, run, parsed.GetValue(json), parsed.GetValue(noColor));
        });
        return command;
    }

    private static RunResult Run(Host host, string[] arguments, bool isTimed)
    {
        var files = SpecificationFiles.Find(arguments, SpecificationFiles.Extensions);
        IEnumerable<FileResult> results = files.Paths.Select(path => Check(host, path, isTimed));
        return new RunResult(SextantVersion.Text, RunGoal.Check, files.IsList, results.ToEquatable());
    }

    private static FileResult Check(Host host, string path, bool isTimed)
    {
        host.Cancellation.ThrowIfCancellationRequested();
        long start = Stopwatch.GetTimestamp();
        Specification specification = Specification.Read(path);
        var report = new FileReport(path, specification.Diagnostics, []);
        return new FileResult(report, specification.Source, isTimed ? Stopwatch.GetElapsedTime(start) : null);
    }
}
