using Sextant.Model.Objects;

namespace Sextant.Proof.Derivation;

/// <summary>A condition that may be part of an inductive invariant: of one state, or of two replicas' states.</summary>
/// <param name="Text">In the specification's syntax.</param>
/// <param name="Condition">Its name is of no meaning.</param>
/// <param name="IsRelation">Whether it relates a replica's state to any that another one has, or had.</param>
internal sealed record Candidate(string Text, Clause Condition, bool IsRelation);
