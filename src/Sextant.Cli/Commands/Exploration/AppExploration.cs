using System.Diagnostics;
using System.Globalization;
using Sextant.Cli.Inputs;
using Sextant.Exploration.Apps;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Reporting;
using Sextant.Reporting.Json;
using Sextant.Reporting.Terminal;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Commands.Exploration;

/// <summary>Searches the apps of a file, and writes the answer.</summary>
internal sealed record AppExploration(string Path, BangMeaning Bang, SearchPlan Plan)
{
    public ExitCode Run(Host host, bool asJson, bool isTimed, bool noColor)
    {
        Specification specification = Specification.Read(Path);
        if (specification.Source is not { } source || specification.Diagnostics.Any(d => d.IsError))
        {
            var file = new FileResult(new FileReport(Path, specification.Diagnostics, []), specification.Source, Elapsed: null);
            return ResultWriter.Write(host, new RunResult(SextantVersion.Text, RunGoal.Check, IsList: false, [file]), asJson, noColor);
        }

        if (Refusal(specification, source) is { } refusal)
        {
            host.Error.WriteLine($"sextant: {refusal}");
            return ExitCode.Wrong;
        }

        long start = Stopwatch.GetTimestamp();
        EquatableArray<ExplorationReport> reports;
        try
        {
            reports = Apps(specification).Select(a => Explore(host, a, source)).ToEquatable();
        }
        catch (CheckpointException e)
        {
            host.Error.WriteLine($"sextant: the checkpoint cannot be used: {e.Message}");
            return ExitCode.Wrong;
        }

        var run = new ExplorationRun(SextantVersion.Text, source, Bang == BangMeaning.Slides ? ["--bang=slides"] : [], reports,
            isTimed ? Stopwatch.GetElapsedTime(start).TotalSeconds : null);
        if (asJson)
            JsonExploration.Write(host.OutputBytes, run);
        else
            ExplorationRenderer.Write(host.Output, run, Host.Terminal(noColor));
        return ExitCodes.Of(run.Verdict);
    }

    private static IEnumerable<DistributedApp> Apps(Specification specification) => specification.Apps.Where(a => a.Clients.Count > 0);

    /// <summary>Why the file cannot be searched, or null.</summary>
    private string? Refusal(Specification specification, SourceText source)
    {
        if (!Apps(specification).Any())
            return $"{Path}: there is nothing to explore: no `client` says who calls what";
        foreach (DistributedApp app in Apps(specification))
        {
            SourcePosition at = source.PositionOf(app.NameSpan.Start);
            string place = string.Create(CultureInfo.InvariantCulture, $"{Path}:{at.Line}:{at.Column}");
            if (AppBounds.Of(app) is null)
                return $"{place}: the search of `{app.Name}` is not bounded: say how many calls an object may hold that are not committed, such as `bounds {{ calls := 2; }}`";
            int clients = new AppMachine(app).Clients.Count;
            if (clients > AppBounds.MaxClients)
                return string.Create(CultureInfo.InvariantCulture, $"{place}: `{app.Name}` has {clients} clients; at most {AppBounds.MaxClients} are explored");
        }

        return null;
    }

    private ExplorationReport Explore(Host host, DistributedApp app, SourceText source)
    {
        var report = new AppReport(app, AppBounds.Of(app)!, Bang);
        string text = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(source.Content)));
        string about = $"explore {app.Name} {Bang} of the text {text[..16]}";
        SearchResult result;
        using (var progress = new SearchProgressLine(host.Error, Host.HasLiveError))
            result = Plan.Run(about, report.Model, SearchGoal.FirstViolation, progress, host.Cancellation);
        return report.Of(result, Plan.Stated().Select(b => new StatedBound(b.Name, b.Value)), SearchPlan.InWords(result.End), Plan.Seed, host.Cancellation);
    }
}
