using System.Collections.Immutable;
using Sextant.Model.Objects;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;

namespace Sextant.Proof;

/// <summary>All that is asked of an object, and who answers it.</summary>
/// <param name="Object">As the rules see it.</param>
internal sealed record Questions(ReplicatedObject Object, Prover Prover, IReadOnlyList<Obligation> Obligations)
{
    /// <summary>States one more.</summary>
    public Obligation State(ObligationRule rule, Subject subject) => Prover.State(rule, subject);

    /// <summary>Whether a question is the same, word by word, as another object's.</summary>
    public bool AsksTheSame(Questions other, int number) =>
        Prover.Prelude == other.Prover.Prelude && Words(Obligations[number]).SequenceEqual(Words(other.Obligations[number]), StringComparer.Ordinal);

    private static IEnumerable<string> Words(Obligation obligation)
    {
        foreach (GoalPoint point in GoalPoint.Of(obligation.Script))
        {
            foreach (string known in point.Known)
                yield return known;
            foreach (Goal goal in point.Goals)
                yield return goal.LastTry;
        }
    }
}
