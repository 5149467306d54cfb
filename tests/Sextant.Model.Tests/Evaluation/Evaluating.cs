using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Tests.Binding.Sxt;

namespace Sextant.Model.Tests.Evaluation;

/// <summary>How the tests evaluate conditions of the language.</summary>
internal static class Evaluating
{
    /// <summary>What an object with these members says of its only invariant, in a state that begins as the members say.</summary>
    public static Decision Invariant(string members, Func<ReplicatedObject, Universe>? universe = null, EvaluationLimits? limits = null,
        Func<ReplicatedObject, Evaluator, IEnumerable<(string Field, Datum Value)>>? state = null)
    {
        ReplicatedObject obj = SxtBinding.Object(members);
        var evaluator = new Evaluator(obj.Theory, universe?.Invoke(obj) ?? new Universe(), limits);
        var layout = new Layout();
        foreach (VariableSymbol field in obj.State)
            layout.Add(field);
        CompiledCondition condition = evaluator.CompileCondition(obj.Invariant[0].Condition, layout);
        var frame = new Frame(layout);
        foreach ((string field, Datum value) in state?.Invoke(obj, evaluator) ?? [])
            frame[layout[obj.State.Single(s => s.Name == field)]] = value;
        return condition.Decide(frame);
    }

    /// <summary>A set of numbers.</summary>
    public static Datum Set(ReplicatedObject obj, Evaluator evaluator, string field, params long[] elements) => evaluator.MapOf(
        (Types.DataType.Map)obj.State.Single(s => s.Name == field).Type, elements.Select(e => KeyValuePair.Create(Datum.Of(e), Datum.True)), Datum.False);
}
