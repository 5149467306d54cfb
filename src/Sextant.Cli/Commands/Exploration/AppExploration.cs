using System.Diagnostics;
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
/// <param name="IsSymmetric">Whether states that differ only in which client is which are one.</param>
/// <param name="Itf">Where the first trace is written for other viewers, or null.</param>
internal sealed record AppExploration(string Path, BangMeaning Bang, SearchGoal Goal, SearchPlan Plan, bool IsSymmetric, string? Itf)
{
    /// <summary>How the other meaning of `!` is asked for, in answers too.</summary>
    public const string SlidesOption = "--bang=slides";

    private const string SymmetryOption = "--symmetry";

    public ExitCode Run(Host host, bool asJson, bool isTimed, bool noColor)
    {
        Specification specification = Specification.Read(Path);
        if (AppRefusal.Of(specification) is { } refusal)
            return ResultWriter.Write(host, refusal, asJson, noColor);
        SourceText source = specification.Source ?? throw new UnreachableException();
        if (IsSymmetric && AppRefusal.Searchable(specification).Select(a => (a.Name, Why: SymmetricApp.WhyNot(a))).FirstOrDefault(a => a.Why is not null) is { Why: { } why, Name: var name })
        {
            host.Error.WriteLine($"sextant: {SymmetryOption} is not for `{name}`: {why}");
            return ExitCode.Wrong;
        }

        long start = Stopwatch.GetTimestamp();
        EquatableArray<ExplorationReport> reports;
        try
        {
            reports = AppRefusal.Searchable(specification).Select(a => Explore(host, a, source)).ToEquatable();
        }
        catch (CheckpointException e)
        {
            host.Error.WriteLine($"sextant: the checkpoint cannot be used: {e.Message}");
            return ExitCode.Wrong;
        }

        var run = new ExplorationRun(SextantVersion.Text, source, [.. Bang == BangMeaning.Slides ? [SlidesOption] : Array.Empty<string>(), .. IsSymmetric ? [SymmetryOption] : Array.Empty<string>()], reports,
            isTimed ? Stopwatch.GetElapsedTime(start).TotalSeconds : null);
        if (Itf is not null && !ItfFile.TryWrite(host, Itf, Path, reports.SelectMany(r => r.Properties)))
            return ExitCode.Wrong;
        if (asJson)
            JsonExploration.Write(host.OutputBytes, run);
        else
            ExplorationRenderer.Write(host.Output, run, Host.Terminal(noColor));
        return ExitCodes.Of(run.Verdict);
    }

    private ExplorationReport Explore(Host host, DistributedApp app, SourceText source)
    {
        AppBounds bounds = AppBounds.Of(app) ?? throw new UnreachableException();
        var report = new AppReport(app, bounds, Bang) { IsSymmetric = IsSymmetric };
        SearchPlan plan = Plan with { Bounds = bounds.Within(Plan.Bounds) };
        string text = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(source.Content)));
        string about = $"explore {app.Name} {Bang}{(IsSymmetric ? $" {SymmetryOption}" : "")} of the text {text[..16]}";
        SearchResult result;
        using (var progress = new SearchProgressLine(host.Error, Host.HasLiveError))
            result = plan.Run(about, report.Model, Goal, progress, host.Cancellation);
        return report.Of(result, plan.Stated().Select(b => new StatedBound(b.Name, b.Value)), IsSymmetric ? $"{SearchPlan.InWords(result.End)}, up to which client is which" : SearchPlan.InWords(result.End), plan.Seed, host.Cancellation);
    }
}
