using System.Globalization;
using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;
using Sextant.Model.Objects;

namespace Sextant.Bench.Exploration;

/// <summary>Apps written in the language against the hand-written kernel, on one worker: distinct states a second, in turns, each up to as many states.</summary>
internal sealed class AppsCommand : IBenchmark
{
    private const int MaxTime = 3;
    private const int MaxCaches = 9;

    public string Name => "apps";

    public string Purpose => "apps of the language against the bare kernel, states a second on one worker: [ROUNDS] [MAX-STATES]";

    public int Run(IReadOnlyList<string> arguments)
    {
        int[] given = [.. arguments.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        int rounds = given.ElementAtOrDefault(0) is > 0 and var r ? r : 3;
        var bounds = new SearchBounds(MaxStates: given.ElementAtOrDefault(1) is > 0 and var s ? s : 2_000_000);
        var models = new List<(string Name, Func<IModel> Model)> { ("kernel", () => new Kernel(KernelBounds.Majority(3, MaxTime, MaxCaches))) };
        foreach ((string name, DistributedApp app) in MeasuredApps.All)
            models.Add((name, () => MeasuredApps.ModelOf(app)));
        SearchMeasure[][] measured = [.. models.Select(_ => new SearchMeasure[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int model = 0; model < models.Count; model++)
                measured[model][round] = SearchMeasure.Of(models[model].Model, bounds, workers: 1);
        }

        Console.WriteLine($"{"",-14} {"states",10} {"transitions",12} {"states/s",10} {"to the kernel",14}   (medians of {rounds}, one worker, processor time)");
        for (int model = 0; model < models.Count; model++)
        {
            SearchResult result = measured[model][0].Result;
            double ratio = SearchMeasure.Median(measured[model].Zip(measured[0], (m, k) => m.PerProcessorSecond / k.PerProcessorSecond));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{models[model].Name,-14} {result.States,10} {result.Transitions,12} {SearchMeasure.Median(measured[model].Select(m => m.PerProcessorSecond)),10:F0} {ratio,14:F2}"));
        }

        return measured.Any(m => m[0].Result.Properties.Any(p => p.Verdict == PropertyVerdict.Violated)) ? 1 : 0;
    }
}
