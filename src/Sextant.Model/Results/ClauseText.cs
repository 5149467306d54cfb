using System.Text.RegularExpressions;
using Sextant.Syntax.Text;

namespace Sextant.Model.Results;

/// <summary>A clause as the specification writes it, on one line and not longer than a sentence can bear.</summary>
public static partial class ClauseText
{
    private const int MaxLength = 160;

    public static string Of(SourceText source, SourceSpan span)
    {
        string text = WhiteSpace().Replace(source.Slice(span), " ").Trim();
        return text.Length <= MaxLength ? text : text[..(MaxLength - 1)] + "…";
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhiteSpace();
}
