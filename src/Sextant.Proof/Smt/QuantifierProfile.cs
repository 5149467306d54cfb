using System.Globalization;
using System.Text.RegularExpressions;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Smt;

/// <summary>
/// How often a solver instantiated which quantifiers. Those of the specification are known by names that say where they stand.
/// </summary>
internal static partial class QuantifierProfile
{
    /// <summary>The name of the quantifier that stands here.</summary>
    public static string NameOf(SourceSpan span) => string.Create(CultureInfo.InvariantCulture, $"q!{span.Start}-{span.Length}");

    /// <summary>Reads what z3 prints: a line a quantifier, with its name and the number of its instances first. A name may stand on several lines.</summary>
    public static IReadOnlyList<(SourceSpan? Span, long Instances)> Read(string printed) =>
        [.. Line().Matches(printed).Select(m => (SpanOf(m.Groups["name"].Value), long.Parse(m.Groups["count"].Value, CultureInfo.InvariantCulture)))];

    /// <summary>Null for a quantifier that is ours.</summary>
    private static SourceSpan? SpanOf(string name) => Name().Match(name) is { Success: true } place
        ? new SourceSpan(int.Parse(place.Groups["start"].Value, CultureInfo.InvariantCulture), int.Parse(place.Groups["length"].Value, CultureInfo.InvariantCulture))
        : null;

    [GeneratedRegex(@"^\[quantifier_instances\]\s*(?<name>\S+)\s*:\s*(?<count>\d{1,18})\s*:", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"^\|?q!(?<start>\d{1,9})-(?<length>\d{1,9})\|?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
