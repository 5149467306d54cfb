using Sextant.Syntax.Boogie;
using Sextant.Syntax.Boogie.Ast;

namespace Sextant.Syntax.Tests.Boogie;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_printed_of_a_generated_program_reads_back_as_the_same_program(int series)
    {
        for (int i = 0; i < 1_000; i++)
        {
            int seed = series * 1_000_000 + i;
            BoogieProgram program = new ProgramGenerator(seed).Program();
            string text = BoogiePrinter.Print(program);
            Shape.Of(Reading.ParseClean(text)).ShouldBe(Shape.Of(program), $"seed {seed}:\n{text}");
        }
    }

    [Fact]
    public void Each_sample_reads_back_as_the_same_program_and_prints_the_same_again()
    {
        foreach (string sample in Samples.All)
        {
            BoogieProgram program = Reading.ParseClean(sample);
            string text = BoogiePrinter.Print(program);
            BoogieProgram again = Reading.ParseClean(text);
            Shape.Of(again).ShouldBe(Shape.Of(program));
            BoogiePrinter.Print(again).ShouldBe(text);
        }
    }

    [Fact]
    public void No_parentheses_that_are_printed_could_be_left_out()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            string text = BoogiePrinter.Print(new ProgramGenerator(seed).Program());
            var program = Shape.Of(Reading.ParseClean(text));
            foreach ((int open, int close) in Parentheses(text))
            {
                string without = text.Remove(close, 1).Insert(close, " ").Remove(open, 1).Insert(open, " ");
                (BoogieProgram changed, var diagnostics) = Reading.Parse(without);
                bool isSame = diagnostics.IsEmpty && string.Equals(Shape.Of(changed), program, StringComparison.Ordinal);
                // A conditional keeps its parentheses inside an operator even at its end, for the reader's sake.
                if (isSame)
                    text[open..].ShouldStartWith("(if ", Case.Sensitive, $"seed {seed}, offset {open}:\n{text}");
            }
        }
    }

    private static IEnumerable<(int Open, int Close)> Parentheses(string text)
    {
        var open = new Stack<int>();
        bool isInString = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && text[i - 1] != '\\')
                isInString = !isInString;
            if (text[i] == '(' && !isInString)
                open.Push(i);
            if (text[i] == ')' && !isInString)
                yield return (open.Pop(), i);
        }
    }
}
