using System.Buffers;
using System.Collections.Immutable;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// The states of all replicas, and the runs that have not arrived everywhere, by themselves or as part of a state. What has is forgotten, and
/// counts begin behind it, so that groups which can do the same are the same.
/// </summary>
/// <param name="Broken">In ascending order.</param>
/// <param name="Seen">For each replica, how many of each replica's runs it has seen; of its own, all.</param>
/// <param name="Runs">For each replica, its runs in the order in which they ran.</param>
internal sealed record SharedRuns(EquatableArray<int> Broken, EquatableArray<EquatableArray<int>> Seen, EquatableArray<EquatableArray<SharedRun>> Runs, EquatableArray<ReplicaState> Replicas)
{
    public static SharedRuns Begin(EquatableArray<ReplicaState> replicas) =>
        new([], replicas.Select(_ => replicas.Select(_ => 0).ToEquatable()).ToEquatable(), replicas.Select(_ => (EquatableArray<SharedRun>)[]).ToEquatable(), replicas);

    /// <summary>The next run of another replica that may arrive, for it has seen no more than this one; null where there is none.</summary>
    public SharedRun? Next(int replica, int from) =>
        from != replica && Runs[from].Count > Seen[replica][from] && Runs[from][Seen[replica][from]] is var run && run.Past.Zip(Seen[replica]).All(p => p.First <= p.Second) ? run : null;

    /// <summary>All runs that a replica has not seen yet.</summary>
    public IEnumerable<SharedRun> Unseen(int replica) => Runs.SelectMany((runs, from) => runs.Skip(Seen[replica][from]));

    /// <summary>The runs that a replica has not seen, and another has.</summary>
    public IReadOnlyList<SharedRun> Unseen(int replica, int by) => [.. Runs.SelectMany((runs, from) => runs.Take(Seen[by][from]).Skip(Seen[replica][from]))];

    /// <summary>The replica has merged the state of another, and with it all that this has seen.</summary>
    public SharedRuns WithMerged(int replica, int from, ReplicaState after) => this with
    {
        Seen = Seen.Select((s, i) => i == replica ? s.Zip(Seen[from], Math.Max).ToEquatable() : s).ToEquatable(),
        Replicas = Replicas.Select((r, i) => i == replica ? after : r).ToEquatable(),
    };

    /// <summary>The replica has run an operation.</summary>
    public SharedRuns WithRun(int replica, Operation operation, EquatableArray<Datum> arguments, ReplicaState after)
    {
        var run = new SharedRun(replica, operation, arguments, Seen[replica]);
        return (this with { Runs = Runs.Select((r, i) => i == replica ? r.Append(run).ToEquatable() : r).ToEquatable() }).WithSeen(replica, replica, after);
    }

    /// <summary>The next run of another replica has arrived.</summary>
    public SharedRuns WithSeen(int replica, int from, ReplicaState after) => this with
    {
        Seen = Seen.Select((s, i) => i == replica ? s.Select((n, j) => j == from ? n + 1 : n).ToEquatable() : s).ToEquatable(),
        Replicas = Replicas.Select((r, i) => i == replica ? after : r).ToEquatable(),
    };

    /// <summary>The same without what has arrived everywhere.</summary>
    public SharedRuns Forgotten()
    {
        int[] everywhere = [.. Runs.Select((_, from) => Seen.Min(s => s[from]))];
        if (Array.TrueForAll(everywhere, n => n == 0))
            return this;
        EquatableArray<int> Behind(EquatableArray<int> counts) => counts.Select((n, i) => Math.Max(0, n - everywhere[i])).ToEquatable();
        return this with
        {
            Seen = Seen.Select(Behind).ToEquatable(),
            Runs = Runs.Select((runs, from) => runs.Skip(everywhere[from]).Select(r => r with { Past = Behind(r.Past) }).ToEquatable()).ToEquatable(),
        };
    }

    /// <summary>
    /// As bytes: the properties broken; then all counts, for each replica how many runs it has and each of them as the operation's number, its
    /// past and its arguments; then the values of all states.
    /// </summary>
    public void Write(ReplicatedObject obj, ArrayBufferWriter<byte> bytes)
    {
        BrokenProperties.Write(Broken, bytes);
        foreach (EquatableArray<int> seen in Seen)
            WriteCounts(seen, bytes);
        foreach (EquatableArray<SharedRun> runs in Runs)
        {
            WriteCounts([runs.Count], bytes);
            foreach (SharedRun run in runs)
            {
                WriteCounts([obj.Operations.Items.IndexOf(run.Operation), .. run.Past], bytes);
                CanonicalBytes.Write(run.Arguments.Items.AsSpan(), bytes);
            }
        }

        foreach (ReplicaState state in Replicas)
            CanonicalBytes.Write(state.Values, bytes);
    }

    /// <param name="instance">Gives the one instance of a state.</param>
    public static SharedRuns Read(ReadOnlySpan<byte> bytes, ReplicatedObject obj, int replicas, Func<ReplicaState, ReplicaState> instance)
    {
        var values = new Queue<Datum>(CanonicalBytes.Read(BrokenProperties.After(bytes)));
        EquatableArray<Datum> Take(int count) => Enumerable.Range(0, count).Select(_ => values.Dequeue()).ToEquatable();
        int Number() => (int)values.Dequeue().Number;
        EquatableArray<int> Counts() => Enumerable.Range(0, replicas).Select(_ => Number()).ToEquatable();
        EquatableArray<EquatableArray<int>> seen = Enumerable.Range(0, replicas).Select(_ => Counts()).ToEquatable();
        EquatableArray<EquatableArray<SharedRun>> runs = Enumerable.Range(0, replicas).Select(from => Enumerable.Range(0, Number()).Select(_ =>
        {
            Operation operation = obj.Operations[Number()];
            EquatableArray<int> past = Counts();
            return new SharedRun(from, operation, Take(operation.Parameters.Count), past);
        }).ToEquatable()).ToEquatable();
        return new SharedRuns(BrokenProperties.In(bytes), seen, runs, Enumerable.Range(0, replicas).Select(_ => instance(new ReplicaState(Take(obj.State.Count).Items.AsSpan()))).ToEquatable());
    }

    private static void WriteCounts(EquatableArray<int> counts, ArrayBufferWriter<byte> bytes) => CanonicalBytes.Write([.. counts.Select(c => Datum.Of(c))], bytes);
}

/// <summary>An operation that a replica has run, with its arguments, the run's name included where it has one.</summary>
/// <param name="Past">How many runs of each replica its own had seen before.</param>
internal sealed record SharedRun(int Replica, Operation Operation, EquatableArray<Datum> Arguments, EquatableArray<int> Past);
