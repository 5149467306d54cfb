using System.Text.Json;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class InputTests
{
    [Theory]
    [InlineData("verify")]
    [InlineData("check")]
    public void A_file_that_does_not_exist_is_a_diagnostic(string command)
    {
        ProcessResult result = SextantProcess.Run(command, "missing.spec");
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("error[SX1001]");
        result.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("README.md", ".md")]
    [InlineData("LICENSE", "without an extension")]
    public void A_file_of_another_kind_is_not_guessed_at(string file, string told)
    {
        ProcessResult result = SextantProcess.Run("check", file);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("error[SX1005]");
        result.Output.ShouldContain(told);
    }

    [Fact]
    public void A_folder_without_specifications_is_not_a_success()
    {
        using var folder = new TemporaryFolder();
        ProcessResult result = SextantProcess.Run("check", folder.Path);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("error[SX1006]");
    }

    private const string Grows = "replicated Grows { shared n : Max[int]; op grow() { n += 1; } }\n";
    private const string Cell = "ADO Cell { shared n : int; method set(x: int) { this.n := x; } client one { this.set(1)!; } bounds { calls := 1; } }\nDApp Cells(c: Cell) { proc put(x: int) { c.set(x)!; } }\n";

    [Fact]
    public void What_is_explored_is_skipped_where_a_folder_is_verified()
    {
        using var folder = new TemporaryFolder();
        folder.Write("cell.sxt", Cell);
        folder.Write("both.sxt", Grows + Cell);
        folder.Write("grows.sxt", Grows);
        folder.Write("shared.sxt", "enum Kind := A, B;\n");
        ProcessResult result = SextantProcess.Run("verify", folder.Path);
        result.ExitCode.ShouldBe(0, result.Output);
        result.Output.ShouldContain("cell.sxt: skipped; 1 atomic object and 1 app are explored, not proved\n");
        result.Output.ShouldContain("shared.sxt: skipped; it declares no object\n");
        result.Output.ShouldContain("checks); 1 atomic object and 1 app are explored, not proved\n");
        result.Output.ShouldContain("4 files: 2 proved, 0 refuted, 0 unknown, 0 with errors, 2 skipped\n");
        using JsonDocument json = JsonDocument.Parse(SextantProcess.Run("verify", folder.Path, "--json").Output);
        json.RootElement.GetProperty("verdict").GetString().ShouldBe("proved");
        json.RootElement.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("verdict").GetString()).ShouldBe(["proved", "skipped", "proved", "skipped"]);
    }

    [Fact]
    public void A_file_or_a_folder_of_which_nothing_can_be_proved_is_no_success()
    {
        using var folder = new TemporaryFolder();
        folder.Write("cell.sxt", Cell);
        foreach (string argument in new[] { folder.Path, Path.Combine(folder.Path, "cell.sxt") })
        {
            ProcessResult result = SextantProcess.Run("verify", argument);
            result.ExitCode.ShouldBe(2);
            result.Output.ShouldContain("error[SX1601]: nothing is stated of atomic objects here that can be proved");
        }
    }

    [Fact]
    public void A_folder_stands_for_its_specifications_in_ordinal_order()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b.spec", "(");
        folder.Write("a/z.spec", "(");
        folder.Write("B.spec", "(");
        folder.Write("notes.txt", "(");
        using JsonDocument json = JsonDocument.Parse(SextantProcess.Run("check", "--json", folder.Path).Output);
        json.RootElement.GetProperty("files").EnumerateArray().Select(f => Path.GetRelativePath(folder.Path, f.GetProperty("file").GetString()!))
            .ShouldBe(["B.spec", "a/z.spec", "b.spec"]);
    }

    [Fact]
    public void A_folder_of_one_file_answers_as_a_list_all_the_same()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.spec", "(");
        using JsonDocument json = JsonDocument.Parse(SextantProcess.Run("check", "--json", folder.Path).Output);
        json.RootElement.GetProperty("files").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public void A_folder_that_links_to_itself_is_walked_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.spec", "(");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "again"), folder.Path);
        using JsonDocument json = JsonDocument.Parse(SextantProcess.Run("check", "--json", folder.Path).Output);
        json.RootElement.GetProperty("files").GetArrayLength().ShouldBe(1);
    }
}
