using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Results;

/// <summary>Everything that was found out about one file.</summary>
/// <param name="Path">As the user wrote it.</param>
public sealed record FileReport(string Path, EquatableArray<Diagnostic> Diagnostics, EquatableArray<ObjectReport> Objects)
{
    public Verdict Verdict => Diagnostics.Any(d => d.IsError)
        ? Verdict.Error
        : Verdicts.Worst(Objects.SelectMany(o => o.Findings).Select(f => f.Verdict));
}

public sealed record ObjectReport(string Name, EquatableArray<Finding> Findings);
