using Sextant.Model.Evaluation.Values;

namespace Sextant.Model.Evaluation.Replicas;

/// <summary>A part of a replica's state: a variable, or what a map holds at one key.</summary>
/// <param name="Variable">In the order of the object's state.</param>
/// <param name="Key">Null for the whole variable.</param>
public readonly record struct StatePart(int Variable, Datum? Key);
