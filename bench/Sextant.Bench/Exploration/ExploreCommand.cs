using System.Globalization;
using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;

namespace Sextant.Bench.Exploration;

/// <summary>
/// The calibration model of atomic objects, three nodes: distinct states a second with one worker and with two, in turns; by
/// the clock, and by the processor time that a busy machine leaves comparable.
/// </summary>
internal sealed class ExploreCommand : IBenchmark
{
    public string Name => "explore";

    public string Purpose => "the bare kernel of three nodes, one worker and two: [MAX-TIME] [MAX-CACHES] [ROUNDS] [MAX-STATES]";

    public int Run(IReadOnlyList<string> arguments)
    {
        int[] given = [.. arguments.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        int Given(int place, int otherwise) => given.ElementAtOrDefault(place) is > 0 and var value ? value : otherwise;
        KernelBounds bounds = KernelBounds.Majority(3, Given(0, 3), Given(1, 8));
        int rounds = Given(2, 5);
        var search = new SearchBounds(MaxStates: Given(3, int.MaxValue));
        var measured = new Dictionary<int, List<SearchMeasure>> { [1] = [], [2] = [] };
        for (int round = 0; round < rounds; round++)
        {
            foreach ((int workers, List<SearchMeasure> of) in measured)
                of.Add(SearchMeasure.Of(() => new Kernel(bounds), search, workers));
        }

        SearchResult[] results = [.. measured.Values.SelectMany(m => m).Select(m => m.Result)];
        if (results.Distinct().Count() > 1)
        {
            Console.Error.WriteLine("two searches of one model differ");
            return 1;
        }

        SearchResult result = results[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"T {bounds.MaxTime}, K {bounds.MaxCaches}: {result.States} states, {result.Transitions} transitions, depth {result.Depth}, {result.End}, {(double)result.VisitedBytes / result.States:F1} bytes a state for the visited set and its paths"));
        foreach ((int workers, List<SearchMeasure> of) in measured)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workers} workers: median {SearchMeasure.Median(of.Select(m => m.PerSecond)):F0} states/s, {SearchMeasure.Median(of.Select(m => m.PerProcessorSecond)):F0} states a second of processor time"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"two against one, median of the ratios in each round: {Ratio(measured):F2}"));
        return result.Properties.Any(p => p.Verdict == PropertyVerdict.Violated) ? 1 : 0;
    }

    private static double Ratio(Dictionary<int, List<SearchMeasure>> measured) =>
        SearchMeasure.Median(measured[1].Zip(measured[2], (one, two) => two.PerSecond / one.PerSecond));
}
