using System.Collections.Immutable;
using System.Text;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>Damaged texts: whatever a file holds, the answer is diagnostics, never an exception.</summary>
public sealed class MutationTests
{
    private static readonly string[] Pieces =
    [
        "(", ")", "{", "}", "[", "]", ";", ",", ":", "::", ":=", "=", "+=", "-=", "==>", "<==>", "&&", "||", "&", "|", "!", "!=", "?", "-", "->", "+", "++",
        "<", ">", "*", "%", ".", "..", "...", ". ", "\"", "\\", "/*", "*/", "//", "\n", "12", "3x", "§", "😀", "\0", "\uD800", "λ", "∀", "'", "_", "x", "x.m()",
        "o.m()!", "merge", "order", "lock", "client ", "bounds {", "concurrency ", "refines ", "option ", "Map[", "exclusive ",
        .. Words.Reserved.Select(w => w + " "),
    ];

    [Fact]
    public void A_damaged_text_gets_bounded_diagnostics_that_point_into_it()
    {
        var random = new Random(1);
        for (int i = 0; i < Campaign.Mutations; i++)
        {
            string text = Damage(random, Corpus.Texts[random.Next(Corpus.Texts.Length)]);
            (SxtProgram program, ImmutableArray<Diagnostic> diagnostics) = Reading.Parse(text);
            diagnostics.Length.ShouldBeLessThanOrEqualTo(DiagnosticBag.Limit);
            foreach (Diagnostic diagnostic in diagnostics)
            {
                if (string.IsNullOrWhiteSpace(diagnostic.Message) || diagnostic.Span.Start < 0 || diagnostic.Span.Length < 0 || diagnostic.Span.End > text.Length)
                    Assert.Fail($"{diagnostic}\n{text}");
            }
            string formatted = SxtFormatter.Format(program);
            if (diagnostics.IsEmpty && i % 10 == 0)
                Reading.Meaning(Reading.ParseClean(formatted)).ShouldBe(Reading.Meaning(program), text);
        }
    }

    [Fact]
    public void A_token_that_is_lost_yields_one_error_nearly_always_and_never_more_than_six()
    {
        int losses = 0;
        int withMoreThanOne = 0;
        foreach (string sample in Corpus.Texts)
        {
            foreach ((int start, int length) in Tokens.Of(sample))
            {
                string text = sample.Remove(start, length).Insert(start, " ");
                int errors = Reading.Parse(text).Diagnostics.Length;
                errors.ShouldBeLessThanOrEqualTo(6, $"without the `{sample.Substring(start, length)}` at {start}:\n{text}");
                losses++;
                withMoreThanOne += errors > 1 ? 1 : 0;
            }
        }
        losses.ShouldBeGreaterThan(3_000);
        withMoreThanOne.ShouldBeLessThan(losses / 15);
    }

    private static string Damage(Random random, string sample)
    {
        var text = new StringBuilder(sample);
        for (int count = random.Next(1, 4); count > 0; count--)
            DamageOnce(random, text);
        return text.ToString();
    }

    private static void DamageOnce(Random random, StringBuilder text)
    {
        int place = random.Next(text.Length + 1);
        int length = Math.Min(random.Next(1, 12), text.Length - place);
        switch (random.Next(6))
        {
            case 0:
                text.Remove(place, length);
                break;
            case 1:
                text.Insert(place, Pieces[random.Next(Pieces.Length)]);
                break;
            case 2:
                text.Remove(place, length).Insert(place, Pieces[random.Next(Pieces.Length)]);
                break;
            case 3:
                text.Insert(random.Next(text.Length + 1), text.ToString(place, length));
                break;
            case 4 when place < text.Length:
                text[place] = (char)random.Next(0x80);
                break;
            default:
                DamageLines(random, text);
                break;
        }
    }

    private static void DamageLines(Random random, StringBuilder text)
    {
        List<string> lines = [.. text.ToString().Split('\n')];
        int from = random.Next(lines.Count);
        string line = lines[from];
        if (random.Next(2) == 0)
            lines.RemoveAt(from);
        lines.Insert(random.Next(lines.Count + 1), line);
        text.Clear().AppendJoin('\n', lines);
    }
}
