using System.CommandLine;
using System.Globalization;
using Sextant.Reporting.Json;
using Sextant.Runtime.Trees.Tracing;

namespace Sextant.Cli.Commands;

/// <summary>Feeds recorded operations to replicas of the tree and says what became of them.</summary>
internal static class TreeReplayCommand
{
    public static Command Create(Host host)
    {
        var traces = new Argument<string[]>("TRACE") { Description = "One file of operations for each replica.", Arity = ArgumentArity.OneOrMore };
        var shared = new Option<string?>("--base") { Description = "The operations that every replica begins with." };
        var policy = new Option<ReplayPolicy>("--policy") { Description = "What decides between concurrent moves: lamport, seed, or maram, which can make cycles.", DefaultValueFactory = _ => ReplayPolicy.Lamport };
        var parents = new Option<string?>("--parents") { Description = "Write a line `node<TAB>parent` for each live node, by node." };
        Option<bool> json = SharedOptions.Json();
        Option<bool> timing = SharedOptions.Timing();
        timing.Description = "Say how long the replicas' own operations and the merges took.";
        var replay = new Command("replay", "Replay traces: each replica has the base and its own file, then they exchange everything.")
        {
            traces, shared, policy, parents, json, timing,
        };
        replay.SetAction(parsed =>
        {
            (ReplayResult? result, TraceProblem? problem) = Replay(parsed.GetValue(shared), parsed.GetValue(traces)!, parsed.GetValue(policy));
            if (result is null)
                return (int)Report(host, problem!, parsed.GetValue(json));
            if (parsed.GetValue(parents) is { } path && Save(path, result.Parents) is { } notSaved)
                return (int)Report(host, notSaved, parsed.GetValue(json));
            if (parsed.GetValue(json))
                WriteJson(host.OutputBytes, result, parsed.GetValue(policy), parsed.GetValue(timing));
            else
                WriteText(host.Output, result, parsed.GetValue(timing));
            return (int)(result is { Converged: true, Acyclic: true } ? ExitCode.Success : ExitCode.Refuted);
        });
        return new Command("tree", "The replicated tree.") { replay };
    }

    private static (ReplayResult? Result, TraceProblem? Problem) Replay(string? shared, string[] traces, ReplayPolicy policy)
    {
        var files = new List<TraceFile>();
        foreach (string? path in traces.Prepend(shared))
        {
            (TraceFile? file, TraceProblem? problem) = Read(path);
            if (file is null)
                return (null, problem);
            files.Add(file);
        }
        return TraceReplay.Run(files[0], files[1..], policy);
    }

    private static (TraceFile? File, TraceProblem? Problem) Read(string? path)
    {
        if (path is null)
            return (new TraceFile("(no base)", []), null);
        try
        {
            using var text = new StreamReader(path);
            (IReadOnlyList<TraceOperation> operations, TraceProblem? problem) = TraceReader.Read(path, text);
            return problem is null ? (new TraceFile(path, operations), null) : (null, problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, new TraceProblem(path, 1, "the file cannot be read"));
        }
    }

    private static TraceProblem? Save(string path, string parents)
    {
        try
        {
            File.WriteAllText(path, parents);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new TraceProblem(path, 1, "the file cannot be written");
        }
    }

    private static ExitCode Report(Host host, TraceProblem problem, bool asJson)
    {
        if (!asJson)
        {
            host.Output.WriteLine($"error: {problem.Message}\n  --> {problem.File}:{problem.Line.ToString(CultureInfo.InvariantCulture)}:1");
            return ExitCode.Wrong;
        }
        JsonDocumentFrame.Write(host.OutputBytes, SextantVersion.Text, json =>
        {
            json.WriteString("verdict", "error");
            json.WriteStartArray("diagnostics");
            json.WriteStartObject();
            json.WriteString("severity", "error");
            json.WriteString("file", problem.File);
            json.WriteNumber("line", problem.Line);
            json.WriteNumber("column", 1);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
            json.WriteEndArray();
        });
        return ExitCode.Wrong;
    }

    private static void WriteJson(Stream output, ReplayResult result, ReplayPolicy policy, bool isTimed) => JsonDocumentFrame.Write(output, SextantVersion.Text, json =>
    {
        json.WriteString("policy", NameOf(policy));
        json.WriteNumber("replicas", result.Replicas);
        json.WriteNumber("operations", result.Operations);
        json.WriteNumber("lost_moves", result.LostMoves);
        json.WriteNumber("nodes", result.Nodes);
        json.WriteBoolean("converged", result.Converged);
        json.WriteBoolean("acyclic", result.Acyclic);
        json.WriteString("state_hash", result.StateHash);
        if (!isTimed)
            return;
        json.WriteNumber("local_ms", Math.Round(result.LocalMilliseconds, 3));
        json.WriteNumber("merge_ms", Math.Round(result.MergeMilliseconds, 3));
    });

    private static void WriteText(TextWriter output, ReplayResult result, bool isTimed)
    {
        void Line(string name, object value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-12} {value}"));
        Line("replicas", result.Replicas);
        Line("operations", result.Operations);
        Line("lost moves", result.LostMoves);
        Line("nodes", result.Nodes);
        Line("converged", result.Converged ? "yes" : "no");
        Line("acyclic", result.Acyclic ? "yes" : "no");
        Line("state hash", result.StateHash);
        if (!isTimed)
            return;
        Line("local ms", Math.Round(result.LocalMilliseconds, 1));
        Line("merge ms", Math.Round(result.MergeMilliseconds, 1));
    }

    private static string NameOf(ReplayPolicy policy) => policy switch
    {
        ReplayPolicy.Lamport => "lamport",
        ReplayPolicy.Seed => "seed",
        _ => "maram",
    };
}
