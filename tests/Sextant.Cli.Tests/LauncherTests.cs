using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

/// <summary>
/// The launcher in a copy of the repository where a script stands in for the SDK: its builds are counted, and the program
/// that it builds prints its arguments, one a line.
/// </summary>
public sealed class LauncherTests : IDisposable
{
    private const string Sdk = """
        if [ "$1" = publish ]; then
          root=$(dirname "$0")/..
          echo built >> "$root/builds"
          echo "HOME=$HOME" > "$root/home"
          if [ -e "$root/broken" ]; then
            echo "  $(cd "$root" && pwd -P)/src/a.cs(1,2): error CS1002: ; expected [a.csproj]"
            exit 1
          fi
          sleep 0.5
          while [ "$1" != --output ]; do shift; done
          mkdir -p "$2"
          exit 0
        fi
        shift
        for argument in "$@"; do echo "<$argument>"; done

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _launcher;

    public LauncherTests()
    {
        foreach (string file in new[] { "sextant", "build/common.sh", "build/stale.sh", "build/publish" })
        {
            string copy = Path.Combine(_folder.Path, "my copy", file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Repository.PathOf(file), copy);
        }
        foreach (string file in new[] { "src/a.cs", "Directory.Build.props", "Directory.Packages.props", "global.json" })
            _folder.Write($"my copy/{file}", "");
        _folder.WriteScript("my copy/sdk/dotnet", Sdk);
        _folder.WriteScript("my copy/sdk/z3", "exit 0\n");
        _launcher = Path.Combine(_folder.Path, "my copy", "sextant");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arguments_arrive_as_they_were_given()
    {
        string[] arguments = ["verify", "a b.spec", "", "*", "$HOME", "--x='y'", "\\"];
        Start(arguments).Output.ShouldBe(string.Concat(arguments.Select(a => $"<{a}>\n")));
    }

    [Fact]
    public void It_builds_once_and_says_so_on_stderr_only()
    {
        ProcessResult first = Start("verify");
        first.Output.ShouldBe("<verify>\n");
        first.Error.ShouldContain("building");
        Start("verify").ShouldBe(new ProcessResult(0, "<verify>\n", ""));
        Builds.ShouldBe(1);
    }

    [Fact]
    public void A_changed_an_added_and_a_removed_source_are_noticed()
    {
        Start();
        File.AppendAllText(Source("a.cs"), "// changed");
        Start();
        Builds.ShouldBe(2);
        File.WriteAllText(Source("b.cs"), "");
        Start();
        Builds.ShouldBe(3);
        File.Delete(Source("b.cs"));
        Start();
        Builds.ShouldBe(4);
    }

    [Fact]
    public void What_a_compiler_leaves_behind_is_not_a_change()
    {
        Directory.CreateDirectory(Source("obj"));
        Start();
        File.WriteAllText(Source("obj/x.cs"), "");
        Start();
        Builds.ShouldBe(1);
    }

    [Fact]
    public void Several_first_starts_build_once()
    {
        ProcessResult[] results = new ProcessResult[4];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = results.Length }, i => results[i] = Start("check"));
        results.ShouldAllBe(r => r.ExitCode == 0 && r.Output == "<check>\n");
        Builds.ShouldBe(1);
    }

    [Fact]
    public void A_failed_build_shows_the_errors_of_the_compiler_and_exits_4()
    {
        _folder.Write("my copy/broken", "");
        ProcessResult result = Start("verify");
        result.ExitCode.ShouldBe(4);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldEndWith("src/a.cs(1,2): error CS1002: ; expected\n");
        result.Error.ShouldNotContain(_folder.Path);
        File.Delete(Path.Combine(_folder.Path, "my copy/broken"));
        Start("verify").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void It_works_through_a_link_from_another_folder()
    {
        string link = Path.Combine(_folder.Path, "link");
        File.CreateSymbolicLink(link, "my copy/sextant");
        StartAs(link, "here").Output.ShouldBe("<here>\n");
        StartAs("./link", "there").Output.ShouldBe("<there>\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/does/not/exist")]
    public void Without_a_home_the_build_gets_one_of_its_own(string home)
    {
        SextantProcess.RunIn(_folder.Path, _launcher, [], ("PATH", SearchPath), ("HOME", home)).ExitCode.ShouldBe(0);
        File.ReadAllText(Path.Combine(_folder.Path, "my copy/home")).ShouldEndWith("my copy/artifacts/home\n");
    }

    private int Builds => File.ReadAllLines(Path.Combine(_folder.Path, "my copy/builds")).Length;

    private string SearchPath => $"{_folder.Path}/my copy/sdk:{Environment.GetEnvironmentVariable("PATH")}";

    private string Source(string name) => Path.Combine(_folder.Path, "my copy/src", name);

    private ProcessResult Start(params string[] arguments) => StartAs(_launcher, arguments);

    private ProcessResult StartAs(string launcher, params string[] arguments) =>
        SextantProcess.RunIn(_folder.Path, "sh", ["-c", "exec \"$0\" \"$@\"", launcher, .. arguments], ("PATH", SearchPath));
}
