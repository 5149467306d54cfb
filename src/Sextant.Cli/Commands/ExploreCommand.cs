using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;

namespace Sextant.Cli.Commands;

/// <summary>Searches all that can happen within stated bounds.</summary>
internal static class ExploreCommand
{
    private enum Level
    {
        Replica,
        Client,
    }

    public static Command Create(Host host)
    {
        var kernel = new Option<bool>("--kernel") { Description = "Explore the rules of atomic objects themselves, without an application." };
        Option<int> nodes = Number("--nodes", "Replicas.", 3, KernelBounds.MaxNodes);
        Option<int> maxTime = Number("--max-time", "The largest logical time that a pull may choose.", 2, KernelBounds.MaxTimes);
        Option<int> maxCaches = Number("--max-caches", "An operation that adds a cache needs fewer, the root included.", 6, KernelBounds.MaxTreeSize);
        var pushQuorum = new Option<int?>("--push-quorum") { Description = "Votes that commit; a majority unless it is said." };
        var level = new Option<Level>("--level") { Description = "replica: with votes and times; client: only what callers can observe.", DefaultValueFactory = _ => Level.Replica };
        Option<int> jobs = Number("--jobs", "Threads that share the search.", Math.Min(Environment.ProcessorCount, 64), 64);
        var maxStates = new Option<long?>("--max-states") { Description = "Stop after so many distinct states." };
        Option<bool> json = SharedOptions.Json();
        Option<bool> timing = SharedOptions.Timing();
        timing.Description = "Say how long the search took.";
        var command = new Command("explore", "Search everything that can happen, failed calls included, within stated bounds.")
        {
            kernel, nodes, maxTime, maxCaches, pushQuorum, level, maxStates, jobs, json, timing,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(kernel))
                result.AddError("say what to explore: --kernel");
        });
        command.SetAction(parsed =>
        {
            KernelBounds bounds = KernelBounds.Majority(parsed.GetValue(nodes), parsed.GetValue(maxTime), parsed.GetValue(maxCaches));
            if (parsed.GetValue(pushQuorum) is { } votes)
            {
                if (votes < 1 || votes > bounds.Nodes)
                {
                    host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sextant: --push-quorum lies between 1 and the number of nodes, {bounds.Nodes}"));
                    return (int)ExitCode.Wrong;
                }

                bounds = bounds with { PushQuorum = votes };
            }

            var run = new KernelRun(bounds, parsed.GetValue(level), parsed.GetValue(maxStates) ?? long.MaxValue, parsed.GetValue(jobs));
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            SearchResult result = run.Search(host.Cancellation);
            double? seconds = parsed.GetValue(timing) ? System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds : null;
            if (parsed.GetValue(json))
                WriteJson(host.OutputBytes, run, result, seconds);
            else
                WriteText(host.Output, run, result, seconds);
            return (int)ExitCodeOf(result);
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int otherwise, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} From 1 to {most}.", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int value) && (value < 1 || value > most))
                result.AddError($"{name} lies between 1 and {most}");
        });
        return option;
    }

    private static ExitCode ExitCodeOf(SearchResult result) =>
        result.Properties.Any(p => p.Verdict == PropertyVerdict.Violated) ? ExitCode.Refuted
        : result.End == SearchEnd.Complete ? ExitCode.Success
        : ExitCode.Unknown;

    private static string VerdictOf(SearchResult result) => ExitCodeOf(result) switch
    {
        ExitCode.Refuted => "violated",
        ExitCode.Success => "holds",
        _ => "unknown",
    };

    private static string NameOf<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static void WriteText(StreamWriter output, KernelRun run, SearchResult result, double? seconds)
    {
        foreach (PropertyResult property in result.Properties)
        {
            output.WriteLine($"{(property.Verdict switch { PropertyVerdict.Holds => "✓", PropertyVerdict.Violated => "✗", _ => "?" })} {property.Property.Name}");
            if (property is { Verdict: PropertyVerdict.Violated, Path: { } path })
            {
                foreach ((string action, int step) in run.Describe(path).Select((a, i) => (a, i + 1)))
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {step,3}  {action}"));
            }
        }

        string end = result.End == SearchEnd.Complete ? "all of them" : result.End == SearchEnd.Decided ? "until the violation" : "until the bound";
        string time = seconds is { } s ? string.Create(CultureInfo.InvariantCulture, $", {s:F2} s, {result.States / s:F0} states/s") : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{VerdictOf(result)}: {result.States} states, {result.Transitions} transitions, depth {result.Depth}, {end}{time}"));
    }

    private static void WriteJson(Stream output, KernelRun run, SearchResult result, double? seconds)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("sextant", SextantVersion.Text);
            json.WriteString("verdict", VerdictOf(result));
            json.WriteStartObject("bounds");
            json.WriteString("level", NameOf(run.Level));
            json.WriteNumber("nodes", run.Bounds.Nodes);
            json.WriteNumber("max_time", run.Bounds.MaxTime);
            json.WriteNumber("max_caches", run.Bounds.MaxCaches);
            json.WriteNumber("push_quorum", run.Bounds.PushQuorum);
            if (run.MaxStates < long.MaxValue)
                json.WriteNumber("max_states", run.MaxStates);
            json.WriteEndObject();
            json.WriteNumber("states", result.States);
            json.WriteNumber("transitions", result.Transitions);
            json.WriteNumber("depth", result.Depth);
            json.WriteBoolean("complete", result.End == SearchEnd.Complete);
            json.WriteNull("seed");
            if (seconds is { } s)
                json.WriteNumber("seconds", Math.Round(s, 3));
            json.WriteStartArray("properties");
            foreach (PropertyResult property in result.Properties)
            {
                json.WriteStartObject();
                json.WriteString("name", property.Property.Name);
                json.WriteString("kind", NameOf(property.Property.Kind));
                json.WriteString("verdict", NameOf(property.Verdict));
                json.WritePropertyName("trace");
                WriteTrace(json, run, property);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteTrace(Utf8JsonWriter json, KernelRun run, PropertyResult property)
    {
        if (property.Path is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (string action in run.Describe(property.Path))
            json.WriteStringValue(action);
        json.WriteEndArray();
    }

    private sealed record KernelRun(KernelBounds Bounds, Level Level, long MaxStates, int Jobs)
    {
        public SearchResult Search(CancellationToken cancellation) =>
            new BreadthFirst(() => Level == Level.Client ? new ClientKernel(Bounds) : new Kernel(Bounds), new SearchBounds(MaxStates), Jobs).Run(cancellation);

        /// <summary>What happened between the states of a path of the level of replicas.</summary>
        public IEnumerable<string> Describe(EquatableArray<PathStep> path)
        {
            var kernel = new Kernel(Bounds);
            return path.Skip(1).Select((step, i) => kernel.ActionsOf(path[i].State.Items.AsSpan())[step.Action].ToString());
        }
    }
}
