using System.Globalization;
using Sextant.Model.Results;
using Sextant.Syntax.Text;

namespace Sextant.Reporting.Terminal;

/// <summary>A search for a reader at a terminal: the questions, a trace for each answer that has one, and what bounds the answer.</summary>
public static class ExplorationRenderer
{
    public static void Write(TextWriter output, ExplorationRun run, TerminalSettings terminal)
    {
        foreach (ExplorationReport app in run.Apps)
        {
            WriteQuestions(output, app, terminal);
            output.WriteLine();
            foreach (ExploredProperty property in app.Properties.Where(p => p.Verdict == Verdict.Refuted))
                WriteViolation(output, run.Source, property, terminal);
            WriteNeverRun(output, run.Source, app);
            WriteClosing(output, run, app, terminal);
        }
    }

    private static void WriteQuestions(TextWriter output, ExplorationReport app, TerminalSettings terminal)
    {
        var table = new TextTable("  ");
        foreach (ExploredProperty property in app.Properties)
        {
            TableCell mark = property.Verdict switch
            {
                Verdict.Proved => new TableCell("✓", Tone.Good),
                Verdict.Unknown => new TableCell("?", Tone.Doubt),
                _ => new TableCell("✗", Tone.Bad),
            };
            table.Add([mark, new TableCell(property.Kind, Tone.Faint), Glyph.Visible(property.Name), new TableCell(Glyph.Visible(property.Message), Tone.Faint)]);
        }

        output.WriteLine(terminal.Paint(Tone.Strong, Glyph.Visible(app.Name)));
        table.Write(output, terminal);
    }

    private static void WriteViolation(TextWriter output, SourceText source, ExploredProperty property, TerminalSettings terminal)
    {
        output.WriteLine(terminal.Paint(Tone.Bad, "error: ") + Glyph.Visible($"{property.Name}: {property.Message}"));
        if (property.Place is { } place)
            output.WriteLine($"  --> {Glyph.Visible(source.Path)}:{At(source, place)}");
        if (property.Trace is { } trace)
            new TraceRenderer(terminal).Write(output, trace);
        if (property.Place is { } span)
            new SourceExcerpt(source, terminal).Write(output, span, Tone.Bad, []);
        output.WriteLine();
    }

    private static void WriteNeverRun(TextWriter output, SourceText source, ExplorationReport app)
    {
        if (app.NeverRun is not { Count: > 0 } spans)
            return;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"never run: {string.Join(", ", spans.Select(s => $"line {source.PositionOf(s.Start).Line} `{Glyph.Visible(source.Slice(s))}`"))}"));
    }

    private static void WriteClosing(TextWriter output, ExplorationRun run, ExplorationReport app, TerminalSettings terminal)
    {
        Tone tone = app.Verdict switch
        {
            Verdict.Proved => Tone.Good,
            Verdict.Unknown => Tone.Doubt,
            _ => Tone.Bad,
        };
        string time = run.Seconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", {seconds:F2} s") : "";
        output.WriteLine(terminal.Paint(tone, $"{Glyph.Visible(app.Name)}: {ResultNames.OfExplored(app.Verdict)}") + string.Create(CultureInfo.InvariantCulture,
            $", {app.States} states, {app.Transitions} transitions, depth {app.Depth}, {app.End}{time}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bounds: {string.Join(", ", app.Bounds.Select(b => $"{b.Name} {b.Value}"))}"));
        if (app.Seed is { } seed)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed: {seed}"));
    }

    private static string At(SourceText source, SourceSpan span)
    {
        SourcePosition position = source.PositionOf(span.Start);
        return string.Create(CultureInfo.InvariantCulture, $"{position.Line}:{position.Column}");
    }
}
