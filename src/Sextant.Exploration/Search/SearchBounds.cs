namespace Sextant.Exploration.Search;

/// <summary>Where a search stops without an answer.</summary>
/// <param name="MaxStates">Distinct states.</param>
/// <param name="MaxDepth">Actions from an initial state.</param>
/// <param name="MaxBytes">
/// Memory of the visited set, the paths and the states that wait. The latter go to disk before the search gives up.
/// </param>
public sealed record SearchBounds(long MaxStates = long.MaxValue, int MaxDepth = int.MaxValue, long MaxBytes = long.MaxValue);

/// <summary>When a search has seen enough.</summary>
public enum SearchGoal
{
    /// <summary>The first violation ends it.</summary>
    FirstViolation,
    /// <summary>Only when every property is decided, each with a shortest path.</summary>
    EveryProperty,
}

/// <summary>Why a search ended.</summary>
public enum SearchEnd
{
    /// <summary>Every state that can be reached was seen.</summary>
    Complete,
    /// <summary>The goal was reached before all states were seen.</summary>
    Decided,
    StateBound,
    DepthBound,
    MemoryBound,
    /// <summary>As many random walks were taken as were asked for; nothing follows from what they did not meet.</summary>
    WalksTaken,
}
