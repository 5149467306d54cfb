using System.Globalization;
using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>How much of an object was run, and whether that agrees with the proofs.</summary>
internal static class SecondOpinionLines
{
    private const string Indent = "  ";

    public static void Write(TextWriter output, SecondOpinion? opinion, TerminalSettings terminal)
    {
        if (opinion is not SecondOpinion.Searched searched)
            return;
        string amount = string.Create(CultureInfo.InvariantCulture, $"explored: {searched.Replicas} replicas, {searched.States:N0} {(searched.States == 1 ? "state" : "states")}");
        if (!opinion.Contradicts)
        {
            output.WriteLine(Indent + terminal.Paint(Tone.Faint, $"{amount}{(searched.IsWhole ? ", all there are" : "")}: agrees"));
            return;
        }

        output.WriteLine(Indent + terminal.Paint(Tone.Bad, $"{amount}: contradicts the proofs. This is a defect in Sextant: please report it with the file."));
        foreach (string sentence in searched.Contradictions)
        {
            foreach (string line in TextWrap.Wrap(Glyph.Visible(sentence), Math.Max(40, terminal.Width - Indent.Length)))
                output.WriteLine(Indent + line);
        }

        if (searched.Violation is { } violation)
            new TraceRenderer(terminal).Write(output, violation.Trace);
    }
}
