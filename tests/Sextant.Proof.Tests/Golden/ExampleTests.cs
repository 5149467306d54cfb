using Sextant.Model.Objects;

namespace Sextant.Proof.Tests.Golden;

/// <summary>
/// Every example gets, check by check, the verdicts that stand in <c>examples/expected.txt</c>. That file is written by
/// hand: a verdict that changes is a decision, never a by-product.
/// </summary>
public sealed class ExampleTests
{
    private static readonly Dictionary<string, string[]> Expected = ExpectedVerdicts.Read();

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
        verification.Report.Findings.Select(Specifications.Line).ShouldBe(ExpectedVerdicts.Of(Expected[example], "ours"));
        verification.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_published_set_of_checks_gives_the_verdicts_that_are_written_down(string example)
    {
        // On one thread, so that the two tests together show that the order of work changes no verdict.
        Proof.Verification verification = Specifications.Verify(Load(example), ObligationSet.Soteria, parallelism: 1);
        verification.Report.Findings.Select(Specifications.Line).ShouldBe(ExpectedVerdicts.Of(Expected[example], "published").Where(l => !l.StartsWith("vacuity", StringComparison.Ordinal)));
        verification.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Every_example_is_listed_once_and_none_is_left_undecided()
    {
        Expected.Keys.Order(StringComparer.Ordinal).ShouldBe(Paths);
        Expected.Values.SelectMany(lines => lines).ShouldAllBe(line => line.EndsWith(" proved", StringComparison.Ordinal) || line.EndsWith(" refuted", StringComparison.Ordinal));
    }

    private static ReplicatedObject Load(string example) => Specifications.Load($"examples/{example}");
}
