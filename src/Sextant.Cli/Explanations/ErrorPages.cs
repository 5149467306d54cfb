using System.Reflection;
using System.Text.RegularExpressions;

namespace Sextant.Cli.Explanations;

/// <summary>
/// The pages of <c>docs/errors</c> and their index, which travel inside the program: whoever has a message and not the
/// sources can read them too.
/// </summary>
internal static partial class ErrorPages
{
    private const string IndexName = "errors.md";
    private const string Folder = "errors/";
    private const string Extension = ".md";

    private static readonly Assembly Program = typeof(ErrorPages).Assembly;

    /// <summary>The codes that have a page, in ordinal order.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        .. Program.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Select(n => n[Folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The codes as the index groups them.</summary>
    public static IReadOnlyList<CodeGroup> Groups { get; } = [.. ReadGroups(Read(IndexName))];

    /// <summary>The page of a code in Markdown, or null when there is none. Capitals do not matter, nor does a missing SX.</summary>
    public static string? Find(string code)
    {
        string upper = code.ToUpperInvariant();
        string full = upper.StartsWith("SX", StringComparison.Ordinal) ? upper : $"SX{upper}";
        return Codes.Contains(full, StringComparer.Ordinal) ? Read($"{Folder}{full}{Extension}") : null;
    }

    private static IEnumerable<CodeGroup> ReadGroups(string index)
    {
        foreach (string section in index.Split("\n## ").Skip(1))
        {
            CodeTitle[] titles = [.. Row().Matches(section).Select(m => new CodeTitle(m.Groups["code"].Value, m.Groups["title"].Value))];
            yield return new CodeGroup(section[..section.IndexOf('\n', StringComparison.Ordinal)], titles);
        }
    }

    private static string Read(string name)
    {
        using Stream stream = Program.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the program was built without {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^\| \[(?<code>SX\d{4})\]\(\S+\) \| (?<title>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Row();
}

/// <summary>A section of the index: what its codes have in common, and the codes.</summary>
internal sealed record CodeGroup(string Name, IReadOnlyList<CodeTitle> Titles);

internal sealed record CodeTitle(string Code, string Title);
