using System.Text;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Tests.Sxt;

public sealed class CommentTests
{
    [Fact]
    public void Comments_stay_where_they_stand()
    {
        const string Text = """
            // first

            // of the object
            ADO A { // behind the brace
              shared x : int := 0; // behind the field
              /* before the method */
              method m() { // behind its brace
                // alone

                x := 1; /* one */ // two
                // last
              }

              // at the end
            }
            // the end

            """;
        Reading.Format(Text).ShouldBe(Text);
    }

    [Fact]
    public void A_comment_between_operators_stays_at_its_operand()
    {
        const string Text = """
            replicated R {
              op o()
                requires a // why a
                  && b // why b
                  && /* c */ d
              { x := 1; }
            }

            """;
        Reading.Format(Text).ShouldBe(Text);
    }

    [Fact]
    public void Two_comments_at_the_end_of_a_statement_stand_on_two_lines_of_its_indentation() =>
        Reading.Format("ADO A { method m() { y := 1; z := 2; x := f(1 // a\n // b\n); } }").ShouldContain("    x := f(1); // a\n    // b\n  }\n");

    [Fact]
    public void A_comment_before_an_else_if_stays_behind_the_block_before_it()
    {
        const string Text = """
            ADO A {
              shared x : int;
              method m(xs) {
                if (xs == [1]) {
                  x := 1;
                } // otherwise
                else if (xs
                  == [
                      "a text that is so long that it must stand on a line of its own, and the list with it, however wide the lines are",
                      "and another one"
                    ]) { x := 2; }
              }
            }

            """;
        Reading.Format(Text).ShouldBe(Text);
        Reading.Format(Text.Replace("} // otherwise", "}\n// otherwise", StringComparison.Ordinal)).ShouldBe(Text);
    }

    /// <summary>Comments of all kinds between any two tokens.</summary>
    [Fact]
    public void No_comment_is_lost_and_formatting_twice_changes_nothing()
    {
        var random = new Random(5);
        for (int i = 0; i < Campaign.Programs; i++)
        {
            string sample = i % 2 == 0 ? Corpus.Texts[random.Next(Corpus.Texts.Length)] : SxtFormatter.Format(new ProgramGenerator(i).Program());
            string text = WithComments(random, sample);
            SxtProgram program = Reading.ParseClean(text);
            string formatted = SxtFormatter.Format(program);
            SxtProgram again = Reading.ParseClean(formatted);
            Reading.Meaning(again).ShouldBe(Reading.Meaning(program), text);
            again.Trivia.Comments.Select(c => c.Text).ShouldBe(program.Trivia.Comments.Select(c => c.Text), $"{text}\n------\n{formatted}");
            FirstDifference(SxtFormatter.Format(again), formatted).ShouldBeNull($"{i}\n{text}");
        }
    }

    private static string? FirstDifference(string second, string first)
    {
        string[] seconds = second.Split('\n');
        string[] firsts = first.Split('\n');
        int line = Enumerable.Range(0, Math.Min(seconds.Length, firsts.Length)).FirstOrDefault(n => seconds[n] != firsts[n], -1);
        return line < 0 && firsts.Length == seconds.Length
            ? null
            : $"once:\n{string.Join('\n', firsts.Skip(line - 3).Take(8))}\ntwice:\n{string.Join('\n', seconds.Skip(line - 3).Take(8))}";
    }

    private static string WithComments(Random random, string sample)
    {
        var text = new StringBuilder();
        int previous = 0;
        int number = 0;
        foreach ((int start, int length) in Tokens.Of(sample))
        {
            text.Append(sample, previous, start - previous);
            if (random.Next(20) == 0 && (start == 0 || previous < start))
                text.Append(random.Next(4) switch { 0 => $"// {number++}\n", 1 => $"/* {number++} */ ", 2 => $"\n  // {number++}\n", _ => $"\n\n/* {number++}\n x */\n" });
            text.Append(sample, start, length);
            previous = start + length;
        }
        return text.Append(sample, previous, sample.Length - previous).ToString();
    }
}
