using System.Globalization;
using Sextant.Model.Binding.Sxt;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Objects;
using Sextant.Model.Tests.Evaluation.Programs;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Model.Tests.Binding.Sxt;

/// <summary>
/// The programs of the examples with one word changed: whatever comes of it is bound or refused, and runs or goes wrong,
/// without an exception.
/// </summary>
public sealed class DamagedProgramTests
{
    private static readonly string[] Words = ["0", "x", "k", "tx", "this", "FAIL", "None", "true", "\"a\"", "[]", "{}", "int", "string", "lk", "rm", "v", "ok", "[int]", "1"];

    public static TheoryData<string> Examples => [.. Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.sxt", SearchOption.AllDirectories)
        .Where(p => File.ReadAllText(p).Contains("ADO ", StringComparison.Ordinal)).Select(p => Path.GetRelativePath(Repository.Root, p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_word_that_is_another_one_gets_an_answer(string example)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, example));
        int number = 0;
        foreach ((int start, int length) in WordsOf(text))
        {
            string word = Words[number++ % Words.Length];
            string damaged = text.Remove(start, length).Insert(start, word);
            try
            {
                Answer(damaged);
            }
            catch (Exception e)
            {
                Assert.Fail($"{text.Substring(start, length)} → {word} at {start}: {e}\n{damaged}");
            }
        }

        number.ShouldBeGreaterThan(20);
    }

    /// <summary>Pieces are taken out, put in again elsewhere and doubled, a few at a time; SEXTANT_SXT_DAMAGES sets how many texts.</summary>
    [Fact]
    public void Whatever_is_damaged_is_bound_as_far_as_it_can_be_read()
    {
        string[] texts = [.. Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.sxt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        int count = int.TryParse(Environment.GetEnvironmentVariable("SEXTANT_SXT_DAMAGES"), CultureInfo.InvariantCulture, out int asked) ? asked : 1500;
        var random = new Random(4711);
        for (int number = 0; number < count; number++)
        {
            string text = texts[random.Next(texts.Length)];
            for (int damage = random.Next(1, 5); damage > 0; damage--)
            {
                int start = random.Next(text.Length);
                string piece = text.Substring(start, Math.Min(random.Next(1, 40), text.Length - start));
                text = random.Next(3) switch
                {
                    0 => text.Remove(start, piece.Length),
                    1 => text.Insert(start, piece),
                    _ => text.Insert(random.Next(text.Length), piece),
                };
            }

            try
            {
                Answer(text);
            }
            catch (Exception e)
            {
                Assert.Fail($"{number}: {e}\n{text}");
            }
        }
    }

    private static void Answer(string text)
    {
        var diagnostics = new DiagnosticBag(new SourceText("test.sxt", text));
        SxtModel model = SxtBinder.Bind(SxtParser.Parse(diagnostics.Source, diagnostics), diagnostics);
        foreach (Diagnostic diagnostic in diagnostics.ToImmutable())
            (diagnostic.Span.Start >= 0 && diagnostic.Span.End <= text.Length && diagnostic.Message.Length > 0).ShouldBeTrue();
        foreach (DistributedApp app in model.Apps)
        {
            var run = new DirectRun(new AppMachine(app));
            run.Run(mostOperations: 60);
            foreach (ProgramProperty property in app.Properties)
                run.Machine.Holds(property, run.States, run.States, run.Clients);
        }
    }

    private static IEnumerable<(int Start, int Length)> WordsOf(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
                i++;
            if (i > start)
                yield return (start, i - start);
        }
    }
}
