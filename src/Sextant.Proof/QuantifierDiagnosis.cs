using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;
using Sextant.Proof.Smt;
using Sextant.Syntax.Text;

namespace Sextant.Proof;

/// <summary>
/// Finds out which quantifiers of a specification keep a solver from an answer: the last question is asked once more in a process of its own, with
/// the quantifiers named after their places, and the instances counted. Questions that are asked for an answer have no such names, so that
/// none depends on where in the text its quantifiers stand.
/// </summary>
/// <param name="resourceLimit">Of the question that is asked once more; enough to see where the effort goes.</param>
internal sealed class QuantifierDiagnosis(ReplicatedObject obj, PolymorphicInstances instances, SolverPool pool, long resourceLimit, QueryLog? log)
{
    /// <summary>More of them are no help.</summary>
    private const int MostShown = 3;

    private readonly Lazy<TheoryEncoder> _theory = new(() => new TheoryEncoder(obj, instances, namesQuantifiers: true));

    /// <summary>The quantifiers of the specification with the most instances; none for a solver that does not count them.</summary>
    public EquatableArray<QuantifierUse> Of(OpenGoal open, CancellationToken cancellation)
    {
        GoalPoint point = GoalPoint.Of(open.Obligation.Rule.State(obj, _theory.Value, open.Obligation.Subject).Script)[open.PointIndex];
        string[] commands = [_theory.Value.Prelude, .. point.Known, point.Goals[open.GoalIndex].LastTry];
        log?.Write($"{open.Name}-profile", Instantiation.ModelBased, resourceLimit, commands);
        using SolverSession session = pool.StartAlone();
        IReadOnlyList<(SourceSpan? Span, long Instances)> counted = QuantifierProfile.Read(session.Profile(commands, resourceLimit, cancellation));
        long all = counted.Sum(c => c.Instances);
        return counted.Where(c => c.Span is { Length: > 0 } span && span.End <= obj.Source.Content.Length).GroupBy(c => c.Span!.Value)
            .Select(g => new QuantifierUse(g.Key, ClauseText.Of(obj.Source, g.Key), g.Sum(c => c.Instances), all))
            .OrderByDescending(q => q.Instances).ThenBy(q => q.Span.Start).Take(MostShown).ToEquatable();
    }

    /// <summary>What to try; null where no quantifier of the specification has a part in it.</summary>
    public static string? Help(EquatableArray<QuantifierUse> quantifiers, UnknownCause cause) => quantifiers.Count == 0 ? null
        : cause == UnknownCause.ResourceLimit
            ? "the solver goes on and on with the first quantifier: guard it with a condition on its variables that few values satisfy, give what it says a name in a function, or raise --rlimit"
            : "the solver has no more instances to try: state the condition without the quantifier, or for fewer variables, or let an invariant say for which value it is true";
}
