using System.Diagnostics;
using System.Globalization;
using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;

namespace Sextant.Bench.Exploration;

/// <summary>The calibration model of atomic objects, three nodes: distinct states a second with one worker and with two, in turns.</summary>
internal sealed class ExploreCommand : IBenchmark
{
    public string Name => "explore";

    public string Purpose => "the bare kernel of three nodes, one worker and two: [MAX-TIME] [MAX-CACHES] [ROUNDS]";

    public int Run(IReadOnlyList<string> arguments)
    {
        int[] given = [.. arguments.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        KernelBounds bounds = KernelBounds.Majority(3, given.ElementAtOrDefault(0) is > 0 and var t ? t : 3, given.ElementAtOrDefault(1) is > 0 and var k ? k : 8);
        int rounds = given.ElementAtOrDefault(2) is > 0 and var r ? r : 5;
        var rates = new Dictionary<int, List<double>> { [1] = [], [2] = [] };
        SearchResult? last = null;
        for (int round = 0; round < rounds; round++)
        {
            foreach (int workers in (int[])[1, 2])
            {
                long start = Stopwatch.GetTimestamp();
                SearchResult result = new BreadthFirst(() => new Kernel(bounds), new SearchBounds(), workers).Run();
                rates[workers].Add(result.States / Stopwatch.GetElapsedTime(start).TotalSeconds);
                if (last is not null && last != result)
                {
                    Console.Error.WriteLine("two searches of one model differ");
                    return 1;
                }

                last = result;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"T {bounds.MaxTime}, K {bounds.MaxCaches}: {last!.States} states, {last.Transitions} transitions, depth {last.Depth}, {(double)last.VisitedBytes / last.States:F1} bytes of visited set a state"));
        foreach ((int workers, List<double> measured) in rates)
        {
            measured.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workers} workers: median {measured[measured.Count / 2]:F0} states/s, best {measured[^1]:F0}"));
        }

        return last.End == SearchEnd.Complete && last.Properties.All(p => p.Verdict == PropertyVerdict.Holds) ? 0 : 1;
    }
}
