using System.Globalization;
using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>How much of an object was run, and whether that agrees with the proofs.</summary>
internal static class SecondOpinionLines
{
    private const string Indent = "  ";

    public static void Write(TextWriter output, ObjectReport report, TerminalSettings terminal)
    {
        if (report.SecondOpinion is SecondOpinion.None { Reason: var reason })
            WriteWrapped(output, $"not explored: {reason}{(report.Findings.Any(f => f.Clauses.Any(c => c.NotTraced == reason)) ? "; so whether replicas come to the states shown is not known" : "")}", terminal);
        if (report.SecondOpinion is not SecondOpinion.Searched searched)
            return;
        string amount = string.Create(CultureInfo.InvariantCulture, $"explored: {searched.Parties} {(searched.IsOfClients ? searched.Parties == 1 ? "client" : "clients" : "replicas")}, {searched.States:N0} {(searched.States == 1 ? "state" : "states")}");
        if (!searched.Contradicts)
        {
            output.WriteLine(Indent + terminal.Paint(Tone.Faint, $"{amount}{(searched.IsWhole ? ", all there are" : "")}: agrees"));
            return;
        }

        output.WriteLine(Indent + terminal.Paint(Tone.Bad, $"{amount}: contradicts the proofs. This is a defect in Sextant: please report it with the file."));
        foreach (string sentence in searched.Contradictions)
            WriteWrapped(output, sentence, terminal);

        if (searched.Violation is { } violation)
            new TraceRenderer(terminal).Write(output, violation.Trace);
    }

    private static void WriteWrapped(TextWriter output, string text, TerminalSettings terminal)
    {
        foreach (string line in TextWrap.Wrap(Glyph.Visible(text), Math.Max(40, terminal.Width - Indent.Length)))
            output.WriteLine(Indent + line);
    }
}
