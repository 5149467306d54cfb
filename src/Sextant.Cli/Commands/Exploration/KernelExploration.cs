using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;
using Sextant.Reporting.Json;

namespace Sextant.Cli.Commands.Exploration;

/// <summary>What of an atomic object is told apart.</summary>
internal enum Level
{
    Replica,
    Client,
}

/// <summary>Searches the rules of atomic objects themselves, and writes the answer.</summary>
/// <param name="IsSymmetric">Whether states that differ only in which replica is which are one; of the level of replicas.</param>
internal sealed record KernelExploration(KernelBounds Bounds, Level Level, bool IsSymmetric, SearchPlan Plan)
{
    private string About => string.Create(CultureInfo.InvariantCulture,
        $"explore --kernel{(IsSymmetric ? " --symmetry" : "")} --level {NameOf(Level)} --nodes {Bounds.Nodes} --max-time {Bounds.MaxTime} --max-caches {Bounds.MaxCaches} --push-quorum {Bounds.PushQuorum}");

    public ExitCode Run(Host host, bool asJson, bool isTimed)
    {
        long start = Stopwatch.GetTimestamp();
        SearchResult result;
        try
        {
            using var progress = new SearchProgressLine(host.Error, Host.HasLiveError);
            result = Plan.Run(About, Model, SearchGoal.FirstViolation, progress, host.Cancellation);
        }
        catch (CheckpointException e)
        {
            host.Error.WriteLine($"sextant: the checkpoint cannot be used: {e.Message}");
            return ExitCode.Wrong;
        }

        double? seconds = isTimed ? Stopwatch.GetElapsedTime(start).TotalSeconds : null;
        if (asJson)
            WriteJson(host.OutputBytes, result, seconds);
        else
            WriteText(host.Output, result, seconds);
        return ExitCodeOf(result);
    }

    private IModel Model() => Level == Level.Client ? new ClientKernel(Bounds) : IsSymmetric ? new SymmetricKernel(Bounds) : new Kernel(Bounds);

    /// <summary>What happened between the states of a path of the level of replicas.</summary>
    private IEnumerable<string> Describe(EquatableArray<PathStep> path)
    {
        if (IsSymmetric)
            return new SymmetricKernel(Bounds).Unfold(path).Select(a => a.ToString());
        var kernel = new Kernel(Bounds);
        return path.Skip(1).Select((step, i) => kernel.ActionsOf(path[i].State.Items.AsSpan())[step.Action].ToString());
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

    private void WriteText(StreamWriter output, SearchResult result, double? seconds)
    {
        foreach (PropertyResult property in result.Properties)
        {
            output.WriteLine($"{(property.Verdict switch { PropertyVerdict.Holds => "✓", PropertyVerdict.Violated => "✗", _ => "?" })} {property.Property.Name}");
            if (property is { Verdict: PropertyVerdict.Violated, Path: { } path })
            {
                foreach ((string action, int step) in Describe(path).Select((a, i) => (a, i + 1)))
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {step,3}  {action}"));
            }
        }

        string time = seconds is { } s ? string.Create(CultureInfo.InvariantCulture, $", {s:F2} s, {result.States / s:F0} states/s") : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{VerdictOf(result)}: {result.States} states{(IsSymmetric ? " up to names" : "")}, {result.Transitions} transitions, depth {result.Depth}, {SearchPlan.InWords(result.End)}{time}"));
        output.WriteLine($"bounds: {string.Join(", ", StatedBounds().Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Name} {b.Value}")))}");
        if (Plan.Seed is { } seed)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed: {seed}"));
    }

    private IEnumerable<(string Name, long Value)> StatedBounds() =>
        [("nodes", Bounds.Nodes), ("max_time", Bounds.MaxTime), ("max_caches", Bounds.MaxCaches), ("push_quorum", Bounds.PushQuorum), .. Plan.Stated()];

    private void WriteJson(Stream output, SearchResult result, double? seconds) => JsonDocumentFrame.Write(output, SextantVersion.Text, json =>
    {
        json.WriteString("verdict", VerdictOf(result));
        json.WriteStartObject("bounds");
        json.WriteString("level", NameOf(Level));
        json.WriteBoolean("symmetry", IsSymmetric);
        foreach ((string name, long value) in StatedBounds())
            json.WriteNumber(name, value);
        json.WriteEndObject();
        json.WriteNumber("states", result.States);
        json.WriteNumber("transitions", result.Transitions);
        json.WriteNumber("depth", result.Depth);
        json.WriteBoolean("complete", result.End == SearchEnd.Complete);
        WriteSeed(json);
        if (seconds is { } s)
            json.WriteNumber("seconds", Math.Round(s, 3));
        json.WriteStartArray("properties");
        foreach (PropertyResult property in result.Properties)
            WriteProperty(json, property);
        json.WriteEndArray();
    });

    private void WriteSeed(Utf8JsonWriter json)
    {
        if (Plan.Seed is { } seed)
            json.WriteNumber("seed", seed);
        else
            json.WriteNull("seed");
    }

    private void WriteProperty(Utf8JsonWriter json, PropertyResult property)
    {
        json.WriteStartObject();
        json.WriteString("name", property.Property.Name);
        json.WriteString("kind", NameOf(property.Property.Kind));
        json.WriteString("verdict", NameOf(property.Verdict));
        if (property.Path is { } path)
        {
            json.WriteStartArray("trace");
            foreach (string action in Describe(path))
                json.WriteStringValue(action);
            json.WriteEndArray();
        }
        else
        {
            json.WriteNull("trace");
        }

        json.WriteEndObject();
    }
}
