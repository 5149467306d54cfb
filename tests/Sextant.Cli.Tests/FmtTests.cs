using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class FmtTests
{
    private const string Untidy = "replicated   Counter{shared n:Max[int]; // kept\nop add(k:int) requires k>0 {n:=k;}}";

    [Fact]
    public void Formatting_changes_a_file_once_and_then_finds_nothing_to_change()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "counter.sxt");
        File.WriteAllText(file, Untidy);

        ProcessResult check = SextantProcess.Run("fmt", "--check", file);
        check.ExitCode.ShouldBe(1);
        check.Output.ShouldBe($"{file} would change\n");
        File.ReadAllText(file).ShouldBe(Untidy, "--check changes nothing");

        SextantProcess.Run("fmt", file).Output.ShouldBe($"{file} formatted\n");
        string formatted = File.ReadAllText(file);
        formatted.ShouldContain("// kept");
        formatted.ShouldContain("op add(k: int) requires k > 0 { n := k; }", Case.Sensitive);
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem().ShouldBe(file);

        ProcessResult again = SextantProcess.Run("fmt", file);
        again.ExitCode.ShouldBe(0);
        again.Output.ShouldBeEmpty();
        SextantProcess.Run("fmt", "--check", folder.Path).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_file_with_errors_is_left_as_it_is_and_the_others_are_formatted()
    {
        using var folder = new TemporaryFolder();
        string broken = Path.Combine(folder.Path, "a.sxt");
        string untidy = Path.Combine(folder.Path, "b.sxt");
        File.WriteAllText(broken, "replicated Counter { shared n : ; }");
        File.WriteAllText(untidy, Untidy);
        ProcessResult result = SextantProcess.Run("fmt", folder.Path);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("error[SX1201]");
        File.ReadAllText(broken).ShouldBe("replicated Counter { shared n : ; }");
        File.ReadAllText(untidy).ShouldStartWith("replicated Counter {\n");
    }

    [Theory]
    [InlineData("missing.sxt", "SX1001")]
    [InlineData("README.md", "SX1005")]
    [InlineData("docs", "SX1006")]
    public void What_cannot_be_formatted_is_a_diagnostic(string path, string code)
    {
        ProcessResult result = SextantProcess.Run("fmt", path);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain($"error[{code}]");
    }

    [Fact]
    public void A_file_that_may_not_be_written_is_a_diagnostic_and_stays()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "counter.sxt");
        File.WriteAllText(file, Untidy);
        // A folder of the name that the new text would be written under stands in the way.
        Directory.CreateDirectory(file + ".formatted");
        ProcessResult result = SextantProcess.Run("fmt", file);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("cannot be written");
        File.ReadAllText(file).ShouldBe(Untidy);
    }

    [Fact]
    public void Every_example_is_committed_as_the_formatter_writes_it()
    {
        ProcessResult result = SextantProcess.Run("fmt", "--check", "examples");
        result.Output.ShouldBeEmpty();
        result.ExitCode.ShouldBe(0);
    }
}
