#pragma warning disable
using System.Diagnostics;
using Sextant.Bench.Trees;
using Sextant.Runtime.Trees.Folding;
using Sextant.Runtime.Trees.Tracing;

static TreeFold Base(Workload w, FoldTuning t, IReadOnlyList<TraceOperation> own, int extraNodes = 0)
{
    var f = new TreeFold(t);
    for (int i = 0; i <= w.BaseNodes + extraNodes; i++) f.AddNode();
    foreach (var o in w.Base) f.Add(Key(o), o.Node, o.Parent);
    foreach (var o in own) f.Add(Key(o), o.Node, o.Parent);
    f.Settle();
    return f;
}
static ulong Key(TraceOperation o) => ((ulong)o.Time << 24) | (uint)(o.Replica + 1);

if (args.Length > 0)
{
    var w1 = Workload.W1(100_000, 1010, 5010);
    var res = new List<double>();
    for (int round = 0; round < 25; round++)
    {
        var f1 = Base(w1, FoldTuning.Default, []);
        var c0 = Environment.CpuUsage.TotalTime; int g = GC.CollectionCount(2);
        foreach (var o in w1.Replicas[0]) f1.Add(Key(o), o.Node, o.Parent);
        res.Add(w1.Replicas[0].Count / (Environment.CpuUsage.TotalTime - c0).TotalSeconds / 1e6); Console.Write($"gc{GC.CollectionCount(2) - g} ");
    }
    Console.WriteLine(string.Join(" ", res.Select(x => x.ToString("F2"))));
    return;
}
for (int round = 0; round < 3; round++)
{
    var w4 = Workload.W4();
    var sw = Stopwatch.StartNew();
    int lost = 0;
    double total = 0;
    for (int r = 0; r < 3; r++)
    {
        var f = Base(w4, FoldTuning.Default, w4.Replicas[r]);
        sw.Restart();
        for (int q = 0; q < 3; q++) if (q != r) foreach (var o in w4.Replicas[q]) f.Add(Key(o), o.Node, o.Parent);
        f.Settle();
        total += sw.Elapsed.TotalMilliseconds;
        lost = Enumerable.Range(0, f.MoveCount).Count(m => !f.IsApplied(m));
    }
    Console.WriteLine($"W4 merge {total:F2} ms, lost {lost}");
    var w1 = Workload.W1(100_000, 1010, 5010);
    var f1 = Base(w1, FoldTuning.Default, []);
    sw.Restart();
    foreach (var o in w1.Replicas[0]) f1.Add(Key(o), o.Node, o.Parent);
    Console.WriteLine($"W1 {w1.Replicas[0].Count / sw.Elapsed.TotalSeconds / 1e6:F2} M/s");
    var w3 = Workload.W3();
    foreach (var (name, t) in new[] { ("default", FoldTuning.Default), ("b2", new FoldTuning(48, 2)), ("replay", FoldTuning.AlwaysReplay) })
    {
        var f = Base(w3, t, w3.Replicas[0]);
        var decile = new double[10];
        var all = new List<double>();
        var b = w3.Replicas[1];
        int n = name == "replay" ? 2000 : b.Count;
        for (int i = 0; i < n; i++)
        {
            long t0 = Stopwatch.GetTimestamp();
            f.Add(Key(b[i]), b[i].Node, b[i].Parent);
            f.Settle();
            double us = Stopwatch.GetElapsedTime(t0).TotalMicroseconds;
            decile[i * 10 / n] += us / (n / 10); all.Add(us);
        }
        all.Sort();
        Console.WriteLine($"W3 {name}: mean {all.Average():F1} median {all[n / 2]:F1} p90 {all[n * 9 / 10]:F1} p99 {all[n * 99 / 100]:F1} | {string.Join(" ", decile.Select(d => d.ToString("F1")))}");
    }
    {
        var f = Base(w3, FoldTuning.Default, []);
        var A = w3.Replicas[0]; var B = w3.Replicas[1]; var all = new List<double>(); var dec = new double[10];
        for (int i = 0; i < A.Count + 1000; i++)
        {
            if (i < A.Count) f.Add(Key(A[i]), A[i].Node, A[i].Parent);
            if (i < 1000) continue;
            var o = B[i - 1000];
            long t0 = Stopwatch.GetTimestamp();
            f.Add(Key(o), o.Node, o.Parent); f.Settle();
            double us = Stopwatch.GetElapsedTime(t0).TotalMicroseconds; all.Add(us); dec[(i-1000)/1000]+=us/1000;
        }
        all.Sort();
        Console.WriteLine($"W3lag mean {all.Average():F1} median {all[5000]:F1} p90 {all[9000]:F1} p99 {all[9900]:F1} {string.Join(" ", dec.Select(d => d.ToString("F1")))}");
    }
}
