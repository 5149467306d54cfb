using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests.Documentation;

internal static class DocumentationPages
{
    /// <summary>The pages that a user reads, as paths from the root.</summary>
    public static IEnumerable<string> All { get; } =
        ["README.md", .. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Order(StringComparer.Ordinal).Select(p => $"docs/{Path.GetFileName(p)}")];
}
