using System.Globalization;
using Sextant.Coordination.Deployment.Yaml;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Coordination.Conflicts;

/// <summary>Reads conflicts that somebody else has found, from YAML; docs/coordinate.md tells its entries.</summary>
public sealed class ConflictReader
{
    public const int MaxPairs = 200;

    private readonly ConfigReader _reader;

    private ConflictReader(DiagnosticBag diagnostics) => _reader = new ConfigReader(diagnostics);

    /// <summary>The conflicts, or null when there is something wrong with them, which has been reported.</summary>
    public static ConflictGraph? Read(DiagnosticBag diagnostics)
    {
        if (ConfigReader.Top(diagnostics, "conflicts") is not { } top)
            return null;
        var reader = new ConflictReader(diagnostics);
        ConflictPair[] pairs = [.. reader.Pairs(top)];
        return diagnostics.HasErrors ? null : ConflictGraph.Of(pairs);
    }

    private List<ConflictPair> Pairs(ConfigNode.Mapping top)
    {
        var pairs = new List<ConflictPair>();
        if (_reader.Required(top, "conflicts", "the file") is not { } entry || _reader.Sequence(entry.Value, "`conflicts`") is not { } list)
            return pairs;
        if (list.Items.Count > MaxPairs)
            _reader.Bad(entry.Value.Span, string.Create(CultureInfo.InvariantCulture, $"more than {MaxPairs} conflicts are not planned for"));
        foreach (ConfigNode node in list.Items)
        {
            if (Pair(node) is not { } pair)
                continue;
            if (pairs.Any(p => p.IsBetween(pair.A, pair.B)))
                _reader.Diagnostics.Report(DiagnosticCodes.ContradictoryEntries, node.Span, $"the conflict of `{pair.A}` with `{pair.B}` stands twice");
            pairs.Add(pair);
        }

        return pairs;
    }

    private ConflictPair? Pair(ConfigNode node)
    {
        if (_reader.Mapping(node, "a conflict", "between", "key") is not { } mapping
            || _reader.Required(mapping, "between", "the conflict") is not { } between
            || _reader.Sequence(between.Value, "`between`") is not { } two)
        {
            return null;
        }

        if (two.Items.Count != 2)
        {
            _reader.Bad(between.Value.Span, "a conflict is between two operations, or one and itself: [a, b]");
            return null;
        }

        string? a = _reader.Name(two.Items[0], "an operation");
        string? b = _reader.Name(two.Items[1], "an operation");
        EquatableArray<string> key = ConfigReader.Optional(mapping, "key") is { } entry ? Key(entry.Value) : [];
        return a is null || b is null ? null : new ConflictPair(a, b, key);
    }

    private EquatableArray<string> Key(ConfigNode node) =>
        [.. (_reader.Sequence(node, "`key`")?.Items ?? []).Select(n => _reader.Name(n, "a key")).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
