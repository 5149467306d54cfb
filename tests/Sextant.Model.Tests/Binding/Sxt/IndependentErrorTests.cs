using System.Collections.Immutable;
using Sextant.Model.Binding.Sxt;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Sextant.Tests.Shared;

namespace Sextant.Model.Tests.Binding.Sxt;

/// <summary>Files with errors of grammar and others: all that is wrong is said at once, and nothing twice.</summary>
public sealed class IndependentErrorTests
{
    private static readonly string Texts = Path.Combine(Repository.Root, "tests", "Sextant.Model.Tests", "Binding", "Sxt", "Several");

    /// <summary>So many words and signs of a file are damaged, each by itself, spread over all of it.</summary>
    private const int MostPieces = 200;

    public static TheoryData<string> Files => [.. Directory.GetFiles(Texts, "*.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Examples => [.. Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.sxt", SearchOption.AllDirectories)
        .Select(p => Path.GetRelativePath(Repository.Root, p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Mistakes_in_other_declarations_are_told_beside_those_of_grammar(string file)
    {
        string path = Path.Combine(Texts, file);
        string actual = MarkedErrors.Write(MarkedErrors.Read(path), Diagnose);
        if (ExpectedText.IsRewriting)
            File.WriteAllText(path, actual);
        else
            actual.ShouldBe(File.ReadAllText(path));
    }

    /// <summary>The example is right, so that whatever comes of a lost or doubled token is one mistake, which the parser reports.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public void A_mistake_in_the_grammar_of_a_right_file_makes_no_others(string example)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, example));
        int broken = 0;
        (int Start, int Length)[] pieces = [.. Pieces(text)];
        int step = Math.Max(1, pieces.Length / MostPieces);
        foreach ((int start, int length) in pieces.Where((_, i) => i % step == 0))
        {
            foreach (string damaged in new[] { text.Remove(start, length), text.Insert(start, $"{text[start..(start + length)]} ") })
            {
                ImmutableArray<Diagnostic> grammar = Grammar(damaged);
                if (!grammar.Any(d => d.IsError))
                    continue;
                broken++;
                Diagnose(damaged).Where(d => d.IsError).Select(Show).ShouldBe(grammar.Where(d => d.IsError).Select(Show), $"{text.Substring(start, length)} at {start} of {example}\n{damaged}");
            }
        }

        broken.ShouldBeGreaterThan(20);
    }

    private static ImmutableArray<Diagnostic> Grammar(string text)
    {
        var diagnostics = new DiagnosticBag(new SourceText("test.sxt", text));
        SxtParser.Parse(diagnostics.Source, diagnostics);
        return diagnostics.ToImmutable();
    }

    private static ImmutableArray<Diagnostic> Diagnose(string text)
    {
        var diagnostics = new DiagnosticBag(new SourceText("test.sxt", text));
        SxtProgram program = SxtParser.Parse(diagnostics.Source, diagnostics);
        SxtBinder.Bind(program, diagnostics);
        return diagnostics.ToImmutable();
    }

    private static string Show(Diagnostic diagnostic) => $"{diagnostic.Position} {diagnostic.Code.Id} {diagnostic.Message}";

    /// <summary>Words and signs, as they come.</summary>
    private static IEnumerable<(int Start, int Length)> Pieces(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
                i++;
            if (i > start)
                yield return (start, i - start);
            if (i < text.Length && !char.IsWhiteSpace(text[i]))
                yield return (i, 1);
        }
    }
}
