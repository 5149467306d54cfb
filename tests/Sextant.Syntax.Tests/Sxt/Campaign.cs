using System.Globalization;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>
/// How many cases a random test runs. SEXTANT_SXT_PROGRAMS=100000 and SEXTANT_SXT_MUTATIONS=1000000 are the numbers that a
/// change of the grammar must stand before it is merged; without them a test runs a sample of these.
/// </summary>
internal static class Campaign
{
    public static int Programs { get; } = Count("SEXTANT_SXT_PROGRAMS", 2_000);

    public static int Mutations { get; } = Count("SEXTANT_SXT_MUTATIONS", 20_000);

    private static int Count(string variable, int sample) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : sample;
}
