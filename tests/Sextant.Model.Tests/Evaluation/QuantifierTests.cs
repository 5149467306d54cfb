using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Model.Tests.Evaluation;

/// <summary>Quantifiers over infinite types, in a state where <c>s</c> is {1, 5, 9}, <c>t</c> is {5} and <c>n</c> is 3.</summary>
public sealed class QuantifierTests
{
    [Theory]
    [InlineData("forall x in s. x > 0", true)]
    [InlineData("forall x in s. x > 1", false)]
    [InlineData("exists x in s. x == 5", true)]
    [InlineData("exists x in s. x == 6", false)]
    [InlineData("forall x in t. x in s", true)]
    [InlineData("forall x in s. x in t", false)]
    [InlineData("forall x in s, y in s. x == y || x < y || y < x", true)]
    [InlineData("exists x in s, y in s. x == y + 4", true)]
    [InlineData("exists x in s, y in s. x == y + 5", false)]
    [InlineData("forall x: int. x in s ==> x - 1 < 9", true)]
    [InlineData("forall x: int. 0 <= x && x < 100 ==> x * x <= 99 * 99", true)]
    [InlineData("exists x: int. 0 <= x && x < 100 && x * x == 49", true)]
    [InlineData("exists x: int. n < x && x < n + 1", false)]
    [InlineData("forall x: int. x in s", false)]
    [InlineData("exists x: int. x not in s && x not in t", true)]
    [InlineData("forall x: int. x in t ==> x in s", true)]
    [InlineData("forall x: int. x in s || x not in s", true)]
    [InlineData("exists x: int. x > 9 && x not in s", true)]
    [InlineData("exists x: int. x < 6 && 4 < x && x not in s", false)]
    [InlineData("forall x: int. x < 1 ==> x not in s", true)]
    [InlineData("forall x: int. x <= 1 ==> x not in s", false)]
    [InlineData("exists x in s. forall y in s. y <= x", true)]
    [InlineData("exists x in s. forall y in s. y < x", false)]
    [InlineData("s == {1, 5, 9}", true)]
    [InlineData("s == {1, 5}", false)]
    [InlineData("forall x: int, y: int. x in s && y in t ==> y <= x || x == 1", true)]
    [InlineData("exists x: int. x * x == 9", true)]
    public void What_can_be_decided_is(string condition, bool expected)
    {
        Decision decision = Decide(condition);
        decision.Fault.ShouldBeNull();
        decision.Holds.ShouldBe(expected);
    }

    [Theory]
    [InlineData("forall x: int. x * x >= 0")]
    [InlineData("exists x: int. x * x == -1")]
    [InlineData("forall x: int. (forall y in s. x <= y) ==> x <= 1")]
    [InlineData("forall x: int. exists y: int. y == x * 2 + 1")]
    public void What_no_trial_decides_is_left_open(string condition)
    {
        Decision decision = Decide(condition);
        decision.Holds.ShouldBeNull();
        decision.Fault!.Kind.ShouldBe(FaultKind.Undecided);
    }

    [Theory]
    [InlineData("(forall x: int. x * x >= 0) && n == 4", false)]
    [InlineData("(forall x: int. x * x >= 0) || n == 3", true)]
    [InlineData("(forall x: int. x * x >= 0) ==> n == 3", true)]
    public void What_is_open_does_not_matter_where_the_rest_decides(string condition, bool expected) => Decide(condition).Holds.ShouldBe(expected);

    private static Decision Decide(string condition) => Evaluating.Invariant(
        $"shared s : GSet[int]; shared t : GSet[int]; shared n : Max[int]; invariant i: {condition};",
        state: (obj, evaluator) => [("s", Evaluating.Set(obj, evaluator, "s", 1, 5, 9)), ("t", Evaluating.Set(obj, evaluator, "t", 5)), ("n", Datum.Of(3))]);
}
