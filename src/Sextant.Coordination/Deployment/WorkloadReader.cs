using System.Globalization;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Deployment.Yaml;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Coordination.Deployment;

/// <summary>Reads a workload from YAML; docs/coordinate.md tells its entries.</summary>
public sealed class WorkloadReader
{
    public const int MaxClients = 1_000;
    public const int MaxKeyValues = 1_000_000;
    private const double MaxAmount = 1e12;
    private const double MaxMs = 3_600_000;

    private readonly ConfigReader _reader;
    private readonly string[] _sites;
    private readonly ConflictGraph _conflicts;
    private readonly IReadOnlyList<string>? _operations;
    private LoadKind? _load;

    private WorkloadReader(DiagnosticBag diagnostics, Network network, ConflictGraph conflicts, IReadOnlyList<string>? operations)
    {
        _conflicts = conflicts;
        _operations = operations;
        _reader = new ConfigReader(diagnostics);
        _sites = [.. network.Sites];
    }

    /// <summary>
    /// The workload on the sites of a network, or null when there is something wrong with it, which has been reported. It says of all
    /// operations that conflict how often they are done, and of keys only those that the conflicts have.
    /// </summary>
    /// <param name="operations">All operations there are; null where only those that conflict are known.</param>
    public static Workload? Read(DiagnosticBag diagnostics, Network network, ConflictGraph conflicts, IReadOnlyList<string>? operations = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(conflicts);
        return ConfigReader.Top(diagnostics, "clients", "think_ms", "operations", "keys") is { } top
            ? new WorkloadReader(diagnostics, network, conflicts, operations).Workload(top)
            : null;
    }

    private Workload? Workload(ConfigNode.Mapping top)
    {
        var operations = _reader.Required(top, "operations", "the workload") is { } entry ? Operations(entry) : [];
        var clients = ConfigReader.Optional(top, "clients") is { } c ? Clients(c.Value) : [.. _sites.Select(_ => 1)];
        double think = ConfigReader.Optional(top, "think_ms") is { } t ? _reader.Number(t.Value, "`think_ms`", 0, MaxMs) ?? 0 : 0;
        var keys = ConfigReader.Optional(top, "keys") is { } k ? Keys(k) : [];
        RefuseNobodyAtWork(operations, clients, top);
        return _reader.Diagnostics.HasErrors ? null : new Workload(_load ?? LoadKind.Counts, clients, think, operations, keys);
    }

    private void RefuseNobodyAtWork(EquatableArray<OperationLoad> operations, EquatableArray<int> clients, ConfigNode.Mapping top)
    {
        if (_reader.Diagnostics.HasErrors)
            return;
        if (_load == LoadKind.RatesPerSecond && ConfigReader.Optional(top, "clients") is { } c)
            _reader.Diagnostics.Report(DiagnosticCodes.ContradictoryEntries, c.NameSpan, "`clients` has no meaning beside rates: whoever is there sends so many operations a second");
        for (int site = 0; site < _sites.Length && _load == LoadKind.Counts; site++)
        {
            if (clients[site] == 0 && operations.Any(o => o.Amounts[site].High > 0))
                _reader.Diagnostics.Report(DiagnosticCodes.ContradictoryEntries, top.Span, $"{_sites[site]} has operations and no client");
        }
    }

    private EquatableArray<int> Clients(ConfigNode node)
    {
        if (node is ConfigNode.Scalar)
            return [.. _sites.Select(_ => _reader.Whole(node, "`clients`", 1, MaxClients) ?? 1)];
        int[] clients = [.. _sites.Select(_ => 0)];
        foreach ((int site, ConfigNode value) in PerSite(node, "`clients`"))
            clients[site] = _reader.Whole(value, "the number of clients", 0, MaxClients) ?? 1;
        return clients.ToEquatable();
    }

    private EquatableArray<OperationLoad> Operations(ConfigEntry entry)
    {
        if (_reader.Mapping(entry.Value, "`operations`") is not { } table)
            return [];
        if (table.Entries.Count == 0)
            _reader.Diagnostics.Report(DiagnosticCodes.MissingEntry, entry.NameSpan, "the workload has no operation");
        foreach (ConfigEntry unknown in table.Entries.Where(e => _operations?.Contains(e.Name, StringComparer.Ordinal) == false))
            _reader.Unknown(unknown.NameSpan, $"there is no operation `{unknown.Name}`", unknown.Name, [.. _operations!]);

        // What is missing is likely the one whose name is wrong.
        if (_reader.Diagnostics.HasErrors)
            return [];
        foreach (string silent in _conflicts.Operations.Where(o => table.Entries.Count > 0 && ConfigReader.Optional(table, o) is null))
            _reader.Diagnostics.Report(DiagnosticCodes.MissingEntry, table.Span, $"the workload does not say how often `{silent}` is done, which conflicts with others");
        return [.. table.Entries.Select(Operation)];
    }

    private OperationLoad Operation(ConfigEntry entry)
    {
        var nothing = new OperationLoad(entry.Name, [.. _sites.Select(_ => default(Amount))], 0);
        if (_reader.Mapping(entry.Value, $"`{entry.Name}`", "counts", "rates_per_second", "service_ms") is not { } mapping)
            return nothing;
        ConfigEntry? counts = ConfigReader.Optional(mapping, "counts");
        ConfigEntry? rates = ConfigReader.Optional(mapping, "rates_per_second");
        if ((counts ?? rates) is not { } load)
        {
            _reader.Required(mapping, "counts", $"`{entry.Name}`");
            return nothing;
        }

        LoadKind kind = counts is null ? LoadKind.RatesPerSecond : LoadKind.Counts;
        if ((counts is not null && rates is not null) || (_load is { } earlier && earlier != kind))
            _reader.Diagnostics.Report(DiagnosticCodes.ContradictoryEntries, load.NameSpan, "one workload has counts or rates, not both");
        _load ??= kind;
        Amount[] amounts = [.. _sites.Select(_ => default(Amount))];
        foreach ((int site, ConfigNode value) in PerSite(load.Value, $"`{load.Name}`"))
            amounts[site] = Amount(value) ?? default;
        double service = ConfigReader.Optional(mapping, "service_ms") is { } s ? _reader.Number(s.Value, "`service_ms`", 0, MaxMs) ?? 0 : 0;
        return new OperationLoad(entry.Name, amounts.ToEquatable(), service);
    }

    private Amount? Amount(ConfigNode node)
    {
        if (node is ConfigNode.Mapping)
            return Distributed(node);
        if (node is not ConfigNode.Sequence range)
            return _reader.Number(node, "how often it is done", 0, MaxAmount) is { } value ? Deployment.Amount.Exactly(value) : null;
        if (range.Items.Count != 2)
        {
            _reader.Bad(node.Span, "a range is two numbers: [low, high]");
            return null;
        }

        double? low = _reader.Number(range.Items[0], "the low end", 0, MaxAmount);
        double? high = _reader.Number(range.Items[1], "the high end", 0, MaxAmount);
        if (low > high)
            _reader.Bad(node.Span, "the low end of a range comes first");
        return low is { } a && high is { } b ? new Amount(a, b) : null;
    }

    /// <summary>A mean and a deviation stand for the range over which an even distribution has these.</summary>
    private Amount? Distributed(ConfigNode node)
    {
        if (_reader.Mapping(node, "how often it is done", "mean", "deviation") is not { } mapping
            || _reader.Required(mapping, "mean", "the distribution") is not { } mean
            || _reader.Required(mapping, "deviation", "the distribution") is not { } deviation)
        {
            return null;
        }

        double? middle = _reader.Number(mean.Value, "`mean`", 0, MaxAmount / 2);
        double? half = Math.Sqrt(3) * _reader.Number(deviation.Value, "`deviation`", 0, MaxAmount / 4);
        if (half > middle)
            _reader.Bad(deviation.Value.Span, "the deviation is at most 0.577 of the mean: nothing is done less often than never");
        return middle is { } m && half is { } h ? new Amount(m - h, m + h) : null;
    }

    private EquatableArray<KeyLoad> Keys(ConfigEntry entry) =>
        [.. (_reader.Mapping(entry.Value, "`keys`")?.Entries ?? []).Select(Key).OfType<KeyLoad>()];

    private KeyLoad? Key(ConfigEntry entry)
    {
        string[] known = [.. _conflicts.Pairs.SelectMany(p => p.Key).Distinct(StringComparer.Ordinal)];
        if (!known.Contains(entry.Name, StringComparer.Ordinal))
            _reader.Unknown(entry.NameSpan, $"no conflict has the key `{entry.Name}`", entry.Name, known);
        if (_reader.Mapping(entry.Value, $"`{entry.Name}`", "values", "skew") is not { } mapping || _reader.Required(mapping, "values", $"`{entry.Name}`") is not { } values)
            return null;
        double skew = ConfigReader.Optional(mapping, "skew") is { } s ? _reader.Number(s.Value, "`skew`", 0, 10) ?? 0 : 0;
        return _reader.Whole(values.Value, "`values`", 1, MaxKeyValues) is { } count ? new KeyLoad(entry.Name, count, skew) : null;
    }

    private IEnumerable<(int Site, ConfigNode Value)> PerSite(ConfigNode node, string what)
    {
        if (node is ConfigNode.Mapping)
            return _reader.Mapping(node, what, _sites)?.Entries.Where(e => _sites.Contains(e.Name, StringComparer.Ordinal)).Select(e => (Array.IndexOf(_sites, e.Name), e.Value)) ?? [];
        _reader.Bad(node.Span, $"{what} is said for each site, as {{ {_sites[0]}: 1 }}");
        return [];
    }
}
