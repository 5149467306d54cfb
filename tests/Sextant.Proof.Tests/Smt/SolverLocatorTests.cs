using System.Runtime.Versioning;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Smt;

[UnsupportedOSPlatform("windows")]
[Collection(SolverProcesses.Name)]
public sealed class SolverLocatorTests
{
    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void An_installed_solver_is_found_on_the_path_with_its_version(SolverKind kind)
    {
        SolverLocation.Found found = SolverLocator.Locate(kind).ShouldBeOfType<SolverLocation.Found>();
        Path.IsPathRooted(found.Path).ShouldBeTrue();
        Version.TryParse(found.Version, out _).ShouldBeTrue(found.Version);
    }

    [Fact]
    public void A_solver_that_is_not_installed_is_asked_for_by_name()
    {
        string reason = Missing(SolverKind.Cvc5, explicitPath: null, Environment(("PATH", "/nonexistent")));
        reason.ShouldStartWith("The solver cvc5 is not on the PATH: install it");
        reason.ShouldContain("apt install cvc5");
        reason.ShouldContain("SEXTANT_CVC5");
    }

    [Fact]
    public void An_explicit_path_goes_before_the_variable_and_the_variable_before_the_path()
    {
        using var explicitly = new FakeSolver("echo 'Z3 version 1.0 - 64 bit'");
        using var byVariable = new FakeSolver("echo 'Z3 version 2.0 - 64 bit'");
        Func<string, string?> environment = Environment(("SEXTANT_Z3", byVariable.Configuration.Executable), ("PATH", "/usr/bin"));
        VersionOf(explicitly.Configuration.Executable, environment).ShouldBe("1.0");
        VersionOf(null, environment).ShouldBe("2.0");
    }

    [Fact]
    public void A_wrong_path_is_not_replaced_by_another_solver() =>
        Missing(SolverKind.Z3, "/nonexistent/z3", Environment(("PATH", "/usr/bin")))
            .ShouldBe("The solver `/nonexistent/z3` does not exist; give the path of z3, or none to look for it on the PATH.");

    [Theory]
    [InlineData("exec yes")]
    [InlineData("echo 'cvc5 version 1.0'")]
    [InlineData("exit 1")]
    [InlineData("echo Z3")]
    public void A_program_that_is_something_else_is_not_taken_for_the_solver(string script)
    {
        using var fake = new FakeSolver(script);
        Missing(SolverKind.Z3, fake.Configuration.Executable, Environment()).ShouldEndWith("does not say that it is z3 when asked for its version.");
        fake.IsRunning.ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_may_not_be_run_is_reported()
    {
        using var fake = new FakeSolver("exit 0");
        File.SetUnixFileMode(fake.Configuration.Executable, UnixFileMode.UserRead);
        Missing(SolverKind.Z3, fake.Configuration.Executable, Environment()).ShouldEndWith(" cannot be run: Permission denied.");
    }

    private static string VersionOf(string? explicitPath, Func<string, string?> environment) =>
        SolverLocator.Locate(SolverKind.Z3, explicitPath, environment).ShouldBeOfType<SolverLocation.Found>().Version;

    private static string Missing(SolverKind kind, string? explicitPath, Func<string, string?> environment) =>
        SolverLocator.Locate(kind, explicitPath, environment).ShouldBeOfType<SolverLocation.Missing>().Reason;

    private static Func<string, string?> Environment(params (string Name, string Value)[] variables) =>
        name => variables.FirstOrDefault(variable => string.Equals(variable.Name, name, StringComparison.Ordinal)).Value;
}
