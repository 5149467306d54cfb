using System.Collections.Immutable;
using Sextant.Proof.Smt;
using Sextant.Syntax;

namespace Sextant.Proof.Tests.Smt;

public sealed class SExprReaderTests
{
    [Fact]
    public void Atoms_strings_and_lists_are_read() =>
        Read("sat (:reason-unknown \"a \"\"b\"\" c\") () #x0f (- 5.0)").ShouldBe(
        [
            new SExpr.Atom("sat"),
            List(new SExpr.Atom(":reason-unknown"), new SExpr.String("a \"b\" c")),
            List(),
            new SExpr.Atom("#x0f"),
            List(new SExpr.Atom("-"), new SExpr.Atom("5.0")),
        ]);

    [Fact]
    public void A_quoted_symbol_is_read_without_its_bars() =>
        Read("(|a (b\" ;| c ||)").ShouldBe([List(new SExpr.Atom("a (b\" ;"), new SExpr.Atom("c"), new SExpr.Atom(""))]);

    [Fact]
    public void Comments_and_lines_are_skipped() =>
        Read("; a comment (\n\t(a ; another )\r\n b)").ShouldBe([List(new SExpr.Atom("a"), new SExpr.Atom("b"))]);

    [Theory]
    [InlineData("(a (b)", "a parenthesis is not closed")]
    [InlineData("a)", "a parenthesis is closed that was not opened")]
    [InlineData("(\"abc", "a string is not closed")]
    [InlineData("(\"abc\"\"", "a string is not closed")]
    [InlineData("\"", "a string is not closed")]
    [InlineData("(|abc)", "a quoted symbol is not closed")]
    [InlineData("a\0b", "a control character")]
    public void What_is_not_an_expression_is_refused_with_the_reason(string text, string reason)
    {
        SExprReader.TryRead(text, out ImmutableArray<SExpr> expressions, out string problem).ShouldBeFalse();
        problem.ShouldBe(reason);
        expressions.ShouldBeEmpty();
    }

    [Fact]
    public void Depth_is_bounded_so_that_walking_a_value_is_safe()
    {
        string Nested(int depth) => new string('(', depth) + new string(')', depth);
        SExpr deepest = Read(Nested(SExprReader.DepthMax)).ShouldHaveSingleItem();
        deepest.ToString().ShouldBe(Nested(SExprReader.DepthMax));
        deepest.Equals(Read(Nested(SExprReader.DepthMax))[0]).ShouldBeTrue();
        SExprReader.TryRead(Nested(1_000_000), out _, out string problem).ShouldBeFalse();
        problem.ShouldBe("nested more than 1000 deep");
    }

    [Fact]
    public void Size_is_bounded()
    {
        SExprReader.TryRead(string.Concat(Enumerable.Repeat("a ", SExprReader.NodesMax + 1)), out _, out string problem).ShouldBeFalse();
        problem.ShouldBe("more than 1000000 expressions");
    }

    [Fact]
    public void What_is_printed_reads_back_as_it_was()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            SExpr expression = Random(new Random(seed), depth: 5);
            Read(expression.ToString()!).ShouldBe([expression], $"seed {seed}");
        }
    }

    [Fact]
    public void Any_text_is_either_read_or_refused()
    {
        const string Alphabet = "()|\"; \nab\\\u00e9\u0001";
        for (int seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            bool read = SExprReader.TryRead(text, out ImmutableArray<SExpr> expressions, out string problem);
            (problem.Length == 0).ShouldBe(read, text);
            if (read)
                Read(string.Join(' ', expressions)).ShouldBe(expressions, text);
        }
    }

    private static SExpr Random(Random random, int depth) => random.Next(depth == 0 ? 2 : 4) switch
    {
        0 => new SExpr.Atom(Text(random, "abcXYZ019.:#-+*/<=>_ \"();")),
        1 => new SExpr.String(Text(random, "ab \"|()\\;\n")),
        _ => new SExpr.List(Enumerable.Range(0, random.Next(5)).Select(_ => Random(random, depth - 1)).ToEquatable()),
    };

    private static string Text(Random random, string alphabet) =>
        string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => alphabet[random.Next(alphabet.Length)]));

    private static SExpr.List List(params SExpr[] items) => new(items.ToEquatable());

    private static ImmutableArray<SExpr> Read(string text)
    {
        SExprReader.TryRead(text, out ImmutableArray<SExpr> expressions, out string problem).ShouldBeTrue(problem);
        return expressions;
    }
}
