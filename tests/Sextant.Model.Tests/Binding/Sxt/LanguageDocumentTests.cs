using System.Text.RegularExpressions;
using Sextant.Model.Binding.Sxt;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Tests.Binding.Sxt;

/// <summary>The correct blocks of <c>docs/language.md</c>, each with those objects of other blocks that it names.</summary>
public sealed partial class LanguageDocumentTests
{
    private static readonly string[] Texts =
        [.. Block().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "language.md"))).Select(m => m.Groups["text"].Value)];

    private static readonly Dictionary<string, string> Objects = Texts.SelectMany(t => Parse(t).Declarations.OfType<Declaration.Object>()
        .Select(o => (Name: o.Name.Text, Text: t.Substring(o.Span.Start, o.Span.Length)))).ToDictionary(o => o.Name, o => o.Text, StringComparer.Ordinal);

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, Texts.Length)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_correct_block_is_bound_without_an_error(int block)
    {
        string text = WithObjects(Texts[block]);
        var diagnostics = new DiagnosticBag(new SourceText("language.sxt", text));
        SxtBinder.Bind(SxtParser.Parse(diagnostics.Source, diagnostics), diagnostics);
        diagnostics.ToImmutable().Where(d => d.Code.Severity == Severity.Error).Select(d => $"{d.Position} {d.Message}").ShouldBeEmpty(text);
    }

    private static string WithObjects(string text)
    {
        string[] named = [.. Objects.Keys.Where(o => Regex.IsMatch(text, $@"\b{o}\b", RegexOptions.None, TimeSpan.FromSeconds(1)) && !Parse(text).Declarations.OfType<Declaration.Object>().Any(d => d.Name.Text == o))];
        return named.Length == 0 ? text : WithObjects(text + string.Concat(named.Select(n => $"\n{Objects[n]}\n")));
    }

    private static SxtProgram Parse(string text) => SxtParser.Parse(new SourceText("language.sxt", text), new DiagnosticBag(new SourceText("language.sxt", text)));

    [GeneratedRegex("```sxt\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Block();
}
