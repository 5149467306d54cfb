using Sextant.Syntax.Sxt;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Tests.Sxt;

public sealed class RoundTripTests
{
    [Fact]
    public void What_is_written_of_a_generated_program_reads_back_as_the_same_program_and_is_written_the_same_again()
    {
        for (int seed = 0; seed < Campaign.Programs; seed++)
        {
            SxtProgram program = new ProgramGenerator(seed).Program();
            string text = SxtFormatter.Format(program);
            SxtProgram again = Reading.ParseClean(text);
            Reading.Meaning(again).ShouldBe(Reading.Meaning(program), $"seed {seed}:\n{text}");
            SxtFormatter.Format(again).ShouldBe(text, $"seed {seed}");
        }
    }

    [Fact]
    public void No_line_of_the_corpus_is_too_long()
    {
        foreach (string text in Corpus.Texts)
            Reading.Format(text).Split('\n').ShouldAllBe(line => line.Length <= SxtFormatter.LineWidth || line.TrimStart().StartsWith("//", StringComparison.Ordinal));
    }

    [Fact]
    public void No_parentheses_that_are_written_could_be_left_out()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            string text = SxtFormatter.Format(new ProgramGenerator(seed).Program());
            string meaning = Reading.Meaning(Reading.ParseClean(text));
            foreach ((int open, int close) in Parentheses(text))
            {
                string without = text.Remove(close, 1).Insert(close, " ").Remove(open, 1).Insert(open, " ");
                (SxtProgram changed, var diagnostics) = Reading.Parse(without);
                bool isSame = diagnostics.IsEmpty && string.Equals(Reading.Meaning(changed), meaning, StringComparison.Ordinal);
                // An app keeps its empty list, an operand that takes in what follows is kept apart for the reader's sake, and
                // a plus before an index is told from addition by the blank that stands in for the parenthesis here.
                if (isSame && text[close - 1] != '+')
                    text[open..].ShouldMatch("^\\((\\)|\\s*(forall|exists|sum|if) )", $"seed {seed}, offset {open}:\n{text}");
            }
        }
    }

    private static IEnumerable<(int Open, int Close)> Parentheses(string text)
    {
        var open = new Stack<int>();
        bool isInString = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && !(text[i - 1] == '\\' && isInString && !text[..i].EndsWith("\\\\", StringComparison.Ordinal)))
                isInString = !isInString;
            if (text[i] == '(' && !isInString)
                open.Push(i);
            if (text[i] == ')' && !isInString)
                yield return (open.Pop(), i);
        }
    }
}
