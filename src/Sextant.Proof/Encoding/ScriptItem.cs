using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Proof.Counterexamples;

namespace Sextant.Proof.Encoding;

/// <summary>
/// A straight line of what is declared, assumed and to be shown, in the order in which it becomes known. A goal may use
/// everything above it, except what stands in a scope that has ended.
/// </summary>
internal abstract record ScriptItem
{
    private ScriptItem()
    {
    }

    /// <summary>Solver commands: declarations and assertions.</summary>
    /// <param name="Declared">The constants that they declare.</param>
    /// <param name="Facts">What they assert of the specification's own conditions.</param>
    /// <param name="Runs">The runs of operations that they assert.</param>
    public sealed record Known(string Commands, EquatableArray<TypedTerm> Declared, EquatableArray<Fact> Facts, EquatableArray<OperationRun> Runs) : ScriptItem;

    /// <summary>Conditions to be shown at one point, each on its own.</summary>
    public sealed record Goals(EquatableArray<Goal> Items) : ScriptItem;

    /// <summary>What is known inside is forgotten after it.</summary>
    public sealed record Scope(EquatableArray<ScriptItem> Items) : ScriptItem;
}

/// <summary>A constant of a query with the type of what it stands for.</summary>
internal sealed record TypedTerm(string Term, DataType Type);

/// <summary>One condition to be shown.</summary>
/// <param name="Clause">The clause of the specification that it comes from.</param>
/// <param name="Meaning">What is wrong when it does not hold, as part of a sentence: "may not hold on entry".</param>
/// <param name="Negation">Solver commands that declare witnesses and assert that the condition fails.</param>
/// <param name="Condition">The condition as one term, for asking about several goals at once.</param>
/// <param name="Witnesses">The constants that stand for the variables over which the condition quantifies.</param>
/// <param name="Scene">What to show of a model in which it fails.</param>
/// <param name="Env">The terms whose values the clause reads.</param>
internal sealed record Goal(
    Clause Clause,
    string Meaning,
    string Negation,
    string Condition,
    EquatableArray<(VariableSymbol Variable, string Term)> Witnesses,
    Scene Scene,
    Env Env)
{
    /// <summary>
    /// Assertions about the sums of which the condition and what is known above it speak; empty where there are none. They are
    /// not all there is to know of sums: with them a proof counts, and a model does not.
    /// </summary>
    public required string SumFacts { get; init; }

    /// <summary>More of them than a first try needs.</summary>
    public required string AllSumFacts { get; init; }

    /// <summary>Whether the condition itself adds something up.</summary>
    public required bool AddsUp { get; init; }

    /// <summary>The negation as it is tried first. What adds nothing up is hardly ever proved from sums, and they cost time.</summary>
    public string FirstTry => AddsUp ? Negation + SumFacts : Negation;

    /// <summary>The negation with all that is known.</summary>
    public string LastTry => Negation + AllSumFacts;
}
