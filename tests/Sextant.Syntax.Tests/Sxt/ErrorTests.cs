using Sextant.Syntax.Diagnostics;
using Sextant.Tests.Shared;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>The files of <c>Errors</c>. SEXTANT_REWRITE_EXPECTED=1 rewrites marks and messages, to be looked at in the diff.</summary>
public sealed class ErrorTests
{
    private static readonly string Folder = RepositoryFiles.PathOf(Path.Combine("tests", "Sextant.Syntax.Tests", "Sxt", "Errors"));

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_broken_text_gets_the_errors_that_are_marked_in_it(string file)
    {
        string path = Path.Combine(Folder, file);
        string actual = MarkedErrors.Write(MarkedErrors.Read(path), text => [.. Reading.Parse(text).Diagnostics]);
        if (ExpectedText.IsRewriting)
            File.WriteAllText(path, actual);
        else
            actual.ShouldBe(File.ReadAllText(path));
    }

    [Fact]
    public void There_are_at_least_forty_different_messages_and_most_say_what_to_do()
    {
        Diagnostic[] all = [.. Directory.GetFiles(Folder, "*.txt").SelectMany(MarkedErrors.Read).SelectMany(t => Reading.Parse(t).Diagnostics)];
        all.Select(d => d.Message).Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThanOrEqualTo(40);
        all.Count(d => d.Help is not null || d.Labels.Count > 0).ShouldBeGreaterThan(all.Length * 4 / 5);
    }

    [Fact]
    public void One_mistake_is_one_error()
    {
        foreach (string path in Directory.GetFiles(Folder, "*.txt").Where(f => Path.GetFileName(f) != "several.txt"))
        {
            foreach (string text in MarkedErrors.Read(path))
                Reading.Parse(text).Diagnostics.ShouldHaveSingleItem($"{Path.GetFileName(path)}:\n{text}");
        }
    }
}
