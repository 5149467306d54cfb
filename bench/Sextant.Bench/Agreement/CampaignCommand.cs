using System.Diagnostics;
using System.Globalization;

namespace Sextant.Bench.Agreement;

/// <summary>Proofs against runs, on thousands of objects made by chance.</summary>
internal sealed class CampaignCommand : IBenchmark
{
    public string Name => "campaign";

    public string Purpose => "proofs against runs of replicas, on objects made by chance: [--objects N] [--seed N] [--first N] [--threads N] [--locks] [--show]";

    private static readonly string[] Options = ["--objects", "--seed", "--first", "--threads", "--locks", "--show"];

    public int Run(IReadOnlyList<string> arguments)
    {
        if (arguments.FirstOrDefault(a => a.StartsWith('-') && !Options.Contains(a, StringComparer.Ordinal)) is { } unknown)
        {
            Console.Error.WriteLine($"campaign has no option `{unknown}`: {Purpose}");
            return 2;
        }

        int Number(string name, int otherwise) =>
            arguments.SkipWhile(a => a != name).Skip(1).FirstOrDefault() is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

        uint seed = (uint)Number("--seed", 1);
        int first = Number("--first", 0);
        int count = Number("--objects", 20_000);
        bool isLocked = arguments.Contains("--locks", StringComparer.Ordinal);
        if (arguments.Contains("--show", StringComparer.Ordinal))
        {
            for (int number = first; number < first + count; number++)
                Console.WriteLine($"// object {number} of seed {seed}\n{ObjectGenerator.Make(seed, number, isLocked).Text}");
            return 0;
        }

        var campaign = new Campaign(seed, isLocked);
        long start = Stopwatch.GetTimestamp();
        campaign.Run(first, count, Number("--threads", Environment.ProcessorCount),
            done => Console.Error.WriteLine($"{done} of {count}, {Stopwatch.GetElapsedTime(start).TotalMilliseconds / done:F0} ms each, {campaign.Contradictions.Count()} contradictions"));
        Console.WriteLine($"campaign --objects {count} --seed {seed} --first {first}{(isLocked ? " --locks" : "")}");
        CampaignTable.Write(Console.Out, campaign);
        return campaign.Contradictions.Any() ? 1 : 0;
    }
}
