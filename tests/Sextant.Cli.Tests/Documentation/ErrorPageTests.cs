using System.Reflection;
using Sextant.Cli.Explanations;
using Sextant.Cli.Inputs;
using Sextant.Cli.Tests.Processes;
using Sextant.Model.Results;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;
using Sextant.Tests.Shared;

namespace Sextant.Cli.Tests.Documentation;

/// <summary>
/// A page for every code, and every page as good as its word. SEXTANT_REWRITE_EXPECTED=1 writes into the pages what their
/// commands print and how the formatter lays out what is right.
/// </summary>
public sealed class ErrorPageTests
{
    /// <summary>Codes without a text that could provoke them, and what does instead.</summary>
    private static readonly Dictionary<string, string> WithoutExample = new(StringComparer.Ordinal)
    {
        ["SX1001"] = "no file is there: the page's own command",
        ["SX1002"] = "the file would be larger than the repository: SourceFileTests",
        ["SX1004"] = "a page is UTF-8: tests/broken",
        ["SX1005"] = "the file's name is wrong, not its text: the page's own command",
        ["SX1006"] = "no file is there: the page's own command",
        ["SX1801"] = "it is about YAML: ErrorPageTests of Coordination",
        ["SX1802"] = "it is about YAML: ErrorPageTests of Coordination",
        ["SX1803"] = "it is about YAML: ErrorPageTests of Coordination",
        ["SX1804"] = "it is about YAML: ErrorPageTests of Coordination",
        ["SX1805"] = "it is about YAML: ErrorPageTests of Coordination",
        ["SX1904"] = "it is about traces: ReplayTests",
        ["SX1905"] = "it is about traces: ReplayTests",
        ["SX3001"] = "the solver is missing: SolverFailureTests",
    };

    /// <summary>What only a search refuses, in a file that is right.</summary>
    private static readonly string[] OfSearches = ["SX1901", "SX1902"];

    private static readonly DiagnosticCode[] InputCodes =
        [.. typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<DiagnosticCode>()];

    private static readonly string[] FindingIds =
        [.. typeof(FindingCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetRawConstantValue()).OfType<string>()];

    private static string[] AllCodes => [.. InputCodes.Select(c => c.Id).Concat(FindingIds).Order(StringComparer.Ordinal)];

    private static readonly string[] Written =
        [.. Directory.GetFiles(ErrorPage.Folder, "*.md").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Pages => [.. Written];

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code()
    {
        AllCodes.Except(Written, StringComparer.Ordinal).ShouldBeEmpty($"these codes have no page: {ErrorPage.HowToWrite}");
        Written.Except(AllCodes, StringComparer.Ordinal).ShouldBeEmpty("these pages are about no code of DiagnosticCodes or FindingCodes");
    }

    [Fact]
    public void The_index_lists_every_page_under_its_title()
    {
        string[] listed = [.. ErrorPages.Groups.SelectMany(g => g.Titles).Select(t => $"{t.Code} {t.Title}")];
        listed.ShouldBe(AllCodes.Select(c => $"{c} {ErrorPage.Of(c).Title}"), "docs/errors.md lists the pages in order, under the titles of their first lines");
        ErrorPages.Codes.ShouldBe(AllCodes, "the program carries all pages");
    }

    [Fact]
    public void The_title_of_a_page_about_wrong_input_is_the_one_in_the_sources() =>
        InputCodes.Where(c => File.Exists(ErrorPage.Of(c.Id).Path) && ErrorPage.Of(c.Id).Title != c.Title).Select(c => c.Id).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_shows_a_wrong_example_what_is_said_of_it_and_the_mended_one(string code)
    {
        var page = ErrorPage.Of(code);
        if (WithoutExample.ContainsKey(code))
        {
            page.Wrong.ShouldBeNull("its example is possible after all: take it out of the list");
            return;
        }
        page.Wrong.ShouldNotBeNull(ErrorPage.HowToWrite);
        page.Mended.ShouldNotBeEmpty(ErrorPage.HowToWrite);
        page.Command.ShouldBe($"{CommandOf(page)} {page.Wrong.FileName}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_wrong_example_of_wrong_input_provokes_this_code_once_and_no_other(string code)
    {
        var page = ErrorPage.Of(code);
        if (page.Wrong is { } wrong && !page.IsFinding)
            Understand(wrong).Diagnostics.Select(d => d.Code.Id).ShouldBe(OfSearches.Contains(code) ? [] : [code]);
    }

    /// <summary>What is not supported yet may stand in a mended example: that is no mistake of whoever writes it.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void The_mended_example_has_no_error_and_stands_as_the_formatter_writes_it(string code)
    {
        foreach (Example example in ErrorPage.Of(code).Mended)
        {
            Understand(example).Diagnostics.Select(d => d.Code.Id)
                .Where(c => c != DiagnosticCodes.Unsupported.Id || c == code).ShouldBeEmpty(example.Text);
            if (!example.FileName.EndsWith(SpecificationFiles.Sextant, StringComparison.Ordinal))
                continue;
            var source = new SourceText(example.FileName, example.Text);
            string formatted = SxtFormatter.Format(source, new DiagnosticBag(source)).ShouldNotBeNull();
            if (ExpectedText.IsRewriting)
                File.WriteAllText(ErrorPage.Of(code).Path, ErrorPage.Of(code).Text.Replace(example.Text, formatted, StringComparison.Ordinal));
            else
                formatted.ShouldBe(example.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_command_of_a_page_prints_what_the_page_shows(string code)
    {
        var page = ErrorPage.Of(code);
        if (page.Command is not { } command)
            return;
        ProcessResult result = RunOn(page.Wrong, command);
        result.ExitCode.ShouldBe(page.IsDoubt ? 0 : page.IsFinding ? 1 : Array.Find(InputCodes, c => c.Id == code)!.Severity == Severity.Error ? 2 : 0);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldContain($"[{code}]");
        string actual = page.WithOutput(result.Output);
        if (ExpectedText.IsRewriting)
            File.WriteAllText(page.Path, actual);
        else
            actual.ShouldBe(page.Text);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_mended_example_of_a_finding_is_proved(string code)
    {
        var page = ErrorPage.Of(code);
        if (!page.IsFinding)
            return;
        foreach (Example example in page.Mended)
            RunOn(example, $"verify {example.FileName}").Output.ShouldContain($"{example.FileName}: proved");
    }

    private static string CommandOf(ErrorPage page) =>
        page.IsDoubt ? "verify --mutate"
        : page.IsFinding ? "verify"
        : OfSearches.Contains(page.Code) ? "explore"
        : "check";

    [Fact]
    public void Every_code_of_wrong_input_has_a_fixture_or_a_reason_why_not()
    {
        string[] fixtures =
        [
            .. Directory.GetFiles(Repository.PathOf("tests/broken"), "*.expected").Select(File.ReadAllText),
            .. Directory.GetFiles(Repository.PathOf("tests"), "*.txt", SearchOption.AllDirectories).Where(IsMarked).Select(File.ReadAllText),
        ];
        InputCodes.Select(c => c.Id)
            .Where(c => !WithoutExample.ContainsKey(c) && !OfSearches.Contains(c) && !fixtures.Any(f => f.Contains($"{c} ", StringComparison.Ordinal)))
            .ShouldBeEmpty("write a file in tests/broken, or a text with marked places in an Errors folder");
    }

    private static bool IsMarked(string path) => Path.GetFileName(Path.GetDirectoryName(path)) == "Errors";

    private static Specification Understand(Example example) => Specification.Understand(new SourceText(example.FileName, example.Text));

    private static ProcessResult RunOn(Example? example, string command)
    {
        using var folder = new TemporaryFolder();
        if (example is not null)
            folder.Write(example.FileName, example.Text);
        return SextantProcess.RunIn(folder.Path, "dotnet", [SextantProcess.Program, .. command.Split(' ')]);
    }
}
