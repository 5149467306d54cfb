using Sextant.Model.Objects;

namespace Sextant.Proof.Tests.Golden;

/// <summary>
/// Every example gets, check by check, the verdicts that stand in <c>examples/expected.txt</c>. That file is written by
/// hand: a verdict that changes is a decision, never a by-product.
/// </summary>
public sealed class ExampleTests
{
    private static readonly Dictionary<string, string[]> Expected = ReadExpected();

    private static readonly string[] Paths =
        [.. Directory.GetFiles(Specifications.ExamplesFolder, "*.spec", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Specifications.ExamplesFolder, p).Replace(Path.DirectorySeparatorChar, '/'))
            .Concat(Expected.Keys.Where(k => k.EndsWith(".sxt", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];

    public static TheoryData<string> Examples => [.. Paths];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_full_set_of_checks_gives_the_verdicts_that_are_written_down(string example)
    {
        Proof.Verification verification = Specifications.Verify(Load(example), ObligationSet.Full);
        verification.Report.Findings.Select(Specifications.Line).ShouldBe(Lines(example, "ours", "published"));
        verification.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_published_set_of_checks_gives_the_verdicts_that_are_written_down(string example)
    {
        // On one thread, so that the two tests together show that the order of work changes no verdict.
        Proof.Verification verification = Specifications.Verify(Load(example), ObligationSet.Soteria, parallelism: 1);
        verification.Report.Findings.Select(Specifications.Line).ShouldBe(Lines(example, "published", "ours").Where(l => !l.StartsWith("vacuity", StringComparison.Ordinal)));
        verification.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Every_example_is_listed_once_and_none_is_left_undecided()
    {
        Expected.Keys.Order(StringComparer.Ordinal).ShouldBe(Paths);
        Expected.Values.SelectMany(lines => lines).ShouldAllBe(line => line.EndsWith(" proved", StringComparison.Ordinal) || line.EndsWith(" refuted", StringComparison.Ordinal));
    }

    /// <summary>The lines of one set of checks: those that stand for both, and its own.</summary>
    private static IEnumerable<string> Lines(string example, string set, string other) => Expected[example]
        .Where(l => !l.StartsWith($"{other} ", StringComparison.Ordinal))
        .Select(l => l.StartsWith($"{set} ", StringComparison.Ordinal) ? l[(set.Length + 1)..] : l);

    private static ReplicatedObject Load(string example) => Specifications.Load($"examples/{example}");

    /// <summary>A line that is not indented names a file, the indented ones after it are its checks; # starts a comment.</summary>
    private static Dictionary<string, string[]> ReadExpected()
    {
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        string file = "";
        foreach (string line in File.ReadLines(Path.Combine(Specifications.ExamplesFolder, "expected.txt")))
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
}
