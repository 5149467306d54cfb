using Sextant.Exploration.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Cli.Opinions;

/// <summary>
/// A second opinion on what was proved: the object's replicas are run, in everything they can do within bounds. It shares
/// nothing with the proofs but the evaluator that also confirms counterexamples.
/// </summary>
internal sealed class Opinion(ReplicatedObject obj, OpinionBounds bounds, CancellationToken cancellation) : IDisposable
{
    /// <summary>Null where no group can be run without a universe, of which only counterexamples tell.</summary>
    private readonly GroupSearches? _alone =
        (ReplicaGroup.WhyNot(obj) ?? ReplicaGroup.WhyNotAlone(obj)) is null ? new GroupSearches(obj, bounds, universe: null, [], cancellation) : null;

    /// <summary>Begins to run replicas while proofs are made.</summary>
    public void Begin() => _alone?.Begin();

    /// <summary>The report with a second opinion, and with what is refuted traced to initial states.</summary>
    public ObjectReport On(ObjectReport report)
    {
        if (ReplicaGroup.WhyNot(obj) is { } reason)
            return Tracing.Untraced(report, reason) with { SecondOpinion = new SecondOpinion.None(reason) };
        var tracing = new Tracing(obj, bounds, _alone, cancellation);
        ObjectReport traced = tracing.Of(report);
        if (tracing.Runs.Count == 0)
            return traced with { SecondOpinion = new SecondOpinion.None(ReplicaGroup.WhyNotAlone(obj)!) };
        Reached? shortest = tracing.Runs.SelectMany(r => r.Broken).Where(r => r.IsAnswer).MinBy(r => r.Path.Count);
        ReachedViolation? violation = shortest is null ? null
            : new ReachedViolation(ViolationText.Of(obj, shortest.Question), GroupTrace.Of(shortest.Group, shortest.Path, shortest.Question, ViolationText.Violated(obj, shortest.Question)));
        return traced with
        {
            SecondOpinion = new SecondOpinion.Searched(tracing.Runs.Max(r => r.Replicas), tracing.Runs.SelectMany(r => r.Searches).Distinct(ReferenceEqualityComparer.Instance).Cast<GroupSearch>().Sum(s => s.Result.States), tracing.Runs[0].IsWhole, violation,
                tracing.Runs.SelectMany(r => Comparison.Contradictions(obj, report, r)).Distinct(StringComparer.Ordinal).ToEquatable()),
        };
    }
    public void Dispose() => _alone?.Dispose();
}
