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
            if (Conflict(node) is not [var first, ..] conflict)
                continue;
            if (pairs.Any(p => p.IsBetween(first.A, first.B)))
                _reader.Diagnostics.Report(DiagnosticCodes.ContradictoryEntries, node.Span, $"the conflict of `{first.A}` with `{first.B}` stands twice");
            pairs.AddRange(conflict);
        }

        return pairs;
    }

    /// <summary>A pair for each of its keys; none when it is wrong.</summary>
    private ConflictPair[] Conflict(ConfigNode node)
    {
        if (_reader.Mapping(node, "a conflict", "between", "key", "one_of") is not { } mapping
            || _reader.Required(mapping, "between", "the conflict") is not { } between
            || _reader.Sequence(between.Value, "`between`") is not { } two)
        {
            return [];
        }

        if (two.Items.Count != 2)
        {
            _reader.Bad(between.Value.Span, "a conflict is between two operations, or one and itself: [a, b]");
            return [];
        }

        string? a = _reader.Name(two.Items[0], "an operation");
        string? b = _reader.Name(two.Items[1], "an operation");
        EquatableArray<string>[] keys = Keys(mapping);
        return a is null || b is null ? [] : [.. keys.Select(key => new ConflictPair(a, b, key))];
    }

    /// <summary>One key, or several of which one is equal wherever the two conflict; those that another one implies are left out.</summary>
    private EquatableArray<string>[] Keys(ConfigNode.Mapping conflict)
    {
        if (ConfigReader.Optional(conflict, "one_of") is not { } oneOf)
            return [ConfigReader.Optional(conflict, "key") is { } entry ? Key(entry.Value) : []];
        if (ConfigReader.Optional(conflict, "key") is not null)
            _reader.Diagnostics.Report(DiagnosticCodes.ContradictoryEntries, oneOf.NameSpan, "a conflict has `key` or `one_of`, not both");
        if (_reader.Sequence(oneOf.Value, "`one_of`") is not { } list)
            return [];
        if (list.Items.Count == 0)
            _reader.Bad(oneOf.Value.Span, "`one_of` names at least one key");
        EquatableArray<string>[] keys = [.. list.Items.Select(Key).Distinct()];
        return [.. keys.Where(key => !Array.Exists(keys, other => other != key && other.All(name => key.Contains(name, StringComparer.Ordinal))))];
    }

    private EquatableArray<string> Key(ConfigNode node) =>
        [.. (_reader.Sequence(node, "`key`")?.Items ?? []).Select(n => _reader.Name(n, "a key")).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
