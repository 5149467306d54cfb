using System.Diagnostics;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class InterruptionTests
{
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void An_interrupted_run_ends_its_solvers_and_writes_nothing(string signal, int exitCode)
    {
        using var folder = new TemporaryFolder();
        string started = Path.Combine(folder.Path, "started");
        string solver = folder.WriteScript("z3", $"echo $$ >> '{started}'\nexec sleep 600\n");
        using Process process = SextantProcess.Start(
            Repository.Root, "dotnet", [SextantProcess.Program, "verify", "examples/auction/auction.spec"], ("SEXTANT_Z3", solver));
        SpinWait.SpinUntil(() => File.Exists(started) && new FileInfo(started).Length > 0, TimeSpan.FromSeconds(60)).ShouldBeTrue();

        SextantProcess.RunIn(folder.Path, "sh", ["-c", $"kill -{signal} {process.Id}"]).ExitCode.ShouldBe(0);

        process.WaitForExit(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        process.ExitCode.ShouldBe(exitCode);
        process.StandardOutput.ReadToEnd().ShouldBeEmpty();
        foreach (string id in File.ReadAllLines(started))
            SextantProcess.RunIn(folder.Path, "sh", ["-c", $"sleep 0.2; kill -0 {id}"]).ExitCode.ShouldNotBe(0, "a solver was left behind");
    }
}
