using System.CommandLine;
using System.Globalization;
using Sextant.Cli.Commands.Exploration;
using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Programs;

namespace Sextant.Cli.Commands;

/// <summary>Searches all that can happen within stated bounds.</summary>
internal static class ExploreCommand
{
    private enum Bang
    {
        Again,
        Slides,
    }

    public static Command Create(Host host)
    {
        var file = new Argument<string?>("FILE") { Description = "A specification (.sxt) with clients of its apps or atomic objects.", Arity = ArgumentArity.ZeroOrOne };
        var bang = new Option<Bang>("--bang") { Description = "What `o.m()!` means: again = pull again after every failure; slides = pull once, then push until it succeeds.", DefaultValueFactory = _ => Bang.Again };
        var all = new Option<bool>("--all") { Description = "Go on after a violation, until every property is decided or all states were seen." };
        var itf = new Option<string?>("--itf") { Description = "Write the first trace here, in the Informal Trace Format of other viewers." };
        var kernel = new Option<bool>("--kernel") { Description = "Explore the rules of atomic objects themselves, without an application." };
        Option<int> nodes = SearchOptions.Number("--nodes", "Replicas.", 3, KernelBounds.MaxNodes);
        Option<int> maxTime = SearchOptions.Number("--max-time", "The largest logical time that a pull may choose.", 2, KernelBounds.MaxTimes);
        Option<int> maxCaches = SearchOptions.Number("--max-caches", "An operation that adds a cache needs fewer, the root included.", 6, KernelBounds.MaxTreeSize);
        var pushQuorum = new Option<int?>("--push-quorum") { Description = "Votes that commit; a majority unless it is said." };
        var level = new Option<Level>("--level") { Description = "replica: with votes and times; client: only what callers can observe.", DefaultValueFactory = _ => Level.Replica };
        var symmetry = new Option<bool>("--symmetry") { Description = string.Create(CultureInfo.InvariantCulture, $"States that differ only in which client is which, of those that run the same program, are one; with --kernel, in which of at most {SymmetricKernel.MaxNodes} replicas.") };
        var search = new SearchOptions();
        Option<bool> json = SharedOptions.Json();
        Option<bool> timing = SharedOptions.Timing();
        Option<bool> noColor = SharedOptions.NoColor();
        timing.Description = "Say how long the search took.";
        var command = new Command("explore", "Search everything that can happen, failed calls included, within stated bounds.")
        {
            file, bang, all, itf, kernel, nodes, maxTime, maxCaches, pushQuorum, level, symmetry, json, timing, noColor,
        };
        search.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(kernel) == (result.GetValue(file) is not null))
                result.AddError("say what to explore: a FILE, or --kernel");
            if (result.GetValue(kernel) && (result.GetValue(all) || result.GetValue(itf) is not null))
                result.AddError("--all and --itf are for a FILE");
            if (result.GetValue(symmetry) && result.GetValue(kernel) && (result.GetValue(level) != Level.Replica || result.GetValue(nodes) > SymmetricKernel.MaxNodes))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"with --kernel, --symmetry is for the level of replicas, of which there are at most {SymmetricKernel.MaxNodes}"));
        });
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(file) is { } path)
            {
                BangMeaning meaning = parsed.GetValue(bang) == Bang.Slides ? BangMeaning.Slides : BangMeaning.PullAgain;
                SearchGoal goal = parsed.GetValue(all) ? SearchGoal.EveryProperty : SearchGoal.FirstViolation;
                return (int)new AppExploration(path, meaning, goal, search.Read(parsed), parsed.GetValue(symmetry), parsed.GetValue(itf)).Run(host, parsed.GetValue(json), parsed.GetValue(timing), parsed.GetValue(noColor));
            }

            KernelBounds bounds = KernelBounds.Majority(parsed.GetValue(nodes), parsed.GetValue(maxTime), parsed.GetValue(maxCaches));
            bounds = bounds with { PushQuorum = parsed.GetValue(pushQuorum) ?? bounds.PushQuorum };
            if (bounds.PushQuorum < 1 || bounds.PushQuorum > bounds.Nodes)
            {
                host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sextant: --push-quorum lies between 1 and the number of nodes, {bounds.Nodes}"));
                return (int)ExitCode.Wrong;
            }

            var exploration = new KernelExploration(bounds, parsed.GetValue(level), parsed.GetValue(symmetry), search.Read(parsed));
            return (int)exploration.Run(host, parsed.GetValue(json), parsed.GetValue(timing));
        });
        return command;
    }
}
