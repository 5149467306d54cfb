using System.Collections.Immutable;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Model.Tests.Binding.Boogie;

/// <summary>The files of <c>tests/broken</c> that read without an error, and whose mistakes are found by binding.</summary>
public sealed class BrokenFileTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "tests", "broken");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.spec").Where(ReadsWithoutError).Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_reads_and_does_not_bind_gets_the_diagnostics_that_are_written_beside_it(string name)
    {
        string expectedPath = Path.Combine(Folder, name + ".expected");
        (object? bound, ImmutableArray<Diagnostic> diagnostics) = Binding.Bind(Load(Path.Combine(Folder, name + ".spec")).ShouldNotBeNull());
        string[] actual = [.. diagnostics.Select(Binding.Show)];
        if (Environment.GetEnvironmentVariable("SEXTANT_REWRITE_EXPECTED") is "1")
            File.WriteAllLines(expectedPath, actual);

        bound.ShouldBeNull();
        actual.ShouldNotBeEmpty();
        actual.ShouldBe(File.ReadAllLines(expectedPath));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_mistake_that_binding_finds_comes_with_advice(string name)
    {
        ImmutableArray<Diagnostic> diagnostics = Binding.Bind(Load(Path.Combine(Folder, name + ".spec")).ShouldNotBeNull()).Diagnostics;
        diagnostics.Where(d => string.IsNullOrEmpty(d.Help)).Select(Binding.Show).ShouldBeEmpty();
    }

    [Fact]
    public void Every_code_that_binding_can_report_has_a_file()
    {
        string all = string.Concat(Directory.GetFiles(Folder, "*.expected").Select(File.ReadAllText));
        string[] codes =
        [
            .. Enumerable.Range(1301, 5).Concat(Enumerable.Range(1401, 8)).Concat(Enumerable.Range(1501, 8)).Select(n => $"SX{n}"),
        ];
        foreach (string code in codes)
            all.ShouldContain($" {code} ");
    }

    private static bool ReadsWithoutError(string path)
    {
        if (Load(path) is not { } source)
            return false;
        var diagnostics = new DiagnosticBag(source);
        BoogieParser.Parse(source, diagnostics);
        return !diagnostics.HasErrors;
    }

    private static SourceText? Load(string path) => SourceFile.Load(path) is SourceFile.Readable readable ? readable.Text : null;

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Sextant.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder.ShouldNotBeNull("the tests run inside the repository");
    }
}
