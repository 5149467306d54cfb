using System.Diagnostics;
using Sextant.Cli.Inputs;
using Sextant.Exploration.Apps;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Reporting;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Commands.Exploration;

/// <summary>Recorded paths, gone again in a specification.</summary>
/// <param name="Trace">The file that holds the paths.</param>
/// <param name="File">The specification; null for the one that the file of the paths names.</param>
/// <param name="Property">Only the paths of this one; null for all.</param>
internal sealed record TraceReplay(string Trace, string? File, string? Property)
{
    private readonly List<ReplayedProperty> _properties = [];
    private SourceText? _source;

    /// <summary>When nothing was refused.</summary>
    public ReplayRun Answer => new(SextantVersion.Text, _source ?? throw new UnreachableException(), _properties.ToEquatable());

    /// <summary>Goes every path; what is wrong with the input or with a path is the answer of a check, else null.</summary>
    public RunResult? Run(CancellationToken cancellation)
    {
        if (SourceFile.Load(Trace) is not SourceFile.Readable { Text: var text })
            return Refused(Trace, null, [((SourceFile.Unreadable)SourceFile.Load(Trace)).Diagnostic]);
        var bag = new DiagnosticBag(text);
        if (TraceFile.Read(text, bag) is not { } recorded)
            return Refused(Trace, text, bag.ToImmutable());
        Specification specification = Specification.Read(File ?? recorded.Specification);
        if (AppRefusal.Of(specification) is { } refusal)
            return refusal;
        _source = specification.Source;
        RecordedPath[] paths = [.. recorded.Paths.Where(p => Property is null || p.Property == Property)];
        if (paths.Length == 0)
            bag.Report(DiagnosticCodes.TraceDoesNotFit, default, $"it holds no trace of `{Property}`", $"it holds traces of {string.Join(", ", recorded.Paths.Select(p => $"`{p.Property}`"))}");
        foreach (RecordedPath path in paths)
            Go(path, specification, recorded, bag, cancellation);
        return bag.HasErrors ? Refused(Trace, text, bag.ToImmutable()) : null;
    }

    private void Go(RecordedPath path, Specification specification, TraceFile recorded, DiagnosticBag bag, CancellationToken cancellation)
    {
        DistributedApp? app = AppRefusal.Searchable(specification).FirstOrDefault(a => a.Name == path.App);
        PathAnswer answer = app is null
            ? new PathAnswer.DoesNotFit($"no app of {specification.Path} that has clients is called `{path.App}`")
            : new AppReport(app, AppBounds.Of(app) ?? throw new UnreachableException(), recorded.Bang).Replay(path.Property, path.Actions, cancellation);
        switch (answer)
        {
            case PathAnswer.Shown shown:
                _properties.Add(new ReplayedProperty(path.App, new ExploredProperty(path.Property, "", shown.Verdict, "", null, shown.Trace, path.Actions.ToEquatable())));
                break;
            case PathAnswer.DoesNotFit misfit:
                bag.Report(DiagnosticCodes.TraceDoesNotFit, path.Place, misfit.Reason, "the specification has changed since: search it again with `sextant explore FILE --json`");
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static RunResult Refused(string path, SourceText? source, IEnumerable<Diagnostic> diagnostics) =>
        new(SextantVersion.Text, RunGoal.Check, IsList: false, [new FileResult(new FileReport(path, diagnostics.ToEquatable(), []), source, Elapsed: null)]);
}
