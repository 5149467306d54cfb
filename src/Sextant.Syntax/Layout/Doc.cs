namespace Sextant.Syntax.Layout;

/// <summary>
/// A text that is not yet broken into lines (Wadler, <i>A prettier printer</i>): groups say what should stand on one line if
/// it fits. <see cref="DocPrinter"/> decides.
/// </summary>
internal abstract class Doc
{
    private Doc(bool breaks) => Breaks = breaks;

    /// <summary>Whether there is a line break in it that no width can avoid.</summary>
    public bool Breaks { get; }

    public static Doc Nothing { get; } = new Concatenation([]);

    /// <summary>A blank, or a line break.</summary>
    public static Doc Line { get; } = new Break(" ");

    /// <summary>Nothing, or a line break.</summary>
    public static Doc SoftLine { get; } = new Break("");

    /// <summary>Always a line break.</summary>
    public static Doc HardLine { get; } = new Break(null);

    public static implicit operator Doc(string text) => new Words(text);

    public static Doc Concat(params ReadOnlySpan<Doc> parts) => new Concatenation(parts.ToArray());

    public static Doc Indent(Doc content) => new Indented(content);

    public static Doc Group(params ReadOnlySpan<Doc> parts) => new Grouped(Concat(parts));

    /// <summary>Goes to the end of the line, wherever that will be, and makes one end.</summary>
    public static Doc AtLineEnd(string text) => new Suffix(text);

    internal sealed class Words(string text) : Doc(text.Contains('\n', StringComparison.Ordinal))
    {
        public string Text { get; } = text;
    }

    /// <param name="flat">What stands for it on one line; null if it never does.</param>
    internal sealed class Break(string? flat) : Doc(flat is null)
    {
        public string? Flat { get; } = flat;
    }

    internal sealed class Concatenation(Doc[] parts) : Doc(Array.Exists(parts, p => p.Breaks))
    {
        public Doc[] Parts { get; } = parts;
    }

    internal sealed class Indented(Doc content) : Doc(content.Breaks)
    {
        public Doc Content { get; } = content;
    }

    internal sealed class Grouped(Doc content) : Doc(content.Breaks)
    {
        public Doc Content { get; } = content;
    }

    internal sealed class Suffix(string text) : Doc(true)
    {
        public string Text { get; } = text;
    }
}
