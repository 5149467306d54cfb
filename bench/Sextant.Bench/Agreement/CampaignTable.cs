using System.Globalization;
using Sextant.Model.Results;

namespace Sextant.Bench.Agreement;

/// <summary>A campaign as a table: what proof said beside what search said, and why what is unknown is so.</summary>
internal static class CampaignTable
{
    private static readonly string[] Outcomes = ["holds, all of it", "holds in part", "violated", "not run"];

    public static void Write(TextWriter output, Campaign campaign)
    {
        TrialResult[] results = [.. campaign.Results];
        output.WriteLine(Row("proof", [.. Outcomes, "sum"]));
        foreach (Verdict verdict in (Verdict[])[Verdict.Proved, Verdict.Refuted, Verdict.Unknown])
        {
            TrialResult[] alike = [.. results.Where(r => r.Proof == verdict)];
            output.WriteLine(Row(verdict.ToString().ToLowerInvariant(), [.. Outcomes.Select(o => Text(alike.Count(r => r.Outcome == o))), Text(alike.Length)]));
        }

        long states = results.Sum(r => r.Search is SecondOpinion.Searched s ? s.States : 0);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Length} objects, {states} states of replicas"));
        output.WriteLine();
        output.WriteLine("unknown, by check and reason (objects):");
        WriteCounts(output, results.SelectMany(r => r.Findings.SelectMany(f => f.Clauses.Where(c => c.Verdict == Verdict.Unknown).Select(c => $"{f.Kind}: {Trial.KindOf(c.Reason)}")).Distinct(StringComparer.Ordinal)));
        output.WriteLine("refuted, by check (objects):");
        WriteCounts(output, results.SelectMany(r => r.Findings.Where(f => f.Verdict == Verdict.Refuted).Select(f => f.Kind.ToString()).Distinct(StringComparer.Ordinal)));
        output.WriteLine();
        Contradiction[] contradictions = [.. campaign.Contradictions];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contradictions.Length} contradictions"));
        foreach (Contradiction contradiction in contradictions)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"--- object {contradiction.Number}"));
            foreach (string sentence in contradiction.Sentences)
                output.WriteLine(sentence);
            output.Write(contradiction.Smallest.Text);
        }
    }

    private static void WriteCounts(TextWriter output, IEnumerable<string> items)
    {
        foreach (IGrouping<string, string> alike in items.GroupBy(i => i, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {alike.Count(),6}  {alike.Key}"));
    }

    private static string Row(string name, IEnumerable<string> cells) => $"{name,-10}{string.Concat(cells.Select(c => $"{c,18}"))}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
