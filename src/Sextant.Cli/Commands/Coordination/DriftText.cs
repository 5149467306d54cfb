using System.Globalization;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>How far the workload may drift, in words.</summary>
internal static class DriftText
{
    private const string Doubt = " (among the plans that were looked at)";

    /// <summary>A heading, and a row for each operation and site that has a limit.</summary>
    public static IEnumerable<string[]> Rows(CoordinationAnswer answer) =>
        answer.Drift!.Drifts.Where(HasLimit).Select(d => new[] { d.Operation, Where(answer, d), Limit(answer, d.Less, "down to"), Limit(answer, d.More, "up to") })
            .Prepend(["operation", "where", "less of it", "more of it"]);

    /// <summary>What is said of the others, as a sentence without its end.</summary>
    public static string Others(CoordinationAnswer answer)
    {
        bool isProved = answer.Drift!.Drifts.Where(d => !HasLimit(d)).All(d => d.Less.IsProved && d.More.IsProved);
        return string.Create(CultureInfo.InvariantCulture, $"{(answer.Drift!.Drifts.Any(HasLimit) ? "for all others that were looked at" : "for all operations and sites that were looked at")} the plan stays from a {DriftSearch.Farthest:0}th to {DriftSearch.Farthest:0} times{(isProved ? "" : Doubt)}");
    }

    public static string Where(CoordinationAnswer answer, Drift drift) => drift.Site is { } site ? answer.Problem.Network.Sites[site] : "everywhere";

    public static string Factor(double factor) => $"× {factor.ToString(factor < 1 ? "0.###" : "0.##", CultureInfo.InvariantCulture)}";

    /// <summary>The locks of a plan with their sites, as one phrase.</summary>
    public static string Words(CoordinationAnswer answer, Plan plan) => string.Join(", ", plan.Locks.Select(l => $"{l.Name} at {answer.Problem.Network.Sites[l.Site]}"));

    /// <summary>What was not looked at, and why, in sentences without their ends.</summary>
    public static IEnumerable<string> LeftOut(CoordinationAnswer answer)
    {
        string[] large = [.. answer.Found.Components.Where(c => !DriftSearch.IsLookedAt(c.Problem)).Select(c => c.Problem.Conflicts.Operations[0])];
        if (large.Length > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"not looked at: {string.Join(", ", large)} and what hangs together with it, by more than {DriftSearch.MaxPairs} conflicts");
        if (answer.Drift!.End != SearchEnd.Whole)
            yield return $"stopped early {CoordinationText.Reason(answer, answer.Drift.End)}: nothing is known of the rest";
    }

    private static bool HasLimit(Drift drift) => drift.Less.Factor is not null || drift.More.Factor is not null;

    private static string Limit(CoordinationAnswer answer, DriftLimit limit, string upTo)
    {
        string doubt = limit.IsProved ? "" : Doubt;
        return limit.Factor is { } factor ? $"{upTo} {Factor(factor)}{doubt}, then {Words(answer, limit.Other!)}" : $"the plan stays{doubt}";
    }
}
