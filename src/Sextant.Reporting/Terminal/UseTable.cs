using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>What each clause is for: what is no longer proved without it.</summary>
internal static class UseTable
{
    public static void Write(TextWriter output, ObjectReport report, TerminalSettings terminal)
    {
        if (report.Uses is not { Count: > 0 } uses)
            return;
        var table = new TextTable("  ");
        table.Add(new TableCell("left out", Tone.Faint), new TableCell("of", Tone.Faint), new TableCell("what happens", Tone.Faint));
        foreach (ClauseUse use in uses)
            table.Add(new TableCell(Glyph.Visible(use.Text)), new TableCell(Glyph.Visible(use.Operation ?? ResultNames.Of(use.Role))), Effect(use));
        output.WriteLine();
        table.Write(output, terminal);
    }

    private static TableCell Effect(ClauseUse use)
    {
        if (use.Idle is not null)
            return new TableCell("nothing: it is idle", Tone.Doubt);
        string[] effects =
        [
            .. use.Breaks.GroupBy(b => b.Verdict).OrderByDescending(g => g.Key).Select(g => $"{(g.Key == Verdict.Refuted ? "breaks" : "leaves open")} {Names(g)}"),
            .. use.KeptBy.Count > 0 ? [$"{(use.Breaks.Count > 0 ? "" : "breaks nothing else; ")}kept by what {string.Join(", ", use.KeptBy)} {(use.KeptBy.Count > 1 ? "require" : "requires")}"] : Array.Empty<string>(),
        ];
        return new TableCell(Glyph.Visible(effects.Length > 0 ? string.Join("; ", effects) : use.Role == ClauseRole.Precondition ? "something is read that may not be there" : "breaks nothing else; kept by what operations do"));
    }

    private static string Names(IEnumerable<LostProof> lost) => string.Join("; ", lost.GroupBy(l => l.Kind).Select(g =>
        $"{ResultNames.Of(g.Key)}{(g.All(l => l.Operation is null) ? "" : $" of {string.Join(", ", g.Select(l => l.With is { } with ? $"{l.Operation} ∥ {with}" : l.Operation ?? "the object"))}")}"));
}
