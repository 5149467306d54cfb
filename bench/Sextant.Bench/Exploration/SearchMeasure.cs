using System.Diagnostics;
using Sextant.Exploration.Search;

namespace Sextant.Bench.Exploration;

/// <summary>One breadth-first search, by the clock and by the processor time that a busy machine leaves comparable.</summary>
internal sealed record SearchMeasure(SearchResult Result, double PerSecond, double PerProcessorSecond)
{
    public static SearchMeasure Of(Func<IModel> model, SearchBounds bounds, int workers)
    {
        GC.Collect();
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        SearchResult result = new BreadthFirst(model, bounds, workers).Run();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new SearchMeasure(result, result.States / seconds, result.States / (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
