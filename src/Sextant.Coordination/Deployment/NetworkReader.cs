using System.Globalization;
using Sextant.Coordination.Deployment.Yaml;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Coordination.Deployment;

/// <summary>Reads a network from YAML; docs/coordinate.md tells its entries.</summary>
public sealed class NetworkReader
{
    public const int MaxSites = 32;

    /// <summary>An hour, beyond which nothing waits for a message.</summary>
    private const double MaxMs = 3_600_000;

    /// <summary>In the order of <see cref="LockColumn"/>.</summary>
    private static readonly string[] ColumnNames = ["exclusive", "shared"];

    private readonly ConfigReader _reader;
    private readonly List<string> _sites = [];

    private NetworkReader(DiagnosticBag diagnostics) => _reader = new ConfigReader(diagnostics);

    /// <summary>The network, or null when there is something wrong with it, which has been reported.</summary>
    public static Network? Read(DiagnosticBag diagnostics) =>
        ConfigReader.Top(diagnostics, "sites", "one_way_ms", "lock_ms", "measured_lock_ms", "server_ms") is { } top
            ? new NetworkReader(diagnostics).Network(top)
            : null;

    private Network? Network(ConfigNode.Mapping top)
    {
        ReadSites(top);
        if (_reader.Diagnostics.HasErrors)
            return null;
        double serverMs = ConfigReader.Optional(top, "server_ms") is { } server ? _reader.Number(server.Value, "`server_ms`", 0, MaxMs) ?? 0 : 0;
        var measured = ConfigReader.Optional(top, "measured_lock_ms") is { } costs ? Measured(costs) : null;
        var latencies = Latencies(top, measured);
        var own = measured is null ? OwnLocks(top) : [.. _sites.Select((_, s) => measured.Average(column => column[s][s]))];
        return _reader.Diagnostics.HasErrors ? null : new Network(_sites.ToEquatable(), latencies, own, measured, serverMs);
    }

    private void ReadSites(ConfigNode.Mapping top)
    {
        if (_reader.Required(top, "sites", "the network") is not { } entry || _reader.Sequence(entry.Value, "`sites`") is not { } list)
            return;
        foreach (ConfigNode node in list.Items)
        {
            if (_reader.Name(node, "a site") is not { } name)
                continue;
            if (_sites.Contains(name, StringComparer.Ordinal))
                _reader.Diagnostics.Report(DiagnosticCodes.ContradictoryEntries, node.Span, $"the site `{name}` stands twice");
            else
                _sites.Add(name);
        }

        if (_sites.Count is 0 or > MaxSites)
            _reader.Bad(entry.Value.Span, string.Create(CultureInfo.InvariantCulture, $"a network has from 1 to {MaxSites} sites"));
    }

    private EquatableArray<double> OwnLocks(ConfigNode.Mapping top)
    {
        double? ms = _reader.Required(top, "lock_ms", "the network") is { } entry ? _reader.Number(entry.Value, "`lock_ms`", 0, MaxMs) : null;
        return [.. _sites.Select(_ => ms ?? 0)];
    }

    private EquatableArray<EquatableArray<Duration>> Latencies(ConfigNode.Mapping top, EquatableArray<EquatableArray<EquatableArray<double>>>? measured)
    {
        int n = _sites.Count;
        var stated = new (Duration Value, SourceSpan Place)?[n, n];
        ConfigEntry? table = ConfigReader.Optional(top, "one_way_ms");
        if (table is not null)
            ReadLatencies(table, stated);
        else if (measured is null && n > 1)
            _reader.Required(top, "one_way_ms", "the network");
        return [.. Enumerable.Range(0, n).Select(a => Enumerable.Range(0, n).Select(b => Latency(a, b)).ToEquatable())];

        Duration Latency(int a, int b)
        {
            if (a == b)
                return Duration.Fixed(0);
            if (measured is not null)
                return MeasuredOneWay(measured, a, b) with { Deviation = (stated[a, b] ?? stated[b, a])?.Value.Deviation ?? 0 };
            if ((stated[a, b] ?? stated[b, a]) is { } known)
                return known.Value;
            if (a < b && table is not null)
                _reader.Diagnostics.Report(DiagnosticCodes.MissingEntry, table.NameSpan, $"`one_way_ms` does not say what a message takes from {_sites[a]} to {_sites[b]}");
            return Duration.Fixed(0);
        }
    }

    /// <summary>A quarter of what a lock costs from afar beyond what it costs at its own site, for both columns and both directions.</summary>
    private static Duration MeasuredOneWay(EquatableArray<EquatableArray<EquatableArray<double>>> measured, int a, int b)
    {
        double beyond = measured.Sum(column => column[a][b] - column[a][a] + column[b][a] - column[b][b]);
        return Duration.Fixed(Math.Max(0, beyond / (2 * measured.Count * Deployment.Network.Legs)));
    }

    private void ReadLatencies(ConfigEntry table, (Duration Value, SourceSpan Place)?[,] stated)
    {
        foreach ((int from, ConfigNode row) in Rows(table.Value, "`one_way_ms`"))
        {
            foreach ((int to, ConfigNode cell) in Rows(row, $"`one_way_ms` from {_sites[from]}"))
            {
                // What was refused is not missing too.
                Duration value = OneWay(cell) ?? stated[to, from]?.Value ?? Duration.Fixed(0);
                if (from == to && value.Mean != 0)
                    _reader.Bad(cell.Span, $"a message within {_sites[from]} takes no time in this model: leave it out");
                if (stated[to, from] is { } other && other.Value != value)
                {
                    _reader.Diagnostics.Report(DiagnosticCodes.ContradictoryEntries, cell.Span, $"from {_sites[from]} to {_sites[to]} takes another time than back",
                        "a latency is the same both ways: halve the round trip, and state it once", new DiagnosticLabel(other.Place, "the other way"));
                }

                stated[from, to] = (value, cell.Span);
            }
        }
    }

    private IEnumerable<(int Site, ConfigNode Value)> Rows(ConfigNode node, string what) =>
        _reader.Mapping(node, what, [.. _sites])?.Entries.Where(e => _sites.Contains(e.Name, StringComparer.Ordinal)).Select(e => (_sites.IndexOf(e.Name), e.Value)) ?? [];

    private Duration? OneWay(ConfigNode node)
    {
        if (node is not ConfigNode.Mapping)
            return _reader.Number(node, "a latency", 0, MaxMs) is { } ms ? Duration.Fixed(ms) : null;
        if (_reader.Mapping(node, "a latency", "mean", "deviation") is not { } mapping || _reader.Required(mapping, "mean", "the latency") is not { } mean)
            return null;
        double? deviation = ConfigReader.Optional(mapping, "deviation") is { } d ? _reader.Number(d.Value, "`deviation`", 0, MaxMs) : 0;
        double? value = _reader.Number(mean.Value, "`mean`", 0, MaxMs);
        if (deviation > value)
            _reader.Bad(node.Span, "the deviation is at most the mean: a message takes at least mean - deviation, and then a random time");
        return value is { } middle && deviation is { } spread ? new Duration(middle, spread) : null;
    }

    private EquatableArray<EquatableArray<EquatableArray<double>>>? Measured(ConfigEntry entry)
    {
        if (_reader.Mapping(entry.Value, "`measured_lock_ms`", "exclusive", "shared") is not { } table)
            return null;
        EquatableArray<EquatableArray<double>>[] columns =
        [
            .. ColumnNames.Select(name => _reader.Required(table, name, "`measured_lock_ms`") is { } column ? Table(column) : []),
        ];
        return _reader.Diagnostics.HasErrors ? null : columns.ToEquatable();
    }

    private EquatableArray<EquatableArray<double>> Table(ConfigEntry column)
    {
        var read = new double?[_sites.Count, _sites.Count];
        foreach ((int site, ConfigNode row) in Rows(column.Value, $"`{column.Name}`"))
        {
            foreach ((int client, ConfigNode cell) in Rows(row, $"`{column.Name}` at {_sites[site]}"))
                read[site, client] = _reader.Number(cell, "the cost of a lock", 0, MaxMs) ?? 0;
        }

        foreach ((int s, int c) in from s in Enumerable.Range(0, _sites.Count) from c in Enumerable.Range(0, _sites.Count) where read[s, c] is null select (s, c))
            _reader.Diagnostics.Report(DiagnosticCodes.MissingEntry, column.NameSpan, $"`{column.Name}` does not say what a lock at {_sites[s]} costs a client at {_sites[c]}");
        return [.. Enumerable.Range(0, _sites.Count).Select(s => Enumerable.Range(0, _sites.Count).Select(c => read[s, c] ?? 0).ToEquatable())];
    }
}
