using System.Globalization;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Simulation;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>The answer as text.</summary>
internal static class CoordinationText
{
    public static void Write(TextWriter output, CoordinationAnswer answer)
    {
        output.WriteLine("conflicts");
        WriteTable(output, answer.Problem.Conflicts.Pairs.Select(p => new[] { p.ToString(), p.Key.Count == 0 ? "whatever they mean" : $"the same {string.Join(", ", p.Key)}" }));
        output.WriteLine();
        output.WriteLine("locks");
        WriteTable(output, [["lock", "key", "site", "held by"], .. answer.Found.Plan.Locks.Select(l => Row(answer, l))]);
        output.WriteLine();
        output.WriteLine("simulated");
        WriteTable(output, [["operation", "done", "mean ms", "median ms", "99% ms"], .. answer.Simulated.Operations.Select(Row)]);
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cost: {answer.Found.Cost:F0} ms ({answer.MetricName}), simulated {answer.Simulated.TotalMs:F0} ms with seed {answer.Options.Seed}"));
        output.WriteLine(Closing(answer));
    }

    private static string[] Row(CoordinationAnswer answer, PlannedLock theLock) =>
    [
        theLock.Name,
        theLock.Key.Count == 0 ? "-" : string.Join(", ", theLock.Key),
        answer.Problem.Network.Sites[theLock.Site],
        string.Join("; ", theLock.Uses.Select(u => Held(theLock, u))),
    ];

    private static string Held(PlannedLock theLock, LockUse use) => use.Mode == LockMode.Grouped
        ? $"{use.Operation} apart from {string.Join(", ", theLock.Pairs.Where(p => p.A == use.Operation || p.B == use.Operation).Select(p => Other(p, use.Operation)))}"
        : $"{use.Operation} {CoordinationAnswer.NameOf(use.Mode)}";

    private static string Other(ConflictPair pair, string operation) => pair.IsSelf ? "itself" : pair.A == operation ? pair.B : pair.A;

    private static string[] Row(OperationTimes times) =>
        [times.Name, times.Done.ToString(CultureInfo.InvariantCulture), Ms(times.MeanMs), Ms(times.MedianMs), Ms(times.Percentile99Ms)];

    private static string Ms(double ms) => ms.ToString("F1", CultureInfo.InvariantCulture);

    private static string Closing(CoordinationAnswer answer)
    {
        string count = $"{(answer.Found.IsCountExact ? "" : "at least ")}{answer.Found.Configurations}";
        string seen = string.Create(CultureInfo.InvariantCulture, $"{answer.Found.Evaluated} of {count} plans evaluated");
        return answer.Found.IsOptimal
            ? $"optimal: no safe plan costs less ({seen})"
            : string.Create(CultureInfo.InvariantCulture, $"stopped early: the best plan costs at least {answer.Found.LowerBound:F0} ms, so this one is within {answer.Found.Gap * 100:F1} in 100 of it ({seen})");
    }

    private static void WriteTable(TextWriter output, IEnumerable<string[]> lines)
    {
        string[][] rows = [.. lines];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length))];
        foreach (string[] row in rows)
            output.WriteLine(("  " + string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c])))).TrimEnd());
    }
}
