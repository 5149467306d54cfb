using Sextant.Model.Results;
using Sextant.Syntax.Text;

namespace Sextant.Reporting;

/// <summary>What one run of a command answers.</summary>
/// <param name="Version">The version of Sextant that answers.</param>
/// <param name="IsList">
/// True when the user named several files or a folder: the answer then lists files, however many there turn out to be.
/// </param>
public sealed record RunResult(string Version, RunGoal Goal, bool IsList, EquatableArray<FileResult> Files)
{
    /// <summary>The worst of the files of which something was asked.</summary>
    public Verdict Verdict => Verdicts.Worst(Files.Where(f => !f.Report.IsSkipped).Select(f => f.Report.Verdict));

    /// <summary>Whether two ways of asking gave answers that cannot both be right: a defect of Sextant or of a solver.</summary>
    public bool Contradicts => Files.Any(f => f.Report.Objects.Any(o => o.Contradicts));
}

/// <summary>What was asked of the files.</summary>
public enum RunGoal
{
    /// <summary>Whether they are well formed; nothing is proved, so nothing is called proved.</summary>
    Check,
    /// <summary>Whether every obligation holds.</summary>
    Verify,
}

/// <summary>The report of one file with the text that it speaks of.</summary>
/// <param name="Source">Null when the file could not be read.</param>
/// <param name="Elapsed">Null unless the user asked for times: answers are the same bytes on every run.</param>
public sealed record FileResult(FileReport Report, SourceText? Source, TimeSpan? Elapsed);
