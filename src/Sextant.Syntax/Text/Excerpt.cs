namespace Sextant.Syntax.Text;

/// <summary>A piece of the text as a message quotes it: whole when short, its beginning when long.</summary>
internal static class Excerpt
{
    private const int MaxLength = 40;

    public static string Of(string text, SourceSpan span) =>
        span.Length <= MaxLength ? text.Substring(span.Start, span.Length) : string.Concat(text.AsSpan(span.Start, MaxLength - 3), "...");
}
