using Sextant.Cli.Explanations;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class ExplainTests
{
    [Theory]
    [InlineData("SX1401")]
    [InlineData("sx1401")]
    [InlineData("1401")]
    public void A_code_is_explained_from_anywhere_with_its_examples_indented(string code)
    {
        using var folder = new TemporaryFolder();
        ProcessResult result = SextantProcess.RunIn(folder.Path, "dotnet", [SextantProcess.Program, "explain", code]);
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldStartWith("SX1401: the types do not fit\n\n");
        result.Output.ShouldContain("\n    replicated ");
        result.Output.ShouldContain("\n    $ sextant check example.sxt\n    error[SX1401]: ");
        result.Output.ShouldNotContain("```");
        result.Output.Split('\n').ShouldAllBe(line => line.Length <= 120);
    }

    [Fact]
    public void Without_a_code_all_codes_are_listed_by_group()
    {
        ProcessResult result = SextantProcess.Run("explain");
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldStartWith("Files and bounds\n  SX1001  the file cannot be read\n");
        foreach (string code in ErrorPages.Codes)
            result.Output.ShouldContain($"\n  {code}  ");
    }
}
