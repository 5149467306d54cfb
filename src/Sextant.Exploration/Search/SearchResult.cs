namespace Sextant.Exploration.Search;

/// <summary>What a search found.</summary>
/// <param name="States">Distinct states seen.</param>
/// <param name="Transitions">Enabled actions of the states that were expanded, repeats included.</param>
/// <param name="Depth">Actions on the shortest path to the farthest state.</param>
/// <param name="VisitedBytes">Memory of the set of visited states and of the paths to them when the search ended.</param>
/// <param name="Properties">In the order of the model.</param>
public sealed record SearchResult(
    long States,
    long Transitions,
    int Depth,
    SearchEnd End,
    long VisitedBytes,
    EquatableArray<PropertyResult> Properties)
{
    /// <summary>Every state that so many actions lead to was seen; 0 where a strategy does not go by depth.</summary>
    public int CompleteDepth { get; init; }
}

/// <param name="Path">
/// To a state that violates the property, or for <see cref="PropertyKind.Sometimes"/> one in which it is true; null when no
/// such state was seen. Of a breadth-first search no path that leads to one has fewer actions.
/// </param>
public sealed record PropertyResult(Property Property, PropertyVerdict Verdict, EquatableArray<PathStep>? Path);

public enum PropertyVerdict
{
    Holds,
    Violated,
    /// <summary>A bound was hit before the answer.</summary>
    Unknown,
}

/// <summary>One state of a path.</summary>
/// <param name="Action">Which of the states that the model gave for the one before, or at the beginning, counted from 0.</param>
public sealed record PathStep(int Action, EquatableArray<byte> State);
