using Sextant.Cli.Inputs;
using Sextant.Cli.Tests.Processes;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Tests;

public sealed class NewTests
{
    public static TheoryData<string> Kinds => [.. StartingFile.All.Select(f => f.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_starting_file_is_correct_and_laid_out_and_calls_its_object_as_asked(string kind)
    {
        Specification read = Read(kind, "night-train");
        read.Diagnostics.ShouldBeEmpty();
        SourceText source = read.Source.ShouldNotBeNull();
        source.Content.ShouldNotContain("Example", Case.Sensitive);
        if (!source.Path.EndsWith(SpecificationFiles.Sextant, StringComparison.Ordinal))
            return;
        source.Content.ShouldContain(" NightTrain");
        SxtFormatter.Format(source, new DiagnosticBag(source)).ShouldBe(source.Content);
    }

    [Theory]
    [InlineData("replicated", "proved")]
    [InlineData("coordinated", "proved")]
    [InlineData("boogie", "proved")]
    public void What_a_starting_file_says_of_its_verdict_is_true(string kind, string verdict)
    {
        using var folder = new TemporaryFolder();
        string path = Begin(folder, kind);
        Verify(folder, path).Output.ShouldContain($"{path}: {verdict}");
    }

    [Fact]
    public void The_line_that_a_starting_file_offers_to_take_in_is_refuted()
    {
        using var folder = new TemporaryFolder();
        string path = Begin(folder, "replicated");
        Replace(folder, path, "// op close()", "op close()");
        Verify(folder, path).Output.ShouldContain("error[SX2003]: `close` can make the state smaller");
    }

    [Fact]
    public void Without_its_lock_the_coordinated_object_is_refuted()
    {
        using var folder = new TemporaryFolder();
        string path = Begin(folder, "coordinated");
        string text = File.ReadAllText(Path.Combine(folder.Path, path));
        Replace(folder, path, text[text.IndexOf("  lock ", StringComparison.Ordinal)..], "}\n");
        ProcessResult result = Verify(folder, path);
        result.Output.ShouldContain("error[SX2001]: `enter` can break");
        result.Output.ShouldContain("error[SX2001]: `close` can break");
    }

    [Fact]
    public void A_file_that_is_there_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("shop.sxt", "mine");
        foreach (string name in new[] { "shop", "shop.sxt" })
        {
            ProcessResult result = Run(folder, "new", "replicated", name);
            result.ExitCode.ShouldBe(2);
            result.Output.ShouldBeEmpty();
            result.Error.ShouldContain("`shop.sxt` is there already");
        }
        File.ReadAllText(path).ShouldBe("mine");
    }

    [Theory]
    [InlineData("../shop")]
    [InlineData("1st")]
    [InlineData("a b")]
    public void A_name_that_no_object_can_have_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        ProcessResult result = Run(folder, "new", "app", name);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain($"`{name}` cannot be the name of an object");
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    /// <summary>Writes a starting file without a name of its own, and says what to do next; yields the file's name.</summary>
    private static string Begin(TemporaryFolder folder, string kind)
    {
        ProcessResult result = Run(folder, "new", kind);
        result.ExitCode.ShouldBe(0, result.Error);
        string path = Path.GetFileName(Directory.GetFiles(folder.Path).ShouldHaveSingleItem());
        Path.GetFileNameWithoutExtension(path).ShouldBe(kind);
        result.Output.ShouldContain($"sextant check {path}");
        return path;
    }

    private static void Replace(TemporaryFolder folder, string path, string old, string text)
    {
        string full = Path.Combine(folder.Path, path);
        string before = File.ReadAllText(full);
        before.ShouldContain(old);
        File.WriteAllText(full, before.Replace(old, text, StringComparison.Ordinal));
    }

    private static ProcessResult Verify(TemporaryFolder folder, string path) => Run(folder, "verify", path);

    private static ProcessResult Run(TemporaryFolder folder, params string[] arguments) =>
        SextantProcess.RunIn(folder.Path, "dotnet", [SextantProcess.Program, .. arguments]);

    private static Specification Read(string kind, string name)
    {
        StartingFile file = StartingFile.All.Single(f => f.Kind == kind);
        return Specification.Understand(new SourceText(name + file.Extension, file.Text(name)));
    }
}
