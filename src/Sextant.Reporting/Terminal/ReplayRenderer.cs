using System.Globalization;
using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>Traces that were run again, for a reader at a terminal.</summary>
public static class ReplayRenderer
{
    public static void Write(TextWriter output, ReplayRun run, TerminalSettings terminal)
    {
        foreach ((string app, ExploredProperty property) in run.Properties)
        {
            (Tone tone, string outcome) = property.Verdict == Verdict.Refuted ? (Tone.Bad, "violated") : (Tone.Good, "comes true");
            output.WriteLine(terminal.Paint(Tone.Strong, Glyph.Visible($"{app}: {property.Name}")));
            int steps = 0;
            if (property.Trace is { } trace)
            {
                new TraceRenderer(terminal).Write(output, trace);
                steps = trace.Steps.Count - 1;
            }

            output.WriteLine();
            output.WriteLine(terminal.Paint(tone, $"replayed: {outcome}") + string.Create(CultureInfo.InvariantCulture, $" after {steps} steps"));
        }
    }
}
