using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Tracing;

/// <summary>A trace and the name under which its problems are reported.</summary>
public sealed record TraceFile(string Name, IReadOnlyList<TraceOperation> Operations);

public enum ReplayPolicy
{
    Lamport,
    Seed,
    /// <summary>The published algorithm, for comparison. It can make cycles.</summary>
    Maram,
}

/// <summary>
/// What a replay came to. <paramref name="Parents"/> is one line <c>node TAB parent</c> for each live node but the root, by
/// node, as the first replica has it; <paramref name="StateHash"/> is its SHA-256. Times are in milliseconds, over all replicas.
/// </summary>
public sealed record ReplayResult(
    int Replicas, int Operations, int LostMoves, int Nodes, bool Converged, bool Acyclic, string StateHash, string Parents,
    double LocalMilliseconds, double MergeMilliseconds);

/// <summary>
/// Feeds recorded operations to replicas: each has the base and its own file, then they exchange everything.
/// </summary>
public static class TraceReplay
{
    public static (ReplayResult? Result, TraceProblem? Problem) Run(TraceFile shared, IReadOnlyList<TraceFile> files, ReplayPolicy policy)
    {
        var names = new TraceNames();
        var converter = new TraceChanges(names);
        if (Convert(converter, shared, out List<Change> baseChanges) is { } problemOfBase)
            return (null, problemOfBase);
        converter.EndBase();
        var own = new List<List<Change>>();
        foreach (TraceFile file in files)
        {
            if (Convert(converter, file, out List<Change> changes) is { } problem)
                return (null, problem);
            own.Add(changes);
        }
        return Run(shared, baseChanges, files, own, names, policy);
    }

    private static (ReplayResult? Result, TraceProblem? Problem) Run(
        TraceFile shared, List<Change> baseChanges, IReadOnlyList<TraceFile> files, List<List<Change>> own, TraceNames names, ReplayPolicy policy)
    {
        List<ITraceReplica> replicas = Create(files.Count, policy);
        foreach (ITraceReplica replica in replicas)
        {
            if (replica.Originate(baseChanges) is { } reason)
                return (null, new TraceProblem(shared.Name, 1, reason));
        }
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < replicas.Count; i++)
        {
            if (replicas[i].Originate(own[i]) is { } reason)
                return (null, new TraceProblem(files[i].Name, 1, reason));
        }
        double localMilliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        List<byte[]> messages = [.. replicas.Select(replica => replica.Send())];
        began = Stopwatch.GetTimestamp();
        for (int i = 0; i < replicas.Count; i++)
        {
            for (int from = 0; from < replicas.Count; from++)
            {
                if (from != i && replicas[i].Receive(messages[from]) is { } reason)
                    return (null, new TraceProblem(files[from].Name, 1, reason));
            }
            replicas[i].Settle();
        }
        double mergeMilliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        int operations = shared.Operations.Count + files.Sum(file => file.Operations.Count);
        return (Summarize(replicas, operations, names, localMilliseconds, mergeMilliseconds), null);
    }

    private static ReplayResult Summarize(
        List<ITraceReplica> replicas, int operations, TraceNames names, double localMilliseconds, double mergeMilliseconds)
    {
        List<string> states = [.. replicas.Select(replica => ParentsOf(replica, names))];
        string state = states.Count == 0 ? "" : states[0];
        return new ReplayResult(
            replicas.Count,
            operations,
            replicas.Count == 0 ? 0 : replicas[0].LostMoves,
            state.AsSpan().Count('\n'),
            states.TrueForAll(other => string.Equals(other, state, StringComparison.Ordinal)),
            replicas.TrueForAll(replica => replica.IsAcyclic),
            System.Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(state))),
            state,
            localMilliseconds,
            mergeMilliseconds);
    }

    private static string ParentsOf(ITraceReplica replica, TraceNames names)
    {
        var text = new StringBuilder();
        foreach ((int node, int parent) in replica.Parents()
            .Select(entry => (names.NumberOf(entry.Node), names.NumberOf(entry.Parent)))
            .OrderBy(entry => entry.Item1))
        {
            text.Append(CultureInfo.InvariantCulture, $"{node}\t{parent}\n");
        }
        return text.ToString();
    }

    private static List<ITraceReplica> Create(int count, ReplayPolicy policy)
    {
        var exchange = new MaramTraceReplica.Exchange(count);
        return [.. Enumerable.Range(1, count).Select(number => policy switch
        {
            ReplayPolicy.Lamport => new FoldTraceReplica(TreePolicy.Lamport),
            ReplayPolicy.Seed => new FoldTraceReplica(TreePolicy.Seed),
            _ => (ITraceReplica)new MaramTraceReplica(exchange, number),
        })];
    }

    private static TraceProblem? Convert(TraceChanges converter, TraceFile file, out List<Change> changes)
    {
        (changes, (int Index, string Message)? problem) = converter.Convert(file.Operations);
        return problem is { } found ? new TraceProblem(file.Name, found.Index + 1, found.Message) : null;
    }
}
