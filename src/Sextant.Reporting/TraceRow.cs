using System.Globalization;
using Sextant.Model.Results;
using Sextant.Model.Values;

namespace Sextant.Reporting;

/// <summary>
/// One line of a counterexample as a table: the first step shows whole states, one variable a line so that the columns can be compared;
/// later steps show only what they changed.
/// </summary>
/// <param name="Step">The number of the step; empty in its further lines.</param>
/// <param name="Cells">One for each column of the trace: what is there, or what it does.</param>
/// <param name="Changed">What the step changed; null where it changed nothing.</param>
internal sealed record TraceRow(string Step, EquatableArray<string> Cells, string? Changed)
{
    public static IEnumerable<TraceRow> Of(Trace trace) => trace.Steps.SelectMany((step, index) => Of(trace, step, index.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<TraceRow> Of(Trace trace, TraceStep step, string number)
    {
        if (step.Column is not { } column)
        {
            string[] names = [.. step.States.SelectMany(s => s.Bindings).Select(b => b.Name).Distinct(StringComparer.Ordinal)];
            return names.Select((name, i) => new TraceRow(i == 0 ? number : "", [.. step.States.Select(s => StateCell(s, name))], ""));
        }

        string[] changes = [.. step.Changes.SelectMany(c => Changes(trace, c))];
        return changes.Skip(1).Select(change => new TraceRow("", [.. trace.Columns.Select(_ => "")], change))
            .Prepend(new TraceRow(number, [.. trace.Columns.Select((_, i) => i == column ? step.Action : "")], changes.FirstOrDefault()));
    }

    private static string StateCell(ColumnState state, string name)
    {
        Binding? binding = state.Bindings.FirstOrDefault(b => string.Equals(b.Name, name, StringComparison.Ordinal));
        return binding is null ? "" : $"{name} = {binding.Value}";
    }

    /// <summary>A change of a map is told entry by entry: the other entries stay as they were.</summary>
    private static IEnumerable<string> Changes(Trace trace, StateChange change)
    {
        string owner = trace.Columns.Count > 1 && trace.Columns[change.Column].Length > 0 ? $"{trace.Columns[change.Column]}." : "";
        return Entries(owner + change.Name, change.After);
    }

    private static IEnumerable<string> Entries(string place, Value value)
    {
        if (value is not Value.Map map || (map.Entries.Count == 0 && map.Otherwise is null))
            return [$"{place} → {value}"];
        IEnumerable<string> entries = map.Entries.SelectMany(e => Entries($"{place}[{string.Join(", ", e.Indices)}]", map.Shown(e)));
        return map.Otherwise is null ? entries : entries.Concat(Entries($"{place}[_]", map.Otherwise));
    }
}
