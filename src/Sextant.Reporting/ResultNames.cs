using System.Diagnostics;
using Sextant.Model.Results;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Reporting;

/// <summary>The words by which results are known outside: in JSON, on the console, in the documentation. They are stable.</summary>
internal static class ResultNames
{
    /// <summary>Of what was searched nothing is proved: it holds within the bounds, or is violated.</summary>
    public static string OfExplored(Verdict verdict) => verdict switch
    {
        Verdict.Proved => "holds",
        Verdict.Refuted => "violated",
        Verdict.Error => "error",
        _ => "unknown",
    };

    public static string Of(FileReport report, RunGoal goal) => report.IsSkipped ? Skipped : Of(report.Verdict, goal);

    public const string Skipped = "skipped";

    public static string Of(Verdict verdict, RunGoal goal) => verdict switch
    {
        Verdict.Proved => goal == RunGoal.Check ? "ok" : "proved",
        Verdict.Unknown => "unknown",
        Verdict.Refuted => "refuted",
        Verdict.Error => "error",
        _ => throw new UnreachableException(),
    };

    public static string Of(CheckKind kind) => kind switch
    {
        CheckKind.Vacuity => "vacuity",
        CheckKind.Contract => "contract",
        CheckKind.Monotonicity => "monotonicity",
        CheckKind.Lub => "lub",
        CheckKind.Safety => "safety",
        CheckKind.Stability => "stability",
        CheckKind.Initial => "initial",
        CheckKind.Order => "order",
        CheckKind.MergeLaws => "merge-laws",
        CheckKind.Remote => "remote",
        CheckKind.ThirdReplica => "third-replica",
        CheckKind.Stale => "stale",
        CheckKind.Commutativity => "commutativity",
        CheckKind.Precondition => "precondition",
        CheckKind.Escrow => "escrow",
        _ => throw new UnreachableException(),
    };

    public static string Of(ClauseRole role) => role switch
    {
        ClauseRole.Precondition => "precondition",
        ClauseRole.Invariant => "invariant",
        ClauseRole.ConcurrencyInvariant => "concurrency-invariant",
        _ => throw new UnreachableException(),
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Warning => "warning",
        Severity.Error => "error",
        _ => throw new UnreachableException(),
    };
}
