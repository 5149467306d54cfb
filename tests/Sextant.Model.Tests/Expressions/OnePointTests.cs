using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Tests.Binding.Sxt;

namespace Sextant.Model.Tests.Expressions;

/// <summary>Conditions without the variables that equal something else, compared with the conditions as they are in all small states.</summary>
public sealed class OnePointTests
{
    [Theory]
    [InlineData("forall c in known. exists (p, d) in pairs. d == c", true)]
    [InlineData("forall c in known. forall (p, d) in pairs. d != c", true)]
    [InlineData("forall c in known, d in known. c == d ==> (c, d) in pairs", true)]
    [InlineData("exists c: T, d: T. c == d && (c, d) in pairs", true)]
    [InlineData("exists c: T. c == c && c in known", false)]
    [InlineData("exists c: T, d: T. (c == d && c in known) || (c, d) in pairs", false)]
    [InlineData("forall c: T, d: T. c == d || (c, d) in pairs", false)]
    [InlineData("forall c: T, d: T. (c, d) in pairs ==> c == d", false)]
    [InlineData("exists c: T, d: T. c != d && (c, d) in pairs", false)]
    public void A_variable_that_equals_something_else_is_not_needed(string condition, bool isReduced)
    {
        ReplicatedObject obj = SxtBinding.Object($"type T; shared known : GSet[T]; shared pairs : GSet[T * T]; invariant it: {condition};");
        Clause clause = obj.Invariant.ShouldHaveSingleItem();
        Clause reduced = clause with { Condition = Reduced(clause.Condition) };
        (Quantified(reduced.Condition) < Quantified(clause.Condition)).ShouldBe(isReduced);
        var model = new ReplicaModel(obj with { Invariant = [clause, reduced] }, new Universe { OtherSize = 2 });
        ReplicaState[] states = [.. States(model)];
        states.Length.ShouldBe(4 * 16);
        foreach (ReplicaState state in states)
            model.Holds(reduced, state).Holds.ShouldBe(model.Holds(clause, state).Holds);
        states.Select(s => model.Holds(clause, s).Holds).Distinct().Count().ShouldBe(2, "the condition must hold in some states and not in others");
    }

    /// <summary>Reduced at every place, as an encoder meets them.</summary>
    private static Expr Reduced(Expr condition) => ExprRewrite.Apply(condition, part => part is not Expr.Quantified quantified ? null
        : OnePoint.Reduce(quantified) is Expr.Quantified left ? left with { Body = Reduced(left.Body) } : Reduced(OnePoint.Reduce(quantified)));

    private static int Quantified(Expr condition) => ExprWalk.All(condition).OfType<Expr.Quantified>().Sum(q => q.Variables.Count);

    private static IEnumerable<ReplicaState> States(ReplicaModel model) =>
        from known in model.Evaluator.AllValues(model.Object.State[0].Type)!
        from pairs in model.Evaluator.AllValues(model.Object.State[1].Type)!
        select new ReplicaState(known, pairs);
}
