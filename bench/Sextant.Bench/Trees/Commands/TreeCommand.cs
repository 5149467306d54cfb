using System.Diagnostics;
using System.Globalization;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Tracing;

namespace Sextant.Bench.Trees.Commands;

/// <summary>The workloads of the tree. Figures are medians over rounds; a figure in brackets is the best round.</summary>
internal sealed class TreeCommand : IBenchmark
{
    private const int Deciles = 10;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public string Name => "tree";

    public string Purpose => "[ROUNDS [w1|merge|w3|million]]: the replicated tree on W1 to W4 and on a million nodes, or on one of these";

    public int Run(IReadOnlyList<string> arguments)
    {
        int rounds = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 7;
        string? only = arguments.Count > 1 ? arguments[1] : null;
        (string Name, Action Measure)[] workloads =
        [
            ("w1", () => W1(rounds)),
            ("merge", () => Merges(rounds)),
            ("w3", () => W3(rounds)),
            ("million", () => MillionNodes(Math.Min(rounds, 3))),
        ];
        foreach ((string name, Action measure) in workloads)
        {
            if (only is null || string.Equals(name, only, StringComparison.Ordinal))
                measure();
        }
        return 0;
    }

    private static void W1(int rounds)
    {
        Local(Workload.W1(10_000, 1001, 5001), rounds);
        Local(Workload.W1(100_000, 1010, 5010), rounds);
    }

    private static void Merges(int rounds)
    {
        Merge(Workload.W2n(), rounds);
        Merge(Workload.W2(), rounds);
        Merge(Workload.W4(), rounds);
    }

    private static void W3(int rounds)
    {
        var w3 = new TracedWorkload(Workload.W3());
        OneByOne("W3 import", w3, rounds, lag: null, reads: false);
        OneByOne("W3 import and read", w3, rounds, lag: null, reads: true);
        OneByOne("W3lag import", w3, rounds, lag: 1_000, reads: false);
        OneByOne("W3lag import and read", w3, rounds, lag: 1_000, reads: true);
    }

    private static void Local(Workload workload, int rounds)
    {
        var traced = new TracedWorkload(workload);
        List<(NodeId Node, NodeId Parent)> moves =
            [.. workload.Replicas[0].Select(move => (traced.NodeOf(move.Node), traced.NodeOf(move.Parent)))];
        var perBusy = new List<double>();
        Report($"{workload.Name}, million moves/s", rounds, () =>
        {
            ReplicatedTree tree = traced.Begin();
            // What the rounds before have left behind is not this round's work.
            GC.Collect();
            TimeSpan busy = Environment.CpuUsage.TotalTime;
            long began = Stopwatch.GetTimestamp();
            foreach ((NodeId node, NodeId parent) in moves)
                tree.Move(node, parent);
            double elapsed = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            perBusy.Add(moves.Count / (Environment.CpuUsage.TotalTime - busy).TotalMicroseconds);
            return moves.Count / elapsed;
        }, greaterIsBetter: true);
        Console.WriteLine($"  by processor time, which a busy machine does not stretch: {Format(Median(perBusy))} [{Format(perBusy.Max())}]");
    }

    private static void Merge(Workload workload, int rounds)
    {
        var traced = new TracedWorkload(workload);
        List<byte[]> messages = [.. Enumerable.Range(0, workload.Replicas.Count).Select(traced.Message)];
        int lost = 0;
        Report($"{workload.Name} merge of all replicas, ms", rounds, () =>
        {
            double milliseconds = 0;
            for (int own = 0; own < messages.Count; own++)
            {
                ReplicatedTree tree = traced.Begin(own);
                long began = Stopwatch.GetTimestamp();
                foreach (byte[] message in messages.Where((_, index) => index != own))
                    tree.Import(message);
                TracedWorkload.Settle(tree);
                milliseconds += Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                lost = tree.RefusedMoveCount;
            }
            return milliseconds;
        });
        Console.WriteLine($"  lost moves: {lost}");
    }

    /// <summary>
    /// Replica A has all of its own operations (or, with a lag, is that many ahead) and receives B's one message at a time.
    /// Reading after each makes the state agree with each; otherwise that is paid for once, at the end, and is shown apart.
    /// </summary>
    private static void OneByOne(string name, TracedWorkload workload, int rounds, int? lag, bool reads)
    {
        IReadOnlyList<byte[]> messages = workload.Messages(1);
        IReadOnlyList<byte[]> own = workload.Messages(0);
        var perDecile = new List<double>[Deciles];
        for (int i = 0; i < Deciles; i++)
            perDecile[i] = [];
        var all = new double[messages.Count];
        double[] best = new double[messages.Count];
        Array.Fill(best, double.MaxValue);
        double finalRead = 0;
        var medians = new List<double>();
        Report($"{name}, µs per remote operation", rounds, () =>
        {
            ReplicatedTree tree = workload.Begin(lag is null ? 0 : null);
            for (int i = 0; i < lag; i++)
                tree.Import(own[i]);
            for (int i = 0; i < messages.Count; i++)
            {
                if (lag + i is { } next && next < own.Count)
                {
                    tree.Import(own[next]);
                    if (reads)
                        TracedWorkload.Settle(tree);
                }
                long began = Stopwatch.GetTimestamp();
                tree.Import(messages[i]);
                if (reads)
                    TracedWorkload.Settle(tree);
                all[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
                best[i] = Math.Min(best[i], all[i]);
            }
            long end = Stopwatch.GetTimestamp();
            TracedWorkload.Settle(tree);
            finalRead = Stopwatch.GetElapsedTime(end).TotalMilliseconds;
            int size = all.Length / Deciles;
            for (int i = 0; i < Deciles; i++)
                perDecile[i].Add(all.AsSpan(i * size, size).ToArray().Average());
            medians.Add(all.Order().ElementAt(all.Length / 2));
            return all.Average();
        });
        Console.WriteLine($"  deciles: {string.Join(' ', perDecile.Select(decile => Format(Median(decile))))}; median operation {Format(Median(medians))}; last read {Format(finalRead)} ms");
        Console.WriteLine($"  each operation's best round, averaged: {Format(best.Average())}");
    }

    private static void MillionNodes(int rounds)
    {
        Workload million = Workload.Create("a million nodes", 1_000_000, 1020, replicas: 0, operations: 0, 0, OperationMix.OnlyMoves);
        byte[] whole;
        byte[] pruned;
        {
            ReplicatedTree tree = new TracedWorkload(million).Begin();
            whole = tree.Snapshot();
            tree.Prune(tree.Version);
            pruned = tree.Snapshot();
        }
        Opening("a million nodes, opening a snapshot", whole, rounds);
        Opening("a million nodes, opening one of pruned history", pruned, rounds);
    }

    private static void Opening(string what, byte[] snapshot, int rounds)
    {
        double bytesPerNode = 0;
        Report($"{what}, ms", rounds, () =>
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            long began = Stopwatch.GetTimestamp();
            ReplicatedTree tree = ReplicatedTree.Open(new ReplicaId(1), snapshot).Tree!;
            TracedWorkload.Settle(tree);
            double milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            bytesPerNode = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
            GC.KeepAlive(tree);
            return milliseconds;
        });
        Console.WriteLine($"  snapshot: {snapshot.Length / 1e6:F1} bytes per node; in memory: {bytesPerNode:F0} bytes per node");
    }

    private static void Report(string what, int rounds, Func<double> measure, bool greaterIsBetter = false)
    {
        // Until the machine code is what it will stay.
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < WarmUp;)
            measure();
        List<double> figures = [.. Enumerable.Range(0, rounds).Select(_ => measure())];
        Console.WriteLine($"{what}: {Format(Median(figures))} [{Format(greaterIsBetter ? figures.Max() : figures.Min())}]");
    }

    private static double Median(IEnumerable<double> figures)
    {
        List<double> ordered = [.. figures.Order()];
        return ordered[ordered.Count / 2];
    }

    private static string Format(double figure) => figure.ToString("F2", CultureInfo.InvariantCulture);
}
