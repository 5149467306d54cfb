using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Sextant.Cli.Inputs;
using Sextant.Model.Results;
using Sextant.Reporting;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Commands;

/// <summary>Lays out files of the Sextant language in their one canonical form.</summary>
internal static class FmtCommand
{
    public static Command Create(Host host)
    {
        Argument<string[]> files = SharedOptions.Files();
        files.Description = "A file of the Sextant language (.sxt), or a folder for all of them below it.";
        var check = new Option<bool>("--check") { Description = "Change nothing; say which files would change, and exit 1 then." };
        Option<bool> noColor = SharedOptions.NoColor();
        var command = new Command("fmt", "Lay out .sxt files in the one canonical form; comments stay.") { files, check, noColor };
        command.SetAction(parsed =>
        {
            SpecificationFiles found = SpecificationFiles.Find(parsed.GetValue(files)!, [SpecificationFiles.Sextant]);
            return (int)Run(host, found, parsed.GetValue(check), parsed.GetValue(noColor));
        });
        return command;
    }

    private static ExitCode Run(Host host, SpecificationFiles files, bool onlyCheck, bool noColor)
    {
        var wrong = new List<FileResult>();
        int changed = 0;
        foreach (string path in files.Paths)
        {
            host.Cancellation.ThrowIfCancellationRequested();
            switch (Format(path, onlyCheck))
            {
                case Outcome.Wrong outcome:
                    wrong.Add(new FileResult(new FileReport(path, outcome.Diagnostics, []), outcome.Source, Elapsed: null));
                    break;
                case Outcome.Changed:
                    changed++;
                    host.Output.WriteLine(onlyCheck ? $"{path} would change" : $"{path} formatted");
                    break;
            }
        }

        if (wrong.Count > 0)
            return ResultWriter.Write(host, new RunResult(SextantVersion.Text, RunGoal.Check, files.IsList, wrong.ToEquatable()), asJson: false, noColor);
        return onlyCheck && changed > 0 ? ExitCode.Refuted : ExitCode.Success;
    }

    private static Outcome Format(string path, bool onlyCheck)
    {
        if (Refusal(path) is { } refusal)
            return new Outcome.Wrong(null, [refusal]);
        return SourceFile.Load(path) switch
        {
            SourceFile.Readable readable => Format(readable.Text, onlyCheck),
            SourceFile.Unreadable unreadable => new Outcome.Wrong(null, [unreadable.Diagnostic]),
            _ => throw new UnreachableException(),
        };
    }

    private static Diagnostic? Refusal(string path)
    {
        const string Extension = SpecificationFiles.Sextant;
        if (Directory.Exists(path))
            return new Diagnostic(DiagnosticCodes.NoSpecification, path, null, default, $"no file below `{path}` ends in {Extension}", DiagnosticCodes.NoSpecification.Help, []);
        return path.EndsWith(Extension, StringComparison.Ordinal)
            ? null
            : new Diagnostic(DiagnosticCodes.UnknownFileKind, path, null, default, $"only files that end in {Extension} are formatted", "give it a file of the Sextant language", []);
    }

    private static Outcome Format(SourceText source, bool onlyCheck)
    {
        var diagnostics = new DiagnosticBag(source);
        if (SxtFormatter.Format(source, diagnostics) is not { } formatted)
            return new Outcome.Wrong(source, new(diagnostics.ToImmutable()));
        if (formatted == source.Content)
            return new Outcome.Unchanged();
        return onlyCheck ? new Outcome.Changed() : Replace(source, formatted);
    }

    /// <summary>The new text is written beside the file and takes its place at once, so that nobody ever finds half of it.</summary>
    private static Outcome Replace(SourceText source, string formatted)
    {
        string target = File.ResolveLinkTarget(source.Path, returnFinalTarget: true)?.FullName ?? source.Path;
        string beside = target + ".formatted";
        try
        {
            File.WriteAllText(beside, formatted, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            File.Move(beside, target, overwrite: true);
            return new Outcome.Changed();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside))
                File.Delete(beside);
            return new Outcome.Wrong(source, [new Diagnostic(DiagnosticCodes.CannotRead, source.Path, null, default, $"the file cannot be written: {e.Message}", "check who may write to it", [])]);
        }
    }

    private abstract record Outcome
    {
        public sealed record Unchanged : Outcome;

        public sealed record Changed : Outcome;

        public sealed record Wrong(SourceText? Source, EquatableArray<Diagnostic> Diagnostics) : Outcome;
    }
}
