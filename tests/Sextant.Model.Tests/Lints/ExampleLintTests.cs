using System.Text;
using Sextant.Model.Binding.Sxt;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;
using Sextant.Tests.Shared;

namespace Sextant.Model.Tests.Lints;

/// <summary>What is doubtful of the examples; each published program has the doubts that it is known for.</summary>
public sealed class ExampleLintTests
{
    private static readonly string Examples = Path.Combine(Repository.Root, "examples");

    [Fact]
    public void The_examples_have_the_doubts_that_are_expected()
    {
        var found = new StringBuilder();
        foreach (string path in Directory.GetFiles(Examples, "*.sxt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var source = new SourceText(path, File.ReadAllText(path));
            if (!source.Content.Contains("ADO ", StringComparison.Ordinal))
                continue;
            foreach (Diagnostic doubt in Diagnose(source))
            {
                string line = source.Content[..doubt.Span.Start].Split('\n')[^1] + source.Content[doubt.Span.Start..].Split('\n')[0];
                found.Append($"{Path.GetRelativePath(Examples, path)}:{doubt.Position} {doubt.Code.Id} {line.Trim()}\n");
            }
        }

        ExpectedText.ShouldMatch(found.ToString(), "example-lints.txt");
    }

    [Theory]
    [InlineData("kv/kvlock.sxt", "SX1703 SX1704 SX1707")]
    [InlineData("kv/kvlock-sugar.sxt", "SX1705 SX1707")]
    [InlineData("kv/kvlockfree.sxt", "SX1705 SX1707")]
    [InlineData("commit/two-phase-commit.sxt", "SX1704 SX1707 SX1709")]
    [InlineData("bank/account.sxt", "SX1705")]
    [InlineData("ticket/ticket-lock.sxt", "SX1705")]
    [InlineData("dlock/dlock.sxt", "")]
    public void A_program_has_these_kinds_of_doubts(string example, string codes)
    {
        var source = new SourceText(example, File.ReadAllText(Path.Combine(Examples, example)));
        string.Join(' ', Diagnose(source).Select(d => d.Code.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)).ShouldBe(codes);
    }

    private static IEnumerable<Diagnostic> Diagnose(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics);
        diagnostics.HasErrors.ShouldBeFalse(source.Path);
        return diagnostics.ToImmutable();
    }
}
