using System.Diagnostics;
using Sextant.Exploration.Search;

namespace Sextant.Cli.Commands.Exploration;

/// <summary>A search as the user asked for it.</summary>
/// <param name="Mebibytes">The memory bound that was asked for; null where it is this machine's, which an answer does not depend on until it is met.</param>
/// <param name="Seed">Of random walks; null where no chance is used.</param>
internal sealed record SearchPlan(
    Strategy Strategy, SearchBounds Bounds, long? Mebibytes, int Jobs, ulong? Seed, int Walks, string? Checkpoint, string? Resume)
{
    /// <param name="about">Names the model and its bounds.</param>
    /// <exception cref="CheckpointException">A checkpoint cannot be read or written.</exception>
    public SearchResult Run(string about, Func<IModel> model, SearchGoal goal, IProgress<SearchProgress> progress, CancellationToken cancellation) => Strategy switch
    {
        Strategy.Dfs => new DepthFirst(model(), Bounds, goal, progress).Run(cancellation),
        Strategy.Walk => new RandomWalk(model(), Bounds, Seed!.Value, Walks, goal, progress).Run(cancellation),
        _ => new BreadthFirst(model, Bounds, Jobs, goal, progress) { Checkpoint = new CheckpointPlan(about, Checkpoint, Resume) }.Run(cancellation),
    };

    /// <summary>What the answer is bounded by, besides the bounds of the model.</summary>
    public IEnumerable<(string Name, long Value)> Stated()
    {
        if (Bounds.MaxStates < long.MaxValue)
            yield return ("max_states", Bounds.MaxStates);
        if (Bounds.MaxDepth < int.MaxValue)
            yield return ("max_depth", Bounds.MaxDepth);
        if (Mebibytes is { } memory)
            yield return ("memory_mib", memory);
        if (Strategy == Strategy.Walk)
            yield return ("walks", Walks);
    }

    /// <summary>Which states were seen.</summary>
    public static string InWords(SearchEnd end) => end switch
    {
        SearchEnd.Complete => "all of them",
        SearchEnd.Decided => "until the violation",
        SearchEnd.StateBound => "until --max-states",
        SearchEnd.DepthBound => "until --max-depth",
        SearchEnd.MemoryBound => "until the memory was full (--memory)",
        SearchEnd.WalksTaken => "those that random walks met",
        _ => throw new UnreachableException(),
    };
}
