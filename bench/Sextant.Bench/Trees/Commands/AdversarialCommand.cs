using System.Globalization;
using Sextant.Bench.Trees.Campaigns;

namespace Sextant.Bench.Trees.Commands;

/// <summary>Random moves in adversarial mixes, compared with the naive fold.</summary>
internal sealed class AdversarialCommand : IBenchmark
{
    public string Name => "adversarial";

    public string Purpose => "[MOVES [SEED]]: that many random moves in adversarial mixes (10,000,000) against the naive fold";

    public int Run(IReadOnlyList<string> arguments)
    {
        long moves = arguments.Count > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : 10_000_000;
        uint seed = arguments.Count > 1 ? uint.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        string? violation = new AdversarialMix(seed).FindViolation(moves);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{moves} moves, seed {seed}: {violation ?? "all as specified"}"));
        return violation is null ? 0 : 1;
    }
}
