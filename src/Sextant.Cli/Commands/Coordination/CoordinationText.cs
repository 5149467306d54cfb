using System.Diagnostics;
using System.Globalization;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;
using Sextant.Coordination.Simulation;
using Sextant.Model.Results;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>The answer as text.</summary>
internal static class CoordinationText
{
    public static void Write(TextWriter output, CoordinationAnswer answer)
    {
        if (answer.AsWritten is { } before)
        {
            output.WriteLine($"as it is written: {Counted(before)}");
            output.WriteLine();
        }

        if (answer.Problem.Conflicts.Pairs.Count == 0)
        {
            output.WriteLine("no two operations conflict, and nobody has to wait for anybody");
            if (answer.Verified is { } free)
                output.WriteLine($"without locks: {Told(free)}");
            return;
        }

        output.WriteLine(answer.Input?.ConflictsHeading ?? SpecificationInput.Conflicting);
        WriteConflicts(output, answer.Problem.Conflicts, answer.Input?.Conflicts);
        output.WriteLine();
        output.WriteLine("locks");
        WriteTable(output, [["lock", "key", "site", "held by"], .. answer.Found.Plan.Locks.Select(l => Row(answer, l))]);
        if (answer.Locks.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("the same as declarations");
            output.Write(LockText.Of(answer.Locks));
        }

        output.WriteLine();
        output.WriteLine("simulated");
        WriteTable(output, [["operation", "done", "mean ms", "median ms", "99% ms"], .. answer.Simulated.Operations.Select(Row)]);
        output.WriteLine();
        if (answer.Drift is not null)
            WriteDrift(output, answer);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cost: {answer.Found.Cost:F0} ms ({answer.CostName}), simulated {answer.Simulated.TotalMs:F0} ms with seed {answer.Choices.Simulation.Seed}"));
        if (Robustness(answer) is { } robust)
            output.WriteLine(robust);
        output.WriteLine(Closing(answer));
        if (answer.Verified is { } verified)
            output.WriteLine(Verified(verified));
    }

    /// <param name="found">The conflicts as they were found in a specification, in the same order; null where somebody stated them.</param>
    public static void WriteConflicts(TextWriter output, ConflictGraph conflicts, EquatableArray<Conflict>? found) => WriteTable(output, conflicts.Conflicts().Select((pairs, i) => new[]
    {
        pairs[0].ToString(),
        KeysOf(pairs),
        found?[i].IsShown == false ? "not shown: a proof that they do not has failed" : "",
    }));

    /// <summary>When two operations conflict.</summary>
    public static string KeysOf(IReadOnlyList<ConflictPair> conflict) =>
        conflict[0].Key.Count == 0 ? "whatever they mean" : string.Join(" or ", conflict.Select(p => $"the same {string.Join(", ", p.Key)}"));

    /// <summary>What is proved of an object under the locks that were chosen.</summary>
    public static string Verified(ObjectReport report) => $"under these locks: {Told(report)}";

    private static string Told(ObjectReport report)
    {
        Finding[] open = [.. report.Findings.Where(f => f.Verdict != Verdict.Proved)];
        return open.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"proved ({report.Findings.Count} checks)")
            : $"{report.Verdict.ToString().ToLowerInvariant()}: {string.Join("; ", open.Select(f => f.Message))}";
    }

    /// <summary>Without the findings, which the conflicts tell better.</summary>
    private static string Counted(ObjectReport report)
    {
        int open = report.Findings.Count(f => f.Verdict != Verdict.Proved);
        return open == 0 ? Told(report) : string.Create(CultureInfo.InvariantCulture, $"{report.Verdict.ToString().ToLowerInvariant()} ({open} of {report.Findings.Count} checks)");
    }

    /// <summary>What it is worth to plan for the ranges and not for their middle, as a sentence; null where that was not asked.</summary>
    public static string? Robustness(CoordinationAnswer answer)
    {
        if (answer.ForMiddle is not { } other)
            return null;
        (double least, double most) = answer.CostOverRanges();
        double cost = answer.CostOf(other.Plan);
        string compared = other.Plan == answer.Found.Plan ? "the plan for their middle is the same" : string.Create(CultureInfo.InvariantCulture, $"the plan for their middle costs {cost:F0} ms");
        return string.Create(CultureInfo.InvariantCulture, $"over the ranges: from {least:F0} to {most:F0} ms; by what is minimised, {compared}");
    }

    private static void WriteDrift(TextWriter output, CoordinationAnswer answer)
    {
        output.WriteLine("how far the workload may drift before another plan is cheaper");
        string[][] rows = [.. DriftText.Rows(answer)];
        if (rows.Length > 1)
            WriteTable(output, rows);
        output.WriteLine($"  {DriftText.Others(answer)}");
        foreach (string leftOut in DriftText.LeftOut(answer))
            output.WriteLine($"  {leftOut}");
        output.WriteLine();
    }

    /// <summary>The name of a lock, its key, its site, and who holds it.</summary>
    public static string[] Row(CoordinationAnswer answer, PlannedLock theLock) =>
    [
        theLock.Name,
        theLock.Key.Count == 0 ? "-" : string.Join(", ", theLock.Key),
        answer.Problem.Network.Sites[theLock.Site],
        string.Join("; ", theLock.Uses.Select(u => Held(theLock, u))),
    ];

    private static string Held(PlannedLock theLock, LockUse use) => use.Mode == LockMode.Grouped
        ? $"{use.Operation} apart from {string.Join(", ", theLock.Pairs.Where(p => p.A == use.Operation || p.B == use.Operation).Select(p => Other(p, use.Operation)).Distinct(StringComparer.Ordinal))}"
        : $"{use.Operation} {CoordinationAnswer.NameOf(use.Mode)}";

    private static string Other(ConflictPair pair, string operation) => pair.IsSelf ? "itself" : pair.A == operation ? pair.B : pair.A;

    private static string[] Row(OperationTimes times) =>
        [times.Name, times.Done.ToString(CultureInfo.InvariantCulture), Ms(times.MeanMs), Ms(times.MedianMs), Ms(times.Percentile99Ms)];

    private static string Ms(double ms) => ms.ToString("F1", CultureInfo.InvariantCulture);

    public static string Closing(CoordinationAnswer answer)
    {
        string count = $"{(answer.Found.IsCountExact ? "" : "at least ")}{answer.Found.Configurations}";
        string seen = string.Create(CultureInfo.InvariantCulture, $"{answer.Found.Evaluated} of {count} plans evaluated");
        return !answer.IsBorne ? $"too much: no plan that was looked at bears these rates ({seen})"
            : answer.Found.IsOptimal
            ? $"optimal: no safe plan costs less ({seen})"
            : string.Create(CultureInfo.InvariantCulture, $"stopped early {Reason(answer, answer.Found.End)}: the best plan costs at least {answer.Found.LowerBound:F0} ms, so this one is within {answer.Found.Gap * 100:F1} in 100 of it ({seen}){Repeatability(answer.Found.End)}");
    }

    /// <summary>Why a search has stopped early, as it goes on behind that.</summary>
    public static string Reason(CoordinationAnswer answer, SearchEnd end) => end switch
    {
        SearchEnd.Nodes => string.Create(CultureInfo.InvariantCulture, $"after {answer.Choices.Bounds.MaxNodes} partial plans"),
        SearchEnd.Open => string.Create(CultureInfo.InvariantCulture, $"with {answer.Choices.Bounds.MaxOpen} partial plans to look into, more than are kept"),
        SearchEnd.Time => string.Create(CultureInfo.InvariantCulture, $"after {answer.Choices.Bounds.Budget!.Value.TotalSeconds:F0} s"),
        SearchEnd.Interrupted => "by Ctrl+C",
        _ => throw new UnreachableException(),
    };

    /// <summary>How far a search comes by a moment is not the same in each run.</summary>
    private static string Repeatability(SearchEnd end) => end is SearchEnd.Time or SearchEnd.Interrupted ? "; another run may stop elsewhere and answer otherwise" : "";

    private static void WriteTable(TextWriter output, IEnumerable<string[]> lines)
    {
        string[][] rows = [.. lines];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length))];
        foreach (string[] row in rows)
            output.WriteLine(("  " + string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c])))).TrimEnd());
    }
}
