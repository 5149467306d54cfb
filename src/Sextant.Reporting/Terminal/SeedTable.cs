using System.Globalization;
using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>How proofs fare with other seeds of the solver.</summary>
internal static class SeedTable
{
    public static void Write(TextWriter output, ObjectReport report, TerminalSettings terminal)
    {
        if (report.Seeds is not { Count: > 0 } proofs)
            return;
        var table = new TextTable("  ");
        table.Add(Head("proof"), Head("proved"), Head("steps: least"), Head("median"), Head("most"));
        foreach (SeededProof proof in proofs)
        {
            Tone tone = proof.IsUnstable ? Tone.Doubt : Tone.Normal;
            string often = string.Create(CultureInfo.InvariantCulture, $"{proof.Proved} of {proof.Seeds} seeds{(proof.IsUnstable ? ": unstable" : "")}");
            string[] steps = proof.Steps.Count == 0 ? ["", "", ""] : [Text(proof.LeastSteps), Text(proof.MedianSteps), Text(proof.MostSteps)];
            table.Add([new TableCell(Name(proof), tone), new TableCell(often, tone), .. steps.Select(s => new TableCell(s))]);
        }

        output.WriteLine();
        table.Write(output, terminal);
    }

    private static TableCell Head(string text) => new(text, Tone.Faint);

    private static string Name(SeededProof proof) =>
        Glyph.Visible($"{ResultNames.Of(proof.Kind)}{(proof.Operation is { } operation ? $" of {operation}" : "")}{(proof.With is { } with ? $" ∥ {with}" : "")}");

    private static string Text(long steps) => steps.ToString("N0", CultureInfo.InvariantCulture);
}
