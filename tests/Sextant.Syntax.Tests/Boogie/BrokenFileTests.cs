using System.Collections.Immutable;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Tests.Boogie;

/// <summary>
/// The files of <c>tests/broken</c>. Those that read without an error belong to a later phase, and then their
/// expectation may hold codes of later phases only.
/// </summary>
public sealed class BrokenFileTests
{
    private static readonly string Folder = RepositoryFiles.PathOf(Path.Combine("tests", "broken"));

    private static readonly string[] LaterPhases = ["SX13", "SX14", "SX15"];

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.spec").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_file_gets_the_diagnostics_that_are_written_beside_it(string name)
    {
        string path = Path.Combine(Folder, name + ".spec");
        string expectedPath = Path.ChangeExtension(path, ".expected");
        string[] actual = [.. Read(path).Select(Reading.Show)];
        bool rewrites = Environment.GetEnvironmentVariable("SEXTANT_REWRITE_EXPECTED") is "1";
        if (rewrites && actual.Length > 0)
            File.WriteAllLines(expectedPath, actual);
        string[] expected = File.ReadAllLines(expectedPath);
        expected.ShouldNotBeEmpty();
        if (actual.Length > 0)
            actual.ShouldBe(expected);
        else
            expected.ShouldAllBe(line => LaterPhases.Any(phase => line.Contains($" {phase}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_code_that_reading_can_report_has_a_file()
    {
        string all = string.Concat(Directory.GetFiles(Folder, "*.expected").Select(File.ReadAllText));
        string[] codes =
        [
            "SX1003", "SX1004", "SX1101", "SX1102", "SX1103", "SX1104", "SX1201", "SX1202", "SX1203", "SX1204", "SX1402", "SX1504", "SX1601",
        ];
        foreach (string code in codes)
            all.ShouldContain($" {code} ");
    }

    private static ImmutableArray<Diagnostic> Read(string path)
    {
        SourceFile file = SourceFile.Load(path);
        if (file is SourceFile.Unreadable unreadable)
            return [unreadable.Diagnostic];
        SourceText text = file.ShouldBeOfType<SourceFile.Readable>().Text;
        var diagnostics = new DiagnosticBag(text);
        BoogieParser.Parse(text, diagnostics);
        return diagnostics.ToImmutable();
    }
}
