namespace Sextant.Coordination.Search;

/// <summary>Says whether the search of a component has to stop.</summary>
internal sealed class SearchStop(SearchBounds bounds, CancellationToken interruption)
{
    private readonly long _start = bounds.Clock.GetTimestamp();

    /// <summary>The reason to stop now; <see cref="SearchEnd.Whole"/> while there is none.</summary>
    /// <param name="open">How many partial plans wait to be looked into.</param>
    public SearchEnd Reason(long nodes, int open)
    {
        if (interruption.IsCancellationRequested)
            return SearchEnd.Interrupted;
        if (nodes >= bounds.MaxNodes)
            return SearchEnd.Nodes;
        if (open >= bounds.MaxOpen)
            return SearchEnd.Open;
        return bounds.Budget is { } budget && bounds.Clock.GetElapsedTime(_start) >= budget ? SearchEnd.Time : SearchEnd.Whole;
    }

    /// <summary>Whether a part of the time is over.</summary>
    public bool HasSpent(double part) => bounds.Budget is { } budget && bounds.Clock.GetElapsedTime(_start) >= budget * part;
}
