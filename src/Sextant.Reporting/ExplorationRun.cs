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

/// <summary>Traces that were run again.</summary>
/// <param name="Source">The specification.</param>
public sealed record ReplayRun(string Version, SourceText Source, EquatableArray<ReplayedProperty> Properties)
{
    public Verdict Verdict => Verdicts.Worst(Properties.Select(p => p.Property.Verdict));
}

/// <param name="App">The app whose it is.</param>
/// <param name="Property">With its trace: to a violation, or to a state in which what must sometimes be true is so.</param>
public sealed record ReplayedProperty(string App, ExploredProperty Property);
