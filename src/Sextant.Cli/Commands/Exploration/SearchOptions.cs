using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sextant.Exploration.Search;

namespace Sextant.Cli.Commands.Exploration;

/// <summary>How a space of states is gone through.</summary>
internal enum Strategy
{
    /// <summary>Breadth-first: all states, by shortest paths.</summary>
    Bfs,
    /// <summary>Depth-first: all states, deep ones early.</summary>
    Dfs,
    /// <summary>Random walks.</summary>
    Walk,
}

/// <summary>The options that say how to search, whatever is searched.</summary>
internal sealed class SearchOptions
{
    private const int MaxJobs = 64;
    private const long BytesPerMebibyte = 1 << 20;

    private readonly Option<Strategy> _strategy = new("--strategy")
    {
        Description = "bfs: shortest traces; dfs: deep states early; walk: random walks, which prove nothing.",
        DefaultValueFactory = _ => Strategy.Bfs,
    };

    private readonly Option<int> _jobs = Number("--jobs", "Threads that share a bfs.", Math.Min(Environment.ProcessorCount, MaxJobs), MaxJobs);
    private readonly Option<int> _walks = Number("--walks", "Random walks.", 10_000, int.MaxValue);
    private readonly Option<ulong?> _seed = new("--seed") { Description = "Repeats random walks; chosen and printed unless it is given." };
    private readonly Option<long?> _maxStates = Long("--max-states", "Stop after so many distinct states.");
    private readonly Option<long?> _maxDepth = Long("--max-depth", "Go no more than so many steps from the beginning; walks stop after 1000 unless it is said.");
    private readonly Option<long?> _memory = Long("--memory", "MiB for visited states and those that wait; the latter go to disk, then the answer is unknown. Half of the machine's unless it is said.");
    private readonly Option<string?> _checkpoint = new("--checkpoint") { Description = "Where a bfs is put by when it ends early, and on its way." };
    private readonly Option<string?> _resume = new("--resume") { Description = "The checkpoint from which a bfs goes on." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_strategy, _jobs, _walks, _seed, _maxStates, _maxDepth, _memory, _checkpoint, _resume])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_strategy) != Strategy.Bfs && (result.GetValue(_checkpoint) ?? result.GetValue(_resume)) is not null)
                result.AddError("only a bfs can be put by and resumed");
            if (result.GetValue(_strategy) != Strategy.Walk && result.GetValue(_seed) is not null)
                result.AddError("--seed is for --strategy walk; a search uses no chance");
        });
    }

    public SearchPlan Read(ParseResult parsed)
    {
        Strategy strategy = parsed.GetValue(_strategy);
        long? memory = parsed.GetValue(_memory);
        long? depth = parsed.GetValue(_maxDepth) ?? (strategy == Strategy.Walk ? 1000 : null);
        long bytes = memory is { } m ? m * BytesPerMebibyte : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        ulong? seed = strategy == Strategy.Walk ? parsed.GetValue(_seed) ?? (ulong)Random.Shared.NextInt64(1_000_000_000) : null;
        return new SearchPlan(
            strategy,
            new SearchBounds(parsed.GetValue(_maxStates) ?? long.MaxValue, (int)Math.Min(depth ?? int.MaxValue, int.MaxValue), bytes),
            memory,
            parsed.GetValue(_jobs),
            seed,
            parsed.GetValue(_walks),
            parsed.GetValue(_checkpoint),
            parsed.GetValue(_resume));
    }

    public static Option<int> Number(string name, string description, int otherwise, int most)
    {
        string range = most == int.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $" From 1 to {most}.");
        var option = new Option<int>(name) { Description = description + range, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result => Bound(result, name, most));
        return option;
    }

    private static Option<long?> Long(string name, string description)
    {
        var option = new Option<long?>(name) { Description = description };
        option.Validators.Add(result => Bound(result, name, 1L << 40));
        return option;
    }

    private static void Bound(OptionResult result, string name, long most)
    {
        if (result.Tokens is [var token] && long.TryParse(token.Value, CultureInfo.InvariantCulture, out long value) && (value < 1 || value > most))
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} lies between 1 and {most}"));
    }
}
