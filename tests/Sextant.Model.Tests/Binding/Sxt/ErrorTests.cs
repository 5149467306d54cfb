using Sextant.Syntax.Diagnostics;
using Sextant.Tests.Shared;

namespace Sextant.Model.Tests.Binding.Sxt;

/// <summary>The files of <c>Errors</c>. SEXTANT_REWRITE_EXPECTED=1 rewrites marks and messages, to be looked at in the diff.</summary>
public sealed class ErrorTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "tests", "Sextant.Model.Tests", "Binding", "Sxt", "Errors");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_wrong_text_gets_the_errors_that_are_marked_in_it(string file)
    {
        string path = Path.Combine(Folder, file);
        string actual = MarkedErrors.Write(MarkedErrors.Read(path), SxtBinding.Diagnose);
        if (ExpectedText.IsRewriting)
            File.WriteAllText(path, actual);
        else
            actual.ShouldBe(File.ReadAllText(path));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void One_mistake_is_one_error_that_says_what_to_do_or_shows_another_place(string file)
    {
        foreach (string text in MarkedErrors.Read(Path.Combine(Folder, file)))
        {
            Diagnostic error = SxtBinding.Diagnose(text).ShouldHaveSingleItem($"{file}:\n{text}");
            (error.Help is not null || error.Labels.Count > 0).ShouldBeTrue($"{error.Code.Id} {error.Message}");
        }
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Sextant.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder.ShouldNotBeNull("the tests run inside the repository");
    }
}
