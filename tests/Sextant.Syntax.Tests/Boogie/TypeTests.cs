using Sextant.Syntax.Boogie;
using Sextant.Syntax.Boogie.Ast;

namespace Sextant.Syntax.Tests.Boogie;

public sealed class TypeTests
{
    [Theory]
    [InlineData("int")]
    [InlineData("bv8")]
    [InlineData("[int]bool")]
    [InlineData("[int, Key][bool]real")]
    [InlineData("<b>[Field b]b")]
    [InlineData("[Key]<a, b>[Pair a b]a")]
    [InlineData("Pair int (Pair bool real)")]
    [InlineData("C ([int]bool) int")]
    [InlineData("C int [int]D bool")]
    public void A_type_in_canonical_form_is_printed_as_it_was_read(string text) =>
        BoogiePrinter.Print(Reading.Type(text)).ShouldBe(text);

    [Fact]
    public void A_constructor_takes_atoms_and_a_map_takes_the_rest()
    {
        var type = Reading.Type("C a [int]D b").ShouldBeOfType<TypeSyntax.Named>();
        type.Arguments.Count.ShouldBe(2);
        var map = type.Arguments[1].ShouldBeOfType<TypeSyntax.Map>();
        map.Range.ShouldBeOfType<TypeSyntax.Named>().Arguments.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_map_that_takes_the_rest_is_the_last_argument() =>
        Reading.SingleError("const c: C [int]int [int]int;").Position.Column.ShouldBe(21);

    [Theory]
    [InlineData("((int))", "int")]
    [InlineData("C (int) ([int]bool)", "C int [int]bool")]
    public void Parentheses_that_say_nothing_are_not_kept(string text, string canonical) =>
        BoogiePrinter.Print(Reading.Type(text)).ShouldBe(canonical);
}
