using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Proof;

/// <summary>An object that says more than its text does.</summary>
/// <param name="Clauses">What it says more, in the order in which the object has it.</param>
public sealed record Strengthened(ReplicatedObject Object, EquatableArray<DerivedClause> Clauses);
