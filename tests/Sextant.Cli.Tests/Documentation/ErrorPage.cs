using System.Text.RegularExpressions;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests.Documentation;

/// <summary>A page of <c>docs/errors</c>: the examples in it, and the command that it shows with what it prints.</summary>
internal sealed partial record ErrorPage(string Code, string Text)
{
    public const string HowToWrite =
        "docs/errors/SX1401.md shows what a page looks like; SEXTANT_REWRITE_EXPECTED=1 fills in what its command prints, and docs/errors.md lists it";

    public static readonly string Folder = Repository.PathOf("docs/errors");

    public string Path => System.IO.Path.Combine(Folder, $"{Code}.md");

    public bool IsFinding => Code.StartsWith("SX2", StringComparison.Ordinal);

    /// <summary>Whether it is about what is proved, and yet doubtful.</summary>
    public bool IsDoubt => Code.StartsWith("SX21", StringComparison.Ordinal);

    /// <summary>What the first line says behind the code.</summary>
    public string Title => Text[..Text.IndexOf('\n', StringComparison.Ordinal)][$"# {Code}: ".Length..];

    public Example? Wrong => Examples("-error").FirstOrDefault();

    public IEnumerable<Example> Mended => Examples("");

    /// <summary>What is typed behind the prompt, or null when the page shows no command.</summary>
    public string? Command => Shown().Match(Text) is { Success: true } shown ? shown.Groups["command"].Value : null;

    public static ErrorPage Of(string code) => new(code, File.ReadAllText(System.IO.Path.Combine(Folder, $"{code}.md")));

    public string WithOutput(string output) =>
        Shown().Replace(Text, shown => $"```console\n$ sextant {shown.Groups["command"].Value}\n{output.TrimEnd('\n')}\n```");

    private IEnumerable<Example> Examples(string suffix) => Block().Matches(Text)
        .Where(b => string.Equals(b.Groups["suffix"].Value, suffix, StringComparison.Ordinal))
        .Select(b => new Example($"example.{b.Groups["language"].Value}", b.Groups["text"].Value));

    [GeneratedRegex("^```(?<language>sxt|spec)(?<suffix>|-error)\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Block();

    [GeneratedRegex("^```console\n\\$ sextant (?<command>[^\n]*)\n.*?^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Shown();
}

/// <summary>A block of a page, under the name that the page's command calls it by.</summary>
internal sealed record Example(string FileName, string Text);
