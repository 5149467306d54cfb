using System.Diagnostics;
using System.Globalization;

namespace Sextant.Bench.Verification;

/// <summary>
/// Verifies specifications as whole processes, each alone and all in one run, and lets z3 answer the same queries from
/// files. The files were written by <c>--smt-log</c>; one z3 process reads those of one specification.
/// </summary>
internal sealed class VerifyCommand : IBenchmark
{
    private const int Rounds = 5;

    public string Name => "verify";

    public string Purpose => "whole-process verification of a folder of .spec files, beside z3 fed from files: verify FOLDER [--jobs N]";

    public int Run(IReadOnlyList<string> args)
    {
        string folder = args.Count > 0 && !args[0].StartsWith("--", StringComparison.Ordinal) ? args[0] : Path.Combine(Repository.Root, "examples");
        string jobs = args.SkipWhile(a => a != "--jobs").Skip(1).FirstOrDefault() ?? Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
        string[] files = [.. Directory.GetFiles(folder, "*.spec", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            Console.Error.WriteLine($"no .spec file in {folder}");
            return 2;
        }

        string log = Directory.CreateTempSubdirectory("sextant-bench").FullName;
        try
        {
            Measured.Start(Repository.Launcher, ["verify", "--compat", "soteria", "--smt-log", log, .. files]);
            PrintEach(files, jobs);
            PrintAll(files, jobs, log);
            return 0;
        }
        finally
        {
            Directory.Delete(log, recursive: true);
        }
    }

    private static void PrintEach(string[] files, string jobs)
    {
        Console.WriteLine($"{"one file, whole process",-44} {"wall ms",9} {"cpu ms",9} {"peak MB",9}   (medians of {Rounds}, --jobs {jobs})");
        foreach (string file in files)
            Print(Path.GetRelativePath(Repository.Root, file), Median(() => Verify([file], jobs)));
    }

    /// <summary>The two in turn, so that the ratio holds when the machine's speed drifts.</summary>
    private static void PrintAll(string[] files, string jobs, string log)
    {
        string[] scripts = [.. Directory.GetDirectories(log).Order(StringComparer.Ordinal).Select(d => Joined(d))];
        var ours = new List<Measured>();
        var theirs = new List<Measured>();
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(Verify(files, jobs));
            theirs.Add(scripts.Select(s => Measured.Start("z3", [s])).Aggregate(Measured.Add));
        }

        Console.WriteLine();
        Print($"all {files.Length} files in one run", Middle(ours));
        Print($"z3 alone, the same queries from files", Middle(theirs));
        double[] ratios = [.. ours.Zip(theirs, (a, b) => a.WallMs / b.WallMs).Order()];
        double[] cpu = [.. ours.Zip(theirs, (a, b) => a.CpuMs / b.CpuMs).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio to z3, pair by pair: wall {ratios[Rounds / 2]:0.00} (from {ratios[0]:0.00} to {ratios[^1]:0.00}), cpu {cpu[Rounds / 2]:0.00}"));
    }

    private static Measured Verify(string[] files, string jobs) =>
        Measured.Start(Repository.Launcher, ["verify", "--compat", "soteria", "--json", "--jobs", jobs, .. files]);

    /// <summary>All queries of one specification in one file, each after a reset.</summary>
    private static string Joined(string directory)
    {
        string script = directory + ".smt2";
        File.WriteAllText(script, string.Concat(Directory.GetFiles(directory).Order(StringComparer.Ordinal).Select(f => File.ReadAllText(f) + "(reset)\n")));
        return script;
    }

    private static Measured Median(Func<Measured> measure) => Middle([.. Enumerable.Range(0, Rounds).Select(_ => measure())]);

    private static Measured Middle(List<Measured> all) => all.OrderBy(m => m.WallMs).ElementAt(all.Count / 2);

    private static void Print(string what, Measured measured) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44} {measured.WallMs,9:0} {measured.CpuMs,9:0} {measured.PeakMegabytes,9:0}"));
}
