using System.Text.RegularExpressions;
using Sextant.Cli.Inputs;
using Sextant.Cli.Opinions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Syntax.Text;

namespace Sextant.Bench.Agreement;

/// <summary>What proof and search said of one object.</summary>
/// <param name="Findings">The checks that are not proved.</param>
internal sealed record TrialResult(Verdict Proof, SecondOpinion Search, EquatableArray<Finding> Findings)
{
    /// <summary>Where the two cannot both be right. What is refuted of replicas' states must break in a run.</summary>
    public IEnumerable<string> Contradictions => Search is SecondOpinion.Searched searched
        ? searched.Contradictions.Concat(from f in Findings
                                         from c in f.Clauses
                                         where Tracing.IsToTrace(f, c) && (c.NotTraced is not null || searched.Violation is null)
                                         select $"refuted, and no run breaks it: {c.Message} ({c.NotTraced})")
        : [];

    public string Outcome => Search switch
    {
        SecondOpinion.Searched { Violation: not null } => "violated",
        SecondOpinion.Searched { IsWhole: true } => "holds, all of it",
        SecondOpinion.Searched => "holds in part",
        _ => "not run",
    };
}

/// <summary>Takes objects the whole road: read, bound, proved or refuted, and run. One trial serves one thread, and keeps its solver.</summary>
internal sealed partial class Trial(VerificationOptions options, OpinionBounds bounds) : IDisposable
{
    private readonly Verifier _verifier = new(options);

    /// <summary>Null when the text is not a correct object.</summary>
    public static ReplicatedObject? Read(string text) => Specification.Understand(new SourceText("small.sxt", text)).Objects is [var obj] ? obj : null;

    /// <summary>Null when the text is not a correct object.</summary>
    public TrialResult? Of(string text, CancellationToken cancellation = default)
    {
        if (Read(text) is not { } obj)
            return null;
        ObjectReport report = new Inquiry(_verifier, second: null, bounds).Of(obj, null, cancellation).Report;
        return new TrialResult(Verdicts.Worst(report.Findings.Select(f => f.Verdict)), report.SecondOpinion!, report.Findings.Where(f => f.Verdict != Verdict.Proved).ToEquatable());
    }

    /// <summary>The reasons with numbers and names left out, so that alike ones are counted together.</summary>
    public static string KindOf(string reason) => Numbers().Replace(Names().Replace(reason, "`…`"), "N");

    [GeneratedRegex("[0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex("`[^`]*`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    public void Dispose() => _verifier.Dispose();
}
