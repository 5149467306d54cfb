using Sextant.Model.Objects;

namespace Sextant.Exploration.Apps;

/// <summary>How far an app is searched.</summary>
/// <param name="Calls">An object holds at most so many calls at a time that are not committed; a further one is not made.</param>
/// <param name="Crashes">So many times a client may stop for ever, or until it restarts.</param>
/// <param name="Restarts">So many times a client that crashed may begin anew, without what it knew.</param>
/// <param name="Failures">So many operations may fail without need; null where all of them may.</param>
public sealed record AppBounds(int Calls, int Crashes, int Restarts, int? Failures)
{
    public const int MaxCalls = 60;
    public const int MaxClients = 8;

    /// <summary>The bounds that the text gives; null where it does not say how many calls.</summary>
    public static AppBounds? Of(DistributedApp app)
    {
        int? Named(string name) => app.Bounds.LastOrDefault(b => b.Name == name) is { } bound ? (int)Math.Clamp(bound.Value, 0, MaxCalls) : null;
        return Named("calls") is { } calls ? new AppBounds(calls, Named("crashes") ?? 0, Named("restarts") ?? 0, Named("failures")) : null;
    }
}
