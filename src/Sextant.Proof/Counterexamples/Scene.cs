using Sextant.Model.Expressions;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// What a counterexample shows: columns, each with the variables it holds and their terms before, and steps that change
/// one column each.
/// </summary>
internal sealed record Scene(EquatableArray<SceneColumn> Columns, EquatableArray<SceneStep> Steps);

/// <param name="Variables">What is shown, in order: the name in the specification, and the variable that carries the type.</param>
internal sealed record SceneColumn(string Name, EquatableArray<SceneVariable> Variables);

/// <summary>A variable with the term that holds its value.</summary>
internal sealed record SceneVariable(VariableSymbol Symbol, string Name, string Term);

/// <param name="Column">The index of the column that acts.</param>
/// <param name="Action">The name of the operation, or what happens instead.</param>
/// <param name="Arguments">Null when the action has no argument list.</param>
/// <param name="After">The acting column's variables after the step.</param>
internal sealed record SceneStep(int Column, string Action, EquatableArray<SceneVariable>? Arguments, EquatableArray<SceneVariable> After);
