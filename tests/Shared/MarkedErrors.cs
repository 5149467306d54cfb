using System.Collections.Immutable;
using System.Text;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Tests.Shared;

/// <summary>
/// A file of broken texts. Behind each, behind a line of dashes, stands what is said of it, a line a place; an empty line
/// ends that. The place of each error is marked in the text with ⟦ and ⟧.
/// </summary>
internal static class MarkedErrors
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

    /// <param name="texts">The texts without their marks.</param>
    /// <param name="diagnose">Says what is wrong with a text, in order of position.</param>
    public static string Write(IEnumerable<string> texts, Func<string, ImmutableArray<Diagnostic>> diagnose) =>
        string.Join('\n', texts.Select(text => Annotate(text, diagnose(text))));

    private static bool StartsWithMessage(string part) => part.StartsWith("SX", StringComparison.Ordinal);

    private static string Annotate(string text, ImmutableArray<Diagnostic> diagnostics)
    {
        var result = new StringBuilder(text);
        foreach (Diagnostic diagnostic in diagnostics.Reverse())
            result.Insert(diagnostic.Span.End, '⟧').Insert(diagnostic.Span.Start, '⟦');
        result.Append(Fence).Append('\n');
        foreach (Diagnostic diagnostic in diagnostics)
        {
            result.Append($"{diagnostic.Code.Id} {diagnostic.Message}\n");
            foreach (DiagnosticLabel label in diagnostic.Labels)
                result.Append($"  at {diagnostic.Source!.PositionOf(label.Span.Start)}: {label.Message}\n");
            if (diagnostic.Note is not null)
                result.Append($"  note: {diagnostic.Note}\n");
            if (diagnostic.Help is not null)
                result.Append($"  help: {diagnostic.Help}\n");
        }
        return result.ToString();
    }
}
