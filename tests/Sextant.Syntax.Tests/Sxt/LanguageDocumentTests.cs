using System.Text.RegularExpressions;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Tests.Shared;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>The blocks of <c>docs/language.md</c>, and its list of words.</summary>
public sealed partial class LanguageDocumentTests
{
    private static readonly string PagePath = RepositoryFiles.PathOf(Path.Combine("docs", "language.md"));

    private static readonly string Page = File.ReadAllText(PagePath);

    [Fact]
    public void Every_correct_block_stands_as_the_formatter_writes_it()
    {
        Blocks().Count(b => b.Groups["kind"].Value == "sxt").ShouldBeGreaterThan(10);
        string formatted = Block().Replace(Page, b => b.Groups["kind"].Value == "sxt" ? $"```sxt\n{Reading.Format(b.Groups["text"].Value)}```" : b.Value);
        if (ExpectedText.IsRewriting)
            File.WriteAllText(PagePath, formatted);
        else
            formatted.ShouldBe(Page);
    }

    [Fact]
    public void Every_wrong_block_is_refused_once_with_the_code_that_it_names()
    {
        foreach (Match block in Blocks().Where(b => b.Groups["kind"].Value == "sxt-error"))
        {
            string text = block.Groups["text"].Value;
            Diagnostic error = Reading.Parse(text).Diagnostics.ShouldHaveSingleItem(text);
            text.TrimEnd().ShouldEndWith("// " + error.Code.Id);
        }
    }

    [Fact]
    public void Every_kind_of_declaration_member_statement_expression_and_type_is_shown()
    {
        string[] shown = [.. Blocks().Where(b => b.Groups["kind"].Value == "sxt").SelectMany(b => TreeWalk.All(Reading.ParseClean(b.Groups["text"].Value))).Select(n => n.GetType().FullName!)];
        foreach (Type hierarchy in new[] { typeof(Declaration), typeof(Member), typeof(StatementSyntax), typeof(ExprSyntax), typeof(TypeSyntax), typeof(ObjectParameter), typeof(Domain) })
        {
            foreach (Type kind in hierarchy.GetNestedTypes().Where(t => t != typeof(ExprSyntax.Missing)))
                shown.Contains(kind.FullName!, StringComparer.Ordinal).ShouldBeTrue(kind.FullName);
        }
    }

    [Fact]
    public void The_words_of_the_language_are_listed()
    {
        Listed("Never names:").Order(StringComparer.Ordinal).ShouldBe(Words.Reserved.Order(StringComparer.Ordinal));
        Listed("Words in one place and names everywhere else:").Order(StringComparer.Ordinal).ShouldBe(Words.Contextual.Order(StringComparer.Ordinal));
    }

    private static string[] Listed(string lead)
    {
        int start = Page.IndexOf('`', Page.IndexOf(lead, StringComparison.Ordinal)) + 1;
        return Page[start..Page.IndexOf('`', start)].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<Match> Blocks() => Block().Matches(Page);

    [GeneratedRegex("```(?<kind>sxt|sxt-error)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Block();
}
