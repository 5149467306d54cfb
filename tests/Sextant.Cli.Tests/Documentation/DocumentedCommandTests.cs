using Sextant.Cli.Tests.Processes;
using Sextant.Tests.Shared;

namespace Sextant.Cli.Tests.Documentation;

/// <summary>
/// Runs every command that the documentation shows in a <c>console</c> block, and compares what it prints with what is
/// shown. SEXTANT_REWRITE_EXPECTED=1 writes what it prints into the documentation.
/// </summary>
public sealed class DocumentedCommandTests
{
    private const string Prompt = "$ ./sextant ";

    public static TheoryData<string> Pages => [.. DocumentationPages.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_prints_what_its_page_shows(string page)
    {
        string path = Repository.PathOf(page);
        string shown = File.ReadAllText(path);
        string actual = WithOutputs(shown);
        if (ExpectedText.IsRewriting)
            File.WriteAllText(path, actual);
        else
            actual.ShouldBe(shown);
    }

    [Fact]
    public void The_readme_opens_on_a_refutation() =>
        File.ReadAllText(Repository.PathOf("README.md")).ShouldContain("```console\n$ ./sextant verify examples/auction/auction.spec\n");

    /// <summary>The page with the output of every command as it is now.</summary>
    private static string WithOutputs(string page)
    {
        var lines = new List<string>();
        bool isConsole = false;
        bool isOutput = false;
        foreach (string line in page.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isConsole = string.Equals(line, "```console", StringComparison.Ordinal);
                isOutput = false;
            }
            bool isCommand = isConsole && line.StartsWith(Prompt, StringComparison.Ordinal);
            if (isCommand || !isOutput)
                lines.Add(line);
            if (!isCommand)
                continue;
            lines.AddRange(OutputOf(line[Prompt.Length..]));
            isOutput = true;
        }
        return string.Join('\n', lines);
    }

    private static string[] OutputOf(string arguments)
    {
        ProcessResult result = SextantProcess.Run(arguments.Split(' '));
        result.Error.ShouldBeEmpty();
        return result.Output.TrimEnd('\n').Split('\n');
    }
}
