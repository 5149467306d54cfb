namespace Sextant.Reporting.Terminal;

/// <summary>
/// Shows a page of the documentation: of Markdown what these pages use, which is headings, paragraphs, lists and fenced
/// blocks. Blocks are indented and never wrapped, so that they can be copied.
/// </summary>
public static class PageRenderer
{
    private const string Fence = "```";
    private const string BlockIndent = "    ";

    /// <summary>Longer lines of prose are hard to read, however wide the terminal is.</summary>
    private const int WidestProse = 100;

    public static void Write(TextWriter output, string page, TerminalSettings terminal)
    {
        string? language = null;
        var paragraph = new List<string>();
        foreach (string line in page.TrimEnd('\n').Split('\n'))
        {
            bool isFence = line.StartsWith(Fence, StringComparison.Ordinal);
            if (language is not null)
            {
                if (!isFence)
                    output.WriteLine(line.Length == 0 ? "" : BlockIndent + terminal.Paint(ToneOf(language, line), line));
                language = isFence ? null : language;
                continue;
            }
            if (isFence || line.Length == 0 || line[0] is '#' or '-')
                WriteParagraph(output, paragraph, terminal);
            if (isFence)
                language = line[Fence.Length..];
            else if (line.Length == 0)
                output.WriteLine();
            else if (line[0] == '#')
                WriteHeading(output, line.TrimStart('#', ' '), terminal);
            else
                paragraph.Add(line.Trim());
        }
        WriteParagraph(output, paragraph, terminal);
    }

    public static void WriteHeading(TextWriter output, string heading, TerminalSettings terminal) =>
        output.WriteLine(terminal.Paint(Tone.Strong, heading));

    private static void WriteParagraph(TextWriter output, List<string> lines, TerminalSettings terminal)
    {
        if (lines.Count == 0)
            return;
        string hang = lines[0].StartsWith("- ", StringComparison.Ordinal) ? "  " : "";
        foreach (string line in TextWrap.Wrap(string.Join(' ', lines), Math.Min(terminal.Width, WidestProse), hang))
            output.WriteLine(line);
        lines.Clear();
    }

    /// <summary>What is wrong, what is right, and what the program says about it look different.</summary>
    private static Tone ToneOf(string language, string line)
    {
        if (language.EndsWith("-error", StringComparison.Ordinal))
            return Tone.Doubt;
        if (language is "sxt" or "spec")
            return Tone.Good;
        return line.StartsWith("$ ", StringComparison.Ordinal) ? Tone.Strong : Tone.Faint;
    }
}
