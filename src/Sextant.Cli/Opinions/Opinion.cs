using Sextant.Exploration.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Cli.Opinions;

/// <summary>
/// A second opinion on what was proved: the object's replicas are run, in everything they can do within bounds. It shares
/// nothing with the proofs but the evaluator that also confirms counterexamples.
/// </summary>
internal static class Opinion
{
    /// <summary>The report with a second opinion; what proofs left open and a run breaks is refuted by that run.</summary>
    public static ObjectReport On(ReplicatedObject obj, ObjectReport report, OpinionBounds bounds, CancellationToken cancellation)
    {
        if (ReplicaGroup.WhyNot(obj) is { } reason)
            return report with { SecondOpinion = new SecondOpinion.None(reason) };
        Runs runs = Runs.Of(obj, bounds, cancellation);
        ReachedViolation? violation = null;
        if (runs is { Broken: { Kind: not null } broken, Path: { } path })
        {
            violation = new ReachedViolation(ViolationText.Of(obj, broken), GroupTrace.Of(runs.Last, path, ViolationText.Violated(obj, broken)));
            report = Comparison.Sharpened(obj, report, broken, violation);
        }

        return report with { SecondOpinion = new SecondOpinion.Searched(runs.Replicas, runs.States, runs.IsWhole, violation, Comparison.Contradictions(obj, report, runs).ToEquatable()) };
    }
}
