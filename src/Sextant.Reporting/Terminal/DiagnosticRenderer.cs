using System.Globalization;
using Sextant.Model.Results;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Reporting.Terminal;

/// <summary>Shows what is wrong with an input, or what a check found: a headline, the place, the evidence, the help.</summary>
internal sealed class DiagnosticRenderer(TextWriter output, TerminalSettings terminal)
{
    public void Write(Diagnostic diagnostic)
    {
        Tone tone = diagnostic.IsError ? Tone.Bad : Tone.Doubt;
        WriteHeadline(ResultNames.Of(diagnostic.Code.Severity), diagnostic.Code.Id, diagnostic.Message, tone);
        if (diagnostic.Source is { } source)
        {
            WritePlace(diagnostic.Path, source, diagnostic.Span);
            new SourceExcerpt(source, terminal).Write(output, diagnostic.Span, tone, diagnostic.Labels);
        }
        else
        {
            WritePlace(diagnostic.Path, source: null, default);
        }
        WriteNote("note", diagnostic.Note);
        WriteNote("help", diagnostic.Help);
        output.WriteLine();
    }

    /// <param name="told">Why nothing of the object is traced to an initial state, which is said once for all; null when it can be.</param>
    public void Write(string path, SourceText source, ClauseFinding clause, string? told)
    {
        bool isRefuted = clause.Verdict == Verdict.Refuted;
        Tone tone = isRefuted ? Tone.Bad : Tone.Doubt;
        WriteHeadline(isRefuted ? "error" : "unknown", clause.Code, clause.Message, tone);
        WritePlace(path, source, clause.Span);
        if (clause.Trace is { } trace)
            new TraceRenderer(terminal).Write(output, trace);
        new SourceExcerpt(source, terminal).Write(output, clause.Span, tone, []);
        WriteNote("reason", clause.Reason);
        foreach (QuantifierUse quantifier in clause.Quantifiers)
            WriteNote("quantifier", string.Create(CultureInfo.InvariantCulture, $"`{quantifier.Text}` on line {source.PositionOf(quantifier.Span.Start).Line}: {quantifier.Instances:N0} of {quantifier.All:N0} instances"));
        WriteNote("not confirmed by running it", clause.NotReplayed);
        if (clause.NotTraced != told)
            WriteNote("not traced to an initial state", clause.NotTraced);
        WriteNote("help", clause.Help);
        output.WriteLine();
    }

    private void WriteHeadline(string kind, string code, string message, Tone tone)
    {
        string label = $"{kind}[{code}]";
        IReadOnlyList<string> lines = TextWrap.Wrap($"{label}: {Glyph.Visible(message)}", Math.Max(40, terminal.Width));
        output.WriteLine(terminal.Paint(tone, label) + terminal.Paint(Tone.Strong, lines[0][label.Length..]));
        foreach (string line in lines.Skip(1))
            output.WriteLine(terminal.Paint(Tone.Strong, line));
    }

    private void WritePlace(string path, SourceText? source, SourceSpan span)
    {
        string place = source is null ? "" : $":{source.PositionOf(span.Start)}";
        output.WriteLine($"  {terminal.Paint(Tone.Pointer, "-->")} {Glyph.Visible(path)}{place}");
    }

    private void WriteNote(string kind, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        IReadOnlyList<string> lines = TextWrap.Wrap(Glyph.Visible($"{kind}: {text}"), Math.Max(20, terminal.Width - 2));
        foreach (string line in lines)
            output.WriteLine($"  {terminal.Paint(Tone.Normal, line)}");
    }
}
