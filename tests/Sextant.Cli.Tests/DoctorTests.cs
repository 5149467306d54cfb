using System.Text.Json;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class DoctorTests
{
    [Fact]
    public void Everything_that_is_installed_is_named_with_its_version()
    {
        ProcessResult result = SextantProcess.Run("doctor");
        result.ExitCode.ShouldBe(0);
        foreach (string tool in new[] { "sextant", ".net", "z3" })
            result.Output.ShouldContain($"✓ {tool} ");
    }

    [Fact]
    public void A_missing_solver_is_told_with_the_way_to_get_it()
    {
        using var empty = new TemporaryFolder();
        string dotnet = SextantProcess.RunIn(Repository.Root, "sh", ["-c", "command -v dotnet"]).Output.Trim();
        ProcessResult result = SextantProcess.RunIn(Repository.Root, dotnet, [SextantProcess.Program, "doctor"], ("PATH", empty.Path));
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("✗ z3       missing");
        result.Output.ShouldContain("apt install z3");
    }

    [Fact]
    public void The_same_is_told_as_json()
    {
        using JsonDocument json = JsonDocument.Parse(SextantProcess.Run("doctor", "--json").Output);
        json.RootElement.GetProperty("sextant").GetString().ShouldBe(SextantVersion.Text);
        JsonElement solver = json.RootElement.GetProperty("tools").EnumerateArray().Single(t => t.GetProperty("name").ValueEquals("z3"));
        solver.GetProperty("found").GetBoolean().ShouldBeTrue();
        solver.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
    }
}
