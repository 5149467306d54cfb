using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Tests.Binding.Boogie;

public sealed class TypeTests
{
    private const string Fields = "type Field t; const unique size: Field int; const unique ready: Field bool; ";

    [Fact]
    public void A_synonym_with_parameters_stands_for_its_definition() =>
        TypeOf("type Relation a b = [a, b]bool; const c: Relation int bool;").ShouldBe("[int, bool]bool");

    [Fact]
    public void A_map_of_maps_is_not_a_map_with_two_indices()
    {
        TypeOf("const c: [int][int]bool;").ShouldBe("[int][int]bool");
        Binding.ErrorWith("const c: [int][int]bool; axiom c[1, 2];").Code.ShouldBe(DiagnosticCodes.WrongArgumentCount);
    }

    [Fact]
    public void A_field_chooses_the_type_of_what_a_record_holds_in_it()
    {
        Theory theory = Binding.CounterWith(Fields + "const r: <t>[Field t]t; axiom r[ready]; axiom r[size] == 1;").Theory;
        theory.Axioms[0].Condition.ShouldBeOfType<Expr.Select>().Type.ShouldBe(DataType.Boolean);
        theory.Axioms[1].Condition.ShouldBeOfType<Expr.Binary>().Left.Type.ShouldBe(DataType.Integer);
    }

    [Fact]
    public void A_record_refuses_a_value_of_another_field_s_type()
    {
        Diagnostic error = Binding.ErrorWith(Fields + "const r: <t>[Field t]t; axiom r[size := true] == r;");
        error.Code.ShouldBe(DiagnosticCodes.TypeMismatch);
        error.Message.ShouldBe("`int` is needed here, and this is `bool`");
    }

    [Fact]
    public void Polymorphic_maps_are_the_same_type_whatever_their_parameters_are_called() =>
        Binding.CounterWith(Fields + "const a: <t>[Field t]t; const b: <u>[Field u]u; axiom a == b;").Theory.Axioms.Count.ShouldBe(1);

    [Fact]
    public void An_index_may_come_before_the_field_in_one_pair_of_brackets() =>
        Binding.CounterWith(Fields + "const r: <t>[int, Field t]t; axiom r[1, ready];").Theory.Axioms[0].Condition.Type.ShouldBe(DataType.Boolean);

    [Fact]
    public void Bit_vectors_join_and_split_by_their_widths()
    {
        Expr condition = Binding.CounterWith("const a: bv3; const b: bv5; axiom (a ++ b)[8:4] == 0bv4;").Theory.Axioms[0].Condition;
        Expr.Extract extract = condition.ShouldBeOfType<Expr.Binary>().Left.ShouldBeOfType<Expr.Extract>();
        extract.Operand.Type.ShouldBe(new DataType.BitVector(8));
        extract.Type.ShouldBe(new DataType.BitVector(4));
    }

    [Theory]
    [InlineData("axiom 1;", "a number is no condition: compare it, as in `0 < number`")]
    [InlineData("function f(a: int) returns (int); axiom f(true) == 1;", "a condition is no number: choose one, as in `if condition then 1 else 0`")]
    [InlineData("const m: [int]bool; axiom m;", "read one entry of the map: `map[index]`")]
    [InlineData("const m: [int]bv8; axiom m[1 := 2] == m;", "write the number with its width: `1bv8`")]
    public void A_value_of_another_type_comes_with_advice_that_fits_the_two_types(string declarations, string advice)
    {
        Diagnostic error = Binding.ErrorWith(declarations);
        error.Code.ShouldBe(DiagnosticCodes.TypeMismatch);
        error.Help.ShouldBe(advice);
    }

    [Fact]
    public void A_cycle_of_synonyms_is_one_error_and_what_uses_it_is_none() =>
        Binding.ErrorWith("type A = [int]B; type B = A; const c: A; axiom c == c;").Code.ShouldBe(DiagnosticCodes.CyclicDefinition);

    private static string TypeOf(string declarations) => Binding.CounterWith(declarations).Theory.Constants[0].Type.ToString();
}
