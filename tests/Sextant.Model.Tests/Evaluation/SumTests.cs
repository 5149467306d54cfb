using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Model.Tests.Evaluation;

/// <summary>Sums over types that have three values, and over numbers, of which a map holds some.</summary>
public sealed class SumTests
{
    private static readonly DataType Shop = new DataType.Sort(new SortSymbol("Shop", 0), []);
    private static readonly VariableSymbol Sold = Variable("sold", new DataType.Map(0, [Shop], DataType.Integer));
    private static readonly VariableSymbol Prices = Variable("prices", new DataType.Map(0, [DataType.Integer], DataType.Integer));
    private static readonly VariableSymbol A = Variable("a", Shop);
    private static readonly VariableSymbol B = Variable("b", Shop);
    private static readonly VariableSymbol N = Variable("n", DataType.Integer);

    [Fact]
    public void Every_value_of_a_type_is_added_once() => Value(Sum([A], At(Sold, A))).ShouldBe(1 + 2 + 4);

    [Fact]
    public void Several_variables_stand_for_all_pairs() => Value(Sum([A, B], Plus(At(Sold, A), At(Sold, B)))).ShouldBe(2 * 3 * (1 + 2 + 4));

    [Fact]
    public void A_sum_in_a_sum_may_bind_the_same_variable() => Value(Sum([A], Plus(Sum([A], At(Sold, A)), At(Sold, A)))).ShouldBe(3 * 7 + 7);

    [Fact]
    public void Of_infinitely_many_numbers_those_are_added_that_are_not_zero() => Value(Sum([N], At(Prices, N))).ShouldBe(30 + 12);

    [Fact]
    public void What_is_nowhere_zero_has_no_sum() => Evaluate(Sum([N], new Expr.IntLiteral(1, default))).Fault!.Kind.ShouldBe(FaultKind.NotExecutable);

    [Fact]
    public void Whether_numbers_are_zero_almost_everywhere_is_not_guessed() =>
        Evaluate(Sum([N], new Expr.Binary(BinaryOperator.Multiply, Read(N), At(Prices, N), DataType.Integer, default))).Fault!.Kind.ShouldBe(FaultKind.NotExecutable);

    private static long Value(Expr expression)
    {
        Evaluated result = Evaluate(expression);
        result.Fault.ShouldBeNull();
        return (long)result.Value.Number;
    }

    private static Evaluated Evaluate(Expr expression)
    {
        var evaluator = new Evaluator(new Theory([], [], [], []), new Universe { OtherSize = 3 });
        var layout = new Layout();
        (int sold, int prices) = (layout.Add(Sold), layout.Add(Prices));
        var frame = new Frame(layout)
        {
            [sold] = Map(evaluator, Sold, (0, 1), (1, 2), (2, 4)),
            [prices] = Map(evaluator, Prices, (-5, 30), (8, 12)),
        };
        return evaluator.Compile(expression, layout).Evaluate(frame);
    }

    private static Datum Map(Evaluator evaluator, VariableSymbol map, params (long Key, long Value)[] entries) =>
        evaluator.MapOf((DataType.Map)map.Type, entries.Select(e => KeyValuePair.Create(Datum.Of(e.Key), Datum.Of(e.Value))), Datum.Of(0));

    private static Expr.Sum Sum(VariableSymbol[] variables, Expr body) => new(variables.ToEquatable(), body, default);

    private static Expr.Select At(VariableSymbol map, VariableSymbol key) => new(Read(map), [Read(key)], DataType.Integer, default);

    private static Expr Plus(Expr left, Expr right) => new Expr.Binary(BinaryOperator.Add, left, right, DataType.Integer, default);

    private static Expr Read(VariableSymbol variable) => new Expr.Reference(variable, default);

    private static VariableSymbol Variable(string name, DataType type) => new(name, default, type, VariableRole.Local);
}
