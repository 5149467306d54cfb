using System.Text.Json;
using System.Text.RegularExpressions;
using Sextant.Syntax.Sxt;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>What editors are told of the language.</summary>
public sealed class EditorTests
{
    private static readonly string Folder = RepositoryFiles.PathOf("editors");

    [Fact]
    public void The_grammar_highlights_the_words_of_the_lexer_and_no_others()
    {
        WordsOf("declarations", "control", "operators-words", "constants", "variables").ShouldBe(Words.Reserved.Order(StringComparer.Ordinal));
        WordsOf("members").ShouldBe(Words.Contextual.Order(StringComparer.Ordinal));
        WordsOf("types").ShouldBe(Words.TypeNames.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_that_is_included_is_there_and_every_expression_can_be_compiled()
    {
        using JsonDocument grammar = Read("sextant.tmLanguage.json");
        JsonElement repository = grammar.RootElement.GetProperty("repository");
        string text = grammar.RootElement.GetRawText();
        foreach (Match include in Regex.Matches(text, "\"#(?<name>[a-z-]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            repository.TryGetProperty(include.Groups["name"].Value, out _).ShouldBeTrue(include.Value);
        foreach (Match expression in Regex.Matches(text, "\"(match|begin|end)\": (?<json>\"(\\\\.|[^\"\\\\])*\")", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            _ = new Regex(JsonSerializer.Deserialize<string>(expression.Groups["json"].Value)!, RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void The_package_names_files_that_are_there()
    {
        using JsonDocument package = Read("package.json");
        JsonElement contributes = package.RootElement.GetProperty("contributes");
        JsonElement language = contributes.GetProperty("languages")[0];
        language.GetProperty("extensions")[0].GetString().ShouldBe(".sxt");
        File.Exists(Path.Combine(Folder, language.GetProperty("configuration").GetString()!)).ShouldBeTrue();
        File.Exists(Path.Combine(Folder, contributes.GetProperty("grammars")[0].GetProperty("path").GetString()!)).ShouldBeTrue();
    }

    private static string[] WordsOf(params string[] rules)
    {
        using JsonDocument grammar = Read("sextant.tmLanguage.json");
        JsonElement repository = grammar.RootElement.GetProperty("repository");
        return [.. rules.Select(r => repository.GetProperty(r).GetProperty("match").GetString()!)
            .SelectMany(m => m.Replace("\\b(?:", "", StringComparison.Ordinal).Replace(")\\b", "", StringComparison.Ordinal).Split('|'))
            .Order(StringComparer.Ordinal)];
    }

    private static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name)));
}
