using Sextant.Exploration.Search;
using Sextant.Model.Objects;

namespace Sextant.Exploration.Apps;

/// <summary>How far an app is searched.</summary>
/// <param name="Calls">An object holds at most so many calls at a time that are not committed; a further one is not made.</param>
/// <param name="Crashes">So many times a client may stop for ever, or until it restarts.</param>
/// <param name="Restarts">So many times a client that crashed may begin anew, without what it knew.</param>
/// <param name="Failures">So many operations may fail without need; null where all of them may.</param>
public sealed record AppBounds(int Calls, int Crashes, int Restarts, int? Failures)
{
    public const int MaxClients = 8;

    /// <summary>How many steps a client may take from one operation to the next; null for what is usual.</summary>
    public long? Steps { get; init; }

    /// <summary>Where the search stops, whatever else bounds it; null where the text does not say.</summary>
    public long? States { get; init; }

    public int? Depth { get; init; }

    /// <summary>The bounds that the text gives; null where it does not say how many calls.</summary>
    public static AppBounds? Of(DistributedApp app)
    {
        long? Named(string name) => app.Bounds.LastOrDefault(b => b.Name == name)?.Value;
        if (Named("calls") is not { } calls)
            return null;
        return new AppBounds((int)calls, (int)(Named("crashes") ?? 0), (int)(Named("restarts") ?? 0), (int?)Named("failures"))
        {
            Steps = Named("steps"),
            States = Named("states"),
            Depth = (int?)Named("depth"),
        };
    }

    /// <summary>The bounds of the search, of which the smaller one counts where two are said.</summary>
    public SearchBounds Within(SearchBounds search) => search with
    {
        MaxStates = Math.Min(search.MaxStates, States ?? long.MaxValue),
        MaxDepth = Math.Min(search.MaxDepth, Depth ?? int.MaxValue),
    };
}
