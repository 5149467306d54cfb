namespace Sextant.Syntax.Tests.Sxt;

/// <summary>All <c>.sxt</c> files under <c>examples/</c>.</summary>
internal static class Corpus
{
    public static string[] Paths { get; } =
        [.. Directory.GetFiles(RepositoryFiles.PathOf("examples"), "*.sxt", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static string[] Texts { get; } = [.. Paths.Select(File.ReadAllText)];
}
