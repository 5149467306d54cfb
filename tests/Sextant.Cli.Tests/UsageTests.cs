using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class UsageTests
{
    [Fact]
    public void The_version_is_one_line_on_stdout() =>
        SextantProcess.Run("--version").ShouldBe(new ProcessResult(0, $"sextant {SextantVersion.Text}\n", ""));

    [Theory]
    [InlineData("--help")]
    [InlineData("verify --help")]
    [InlineData("check --help")]
    [InlineData("doctor --help")]
    [InlineData("explain --help")]
    [InlineData("new --help")]
    public void Help_is_a_result(string arguments)
    {
        ProcessResult result = SextantProcess.Run(arguments.Split(' '));
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("Usage:");
        result.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "usage: sextant COMMAND")]
    [InlineData("tree replay", "`sextant tree replay --help` tells")]
    [InlineData("prove a.spec", "`prove`")]
    [InlineData("verify", "FILE")]
    [InlineData("verify a.spec --solver yices", "yices")]
    [InlineData("verify a.spec --compat dafny", "dafny")]
    [InlineData("verify a.spec --jobs 0", "--jobs")]
    [InlineData("verify a.spec --jobs many", "many")]
    [InlineData("verify a.spec --rlimit -5", "--rlimit")]
    [InlineData("verify a.spec --timeout 0", "--timeout")]
    [InlineData("verify a.spec --timeout 99999999999999999999", "--timeout")]
    [InlineData("verify a.spec --wrong", "--wrong")]
    [InlineData("doctor more", "more")]
    public void Wrong_usage_is_told_on_stderr_and_exits_2(string arguments, string told)
    {
        ProcessResult result = SextantProcess.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain(told);
        result.Error.ShouldContain("--help");
        result.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("verfy a.spec", "there is no command `verfy`: did you mean `verify`?")]
    [InlineData("tree reply", "there is no command `reply`: did you mean `replay`?")]
    [InlineData("verify a.spec --jsn", "there is no option `--jsn`: did you mean `--json`?")]
    [InlineData("doctor --jsn", "there is no option `--jsn`: did you mean `--json`?")]
    [InlineData("--hlep", "there is no option `--hlep`: did you mean `--help`?")]
    [InlineData("explain SX9041", "there is no code `SX9041`: `sextant explain` lists all codes")]
    [InlineData("explain SX1450", "there is no code `SX1450`: did you mean `SX1405`?")]
    [InlineData("new replicate", "there is no kind `replicate`: did you mean `replicated`?")]
    public void A_misspelt_word_gets_one_sentence_that_names_the_word_which_may_be_meant(string arguments, string told)
    {
        ProcessResult result = SextantProcess.Run(arguments.Split(' '));
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.Split('\n').Where(l => l.StartsWith("sextant: ", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBe($"sextant: {told}");
    }

    [Fact]
    public void A_file_that_is_called_like_a_response_file_is_a_file() =>
        SextantProcess.Run("check", "@missing.spec").Output.ShouldContain("--> @missing.spec");

    [Fact]
    public void A_result_that_cannot_be_written_is_not_a_success()
    {
        ProcessResult result = SextantProcess.RunIn(
            Repository.Root, "sh", ["-c", $"dotnet '{SextantProcess.Program}' --version > /dev/full"]);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldStartWith("sextant: the result could not be written");
    }

    [Theory]
    [InlineData("LICENSE")]
    [InlineData("/proc/nowhere")]
    public void A_query_log_that_cannot_be_written_is_wrong_usage(string folder)
    {
        ProcessResult result = SextantProcess.Run("verify", "examples/counter/counter.spec", "--smt-log", folder);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("--smt-log cannot write into");
        result.Output.ShouldBeEmpty();
    }
}
