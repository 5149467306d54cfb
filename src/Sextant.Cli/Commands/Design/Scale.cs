using System.Globalization;

namespace Sextant.Cli.Commands.Design;

/// <summary>Times as they stand beside an axis.</summary>
internal static class Scale
{
    /// <summary>Round numbers from zero up to the first one that is at least the greatest, three to six of them.</summary>
    public static IReadOnlyList<double> Ticks(double greatest)
    {
        if (greatest <= 0)
            return [0, 1];
        double power = Math.Pow(10, Math.Floor(Math.Log10(greatest)));
        double step = new[] { 0.2, 0.5, 1, 2, 5 }.Select(s => s * power).First(s => greatest / s <= 5);
        return [.. Enumerable.Range(0, (int)Math.Ceiling(greatest / step) + 1).Select(i => i * step)];
    }

    public static string Time(double ms) => !double.IsFinite(ms) ? "∞" : ms switch
    {
        0 => "0",
        >= 10_000 => (ms / 1_000).ToString("#,0.#", CultureInfo.InvariantCulture) + " s",
        >= 100 => ms.ToString("0", CultureInfo.InvariantCulture) + " ms",
        _ => ms.ToString("0.##", CultureInfo.InvariantCulture) + " ms",
    };
}
