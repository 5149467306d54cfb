using Sextant.Tests.Shared;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>The examples. SEXTANT_REWRITE_EXPECTED=1 formats those that differ.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Files => [.. Corpus.Paths.Select(p => Path.GetRelativePath(RepositoryFiles.Root, p))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_example_is_formatted_as_it_is_committed(string file)
    {
        string path = RepositoryFiles.PathOf(file);
        string text = File.ReadAllText(path);
        string formatted = Reading.Format(text);
        if (ExpectedText.IsRewriting)
            File.WriteAllText(path, formatted);
        else
            formatted.ShouldBe(text);
    }
}
