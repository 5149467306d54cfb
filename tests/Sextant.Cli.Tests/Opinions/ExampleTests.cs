using Sextant.Cli.Inputs;
using Sextant.Cli.Opinions;
using Sextant.Cli.Tests.Processes;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Proof.Smt;

namespace Sextant.Cli.Tests.Opinions;

/// <summary>
/// Every example gets, check by check, the verdicts that stand in <c>examples/expected.txt</c>. That file is written by
/// hand: a verdict that changes is a decision, never a by-product.
/// </summary>
public sealed class ExampleTests
{
    private const long ResourceLimit = 2_000_000;

    private static readonly string ExamplesFolder = Repository.PathOf("examples");

    private static readonly Dictionary<string, string[]> Expected = ExpectedVerdicts.Read();

    private static readonly string[] Paths =
        [.. Directory.GetFiles(ExamplesFolder, "*.spec", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(ExamplesFolder, p).Replace(Path.DirectorySeparatorChar, '/'))
            .Concat(Expected.Keys.Where(k => k.EndsWith(".sxt", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];

    public static TheoryData<string> Examples => [.. Paths];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_full_set_of_checks_gives_the_verdicts_that_are_written_down(string example)
    {
        ReplicatedObject obj = Load(example);
        Verification verification = Verify(obj, ObligationSet.Full);
        using var opinion = new Opinion(obj, OpinionBounds.Default, default);
        opinion.On(verification.Report).Findings.Select(Line).ShouldBe(ExpectedVerdicts.Of(Expected[example], "ours"));
        verification.Warnings.ShouldBeEmpty();
    }

    /// <summary>The published set knows nothing of replicas that send operations.</summary>
    public static TheoryData<string> SendingStates => [.. Paths.Where(p => ExpectedVerdicts.Of(Expected[p], "published").Any())];

    [Theory]
    [MemberData(nameof(SendingStates))]
    public void The_published_set_of_checks_gives_the_verdicts_that_are_written_down(string example)
    {
        // On one thread, so that the two tests together show that the order of work changes no verdict.
        Verification verification = Verify(Load(example), ObligationSet.Soteria, parallelism: 1);
        verification.Report.Findings.Select(Line).ShouldBe(ExpectedVerdicts.Of(Expected[example], "published").Where(l => !l.StartsWith("vacuity", StringComparison.Ordinal)));
        verification.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Every_example_is_listed_once()
    {
        Expected.Keys.Order(StringComparer.Ordinal).ShouldBe(Paths);
    }

    /// <summary>Those are unknown that say so themselves, and for the reason that they are written for.</summary>
    [Fact]
    public void Only_what_is_written_to_show_it_is_left_undecided()
    {
        Expected.Where(e => Array.Exists(e.Value, line => line.EndsWith(" unknown", StringComparison.Ordinal))).Select(e => e.Key).ShouldBe(["lock/pairwise.sxt"]);
    }

    private static ReplicatedObject Load(string example) => Specification.Read(Path.Combine(ExamplesFolder, example)).Objects.ShouldHaveSingleItem();

    private static Verification Verify(ReplicatedObject obj, ObligationSet obligations, int parallelism = 2)
    {
        using var verifier = new Verifier(Options(obligations, parallelism));
        return verifier.Verify(obj, null, CancellationToken.None);
    }

    internal static VerificationOptions Options(ObligationSet obligations, int parallelism) => new(obligations,
        new SolverConfiguration(SolverKind.Z3, "z3", MemoryMegabytes: 1024, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)), parallelism, ResourceLimit, null);

    /// <summary>A check and its answer on one line, such as <c>stability placeBid refuted</c>.</summary>
    private static string Line(Finding finding) => $"{Word(finding.Kind)} {finding.Operation ?? "-"}{(finding.With is { } with ? $" {with}" : "")} {Word(finding.Verdict)}";

    /// <summary>As reports write it: <c>merge-laws</c>.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"-{c}" : $"{c}")).ToLowerInvariant();
}
