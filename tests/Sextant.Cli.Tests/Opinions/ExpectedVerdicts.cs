using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests.Opinions;

/// <summary>The file <c>examples/expected.txt</c>.</summary>
internal static class ExpectedVerdicts
{
    private static readonly string[] Sets = ["ours", "published"];

    /// <summary>The lines of each file. A line that is not indented names a file, the indented ones after it are its checks; # starts a comment.</summary>
    public static Dictionary<string, string[]> Read()
    {
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        string file = "";
        foreach (string line in File.ReadLines(Repository.PathOf(Path.Combine("examples", "expected.txt"))))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] != ' ')
                sections.Add(file = line, []);
            else
                sections[file].Add(line.Trim());
        }

        return sections.ToDictionary(s => s.Key, s => s.Value.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The lines of one set of checks: those that stand for both, and its own.</summary>
    public static IEnumerable<string> Of(IEnumerable<string> lines, string set) => lines
        .Where(l => !Sets.Any(other => other != set && l.StartsWith($"{other} ", StringComparison.Ordinal)))
        .Select(l => l.StartsWith($"{set} ", StringComparison.Ordinal) ? l[(set.Length + 1)..] : l);
}
