using Sextant.Model.Results;
using Sextant.Syntax.Text;

namespace Sextant.Reporting;

/// <summary>What a search of the apps of one file answers.</summary>
/// <param name="Version">The version of Sextant that answers.</param>
/// <param name="Options">The options that change what is searched, by which a trace is replayed.</param>
/// <param name="Seconds">Null unless the user asked for times.</param>
public sealed record ExplorationRun(string Version, SourceText Source, EquatableArray<string> Options, EquatableArray<ExplorationReport> Apps, double? Seconds)
{
    public Verdict Verdict => Verdicts.Worst(Apps.Select(a => a.Verdict));
}
