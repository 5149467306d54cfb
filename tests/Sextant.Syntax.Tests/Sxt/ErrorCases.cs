using System.Text;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>
/// A file of broken texts. Behind each, behind a line of dashes, stands what is said of it, a line a place; an empty line
/// ends that. The place of each error is marked in the text with ⟦ and ⟧.
/// </summary>
internal static class ErrorCases
{
    private const string Fence = "----";

    /// <summary>The texts without their marks.</summary>
    public static IEnumerable<string> Read(string file)
    {
        string content = File.ReadAllText(file).Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal);
        foreach (string part in content.Split($"\n{Fence}\n").SkipLast(1))
        {
            // The first text of a file has no messages before it.
            int messages = part.Contains("\n\n", StringComparison.Ordinal) && StartsWithMessage(part) ? part.IndexOf("\n\n", StringComparison.Ordinal) + 2 : 0;
            yield return part[messages..] + "\n";
        }
    }

    public static string Write(IEnumerable<string> texts) => string.Join('\n', texts.Select(Annotate));

    private static bool StartsWithMessage(string part) => part.StartsWith("SX", StringComparison.Ordinal);

    private static string Annotate(string text)
    {
        var result = new StringBuilder(text);
        var diagnostics = Reading.Parse(text).Diagnostics;
        foreach (Diagnostic diagnostic in diagnostics.Reverse())
            result.Insert(diagnostic.Span.End, '⟧').Insert(diagnostic.Span.Start, '⟦');
        result.Append(Fence).Append('\n');
        foreach (Diagnostic diagnostic in diagnostics)
        {
            result.Append($"{diagnostic.Code.Id} {diagnostic.Message}\n");
            foreach (DiagnosticLabel label in diagnostic.Labels)
                result.Append($"  at {diagnostic.Source!.PositionOf(label.Span.Start)}: {label.Message}\n");
            if (diagnostic.Help is not null)
                result.Append($"  help: {diagnostic.Help}\n");
        }
        return result.ToString();
    }
}
