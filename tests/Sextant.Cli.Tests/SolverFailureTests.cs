using System.Diagnostics;
using System.Text.Json;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

/// <summary>Whatever stands in the place of the solver, the answer is a sentence and never a proof.</summary>
public sealed class SolverFailureTests
{
    private const string Smallest = "tests/Sextant.Cli.Tests/Specifications/largest.spec";
    private const string Variable = "SEXTANT_Z3";

    [Fact]
    public void A_missing_solver_is_told_and_exits_2()
    {
        ProcessResult result = SextantProcess.RunWith(Variable, "/does/not/exist", "verify", Smallest);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("error[SX3001]");
        result.Output.ShouldContain("sextant doctor");
    }

    [Fact]
    public void A_missing_solver_is_told_in_json_too()
    {
        ProcessResult result = SextantProcess.RunWith(Variable, "/does/not/exist", "verify", Smallest, "--json");
        using JsonDocument json = JsonDocument.Parse(result.Output);
        json.RootElement.GetProperty("verdict").GetString().ShouldBe("error");
        json.RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString().ShouldBe("SX3001");
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("echo 'segmentation fault' >&2; kill -SEGV $$")]
    [InlineData("read line; exit 0")]
    [InlineData("yes rubbish")]
    [InlineData("yes '(((((('")]
    [InlineData("cat")]
    [InlineData("head -c 100000000 /dev/zero")]
    public void A_solver_that_crashes_or_talks_rubbish_proves_nothing(string behaviour) => ShouldProveNothing(behaviour);

    [Theory]
    [InlineData("sleep 600")]
    [InlineData("cat > /dev/null")]
    [InlineData("trap '' TERM INT; while :; do sleep 1; done")]
    public void A_solver_that_never_answers_is_not_waited_for(string behaviour) => ShouldProveNothing(behaviour);

    private static void ShouldProveNothing(string behaviour)
    {
        using var folder = new TemporaryFolder();
        string solver = folder.WriteScript("z3", behaviour + "\n");
        long start = Stopwatch.GetTimestamp();
        ProcessResult result = SextantProcess.RunWith(Variable, solver, "verify", Smallest, "--timeout", "1");
        result.ExitCode.ShouldBeOneOf(2, 3);
        result.Output.ShouldNotContain("proved (");
        (result.Output + result.Error).ShouldNotContain("   at ");
        (result.Output + result.Error).Length.ShouldBeGreaterThan(20);
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(90));
    }
}
