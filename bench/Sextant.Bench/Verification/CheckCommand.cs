using System.Diagnostics;
using System.Globalization;
using Sextant.Bench.Evaluation;
using Sextant.Model.Binding.Sxt;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Bench.Verification;

/// <summary>How long a file of ten thousand lines takes to be read, bound and looked through for what is doubtful: as a whole process, and alone.</summary>
internal sealed class CheckCommand : IBenchmark
{
    private const int Rounds = 7;
    private const int Lines = 10_000;

    public string Name => "check";

    public string Purpose => "whole-process check of a file of 10,000 lines, of programs and of replicated objects, beside the same in one process";

    public int Run(IReadOnlyList<string> arguments)
    {
        string folder = Directory.CreateTempSubdirectory("sextant-bench").FullName;
        try
        {
            Console.WriteLine($"{"",-34} {"wall ms",9} {"cpu ms",9} {"peak MB",9}   (medians of {Rounds})");
            foreach (SourceText file in new[] { LargeFiles.OfPrograms(Lines), LargeFiles.OfReplicated(Lines) })
            {
                string path = Path.Combine(folder, file.Path);
                File.WriteAllText(path, file.Content);
                Measured[] runs = [.. Enumerable.Range(0, Rounds).Select(_ => Measured.Start(Repository.Launcher, ["check", path])).OrderBy(m => m.WallMs)];
                Measured middle = runs[Rounds / 2];
                int lines = file.Content.Count(c => c == '\n');
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{$"{file.Path}, {lines} lines",-34} {middle.WallMs,9:0} {middle.CpuMs,9:0} {middle.PeakMegabytes,9:0}"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"  in one process, the best time",-34} {Enumerable.Range(0, Rounds).Min(_ => Check(file)),9:0}"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Milliseconds.</summary>
    private static double Check(SourceText source)
    {
        var watch = Stopwatch.StartNew();
        var diagnostics = new DiagnosticBag(source);
        SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics);
        double elapsed = watch.Elapsed.TotalMilliseconds;
        return diagnostics.HasErrors ? throw new InvalidOperationException(string.Join('\n', diagnostics.ToImmutable().Select(d => $"{d.Position} {d.Message}"))) : elapsed;
    }
}
