using System.Globalization;
using Sextant.Model.Results;
using Sextant.Model.Values;

namespace Sextant.Reporting.Terminal;

/// <summary>
/// Shows a counterexample as a table: a row a step, a column a replica. The first step shows whole states, one variable a
/// line so that the replicas can be compared; later steps show only what they changed.
/// </summary>
internal sealed class TraceRenderer(TerminalSettings terminal)
{
    private const string Indent = "   ";

    public void Write(TextWriter output, Trace trace)
    {
        if (trace.Constants.Count > 0)
            WriteConstants(output, trace.Constants);
        var table = new TextTable(Indent);
        table.Add(Row("step", [.. trace.Columns.Select(c => new TableCell(Glyph.Visible(c), Tone.Strong))], new TableCell("changed", Tone.Strong)));
        for (int step = 0; step < trace.Steps.Count; step++)
            AddStep(table, trace, step);
        table.Write(output, terminal);
        if (trace.Violation.Length > 0)
            WriteViolation(output, trace.Violation);
    }

    /// <summary>Below the table, where it has the whole width: a violated clause is often longer than a state.</summary>
    private void WriteViolation(TextWriter output, string violation)
    {
        const string Sign = "✗     ";
        int room = Math.Max(20, terminal.Width - Indent.Length - Sign.Length);
        string sign = Sign;
        foreach (string line in TextWrap.Wrap(Glyph.Visible(violation), room))
        {
            output.WriteLine(Indent + terminal.Paint(Tone.Bad, sign + line));
            sign = new string(' ', Sign.Length);
        }
    }

    private void WriteConstants(TextWriter output, EquatableArray<Binding> constants)
    {
        string text = $"where {string.Join(", ", constants.Select(c => $"{c.Name} = {c.Value}"))}";
        foreach (string line in TextWrap.Wrap(Glyph.Visible(text), terminal.Width - Indent.Length))
            output.WriteLine(Indent + terminal.Paint(Tone.Faint, line));
    }

    private static void AddStep(TextTable table, Trace trace, int index)
    {
        TraceStep step = trace.Steps[index];
        string number = index.ToString(CultureInfo.InvariantCulture);
        if (step.Column is not { } column)
        {
            AddStates(table, trace, step, number);
            return;
        }
        TableCell[] actions = Blank(trace);
        actions[column] = Glyph.Visible(step.Action);
        string[] changes = [.. step.Changes.SelectMany(c => Changed(trace, c))];
        table.Add(Row(number, actions, changes.Length > 0 ? changes[0] : new TableCell("nothing", Tone.Faint)));
        foreach (string change in changes.Skip(1))
            table.Add(Row("", Blank(trace), change));
    }

    private static void AddStates(TextTable table, Trace trace, TraceStep step, string number)
    {
        foreach (string name in step.States.SelectMany(s => s.Bindings).Select(b => b.Name).Distinct(StringComparer.Ordinal))
        {
            table.Add(Row(number, [.. step.States.Select(s => StateCell(s, name))], ""));
            number = "";
        }
    }

    private static TableCell StateCell(ColumnState state, string name)
    {
        Binding? binding = state.Bindings.FirstOrDefault(b => string.Equals(b.Name, name, StringComparison.Ordinal));
        return binding is null ? "" : Glyph.Visible($"{name} = {binding.Value}");
    }

    /// <summary>A change of a map is told entry by entry: the other entries stay as they were.</summary>
    private static IEnumerable<string> Changed(Trace trace, StateChange change)
    {
        string owner = trace.Columns.Count > 1 && trace.Columns[change.Column].Length > 0 ? $"{trace.Columns[change.Column]}." : "";
        return Entries(owner + change.Name, change.After).Select(Glyph.Visible);
    }

    private static IEnumerable<string> Entries(string place, Value value)
    {
        if (value is not Value.Map map || (map.Entries.Count == 0 && map.Otherwise is null))
            return [$"{place} → {value}"];
        IEnumerable<string> entries = map.Entries.SelectMany(e => Entries($"{place}[{string.Join(", ", e.Indices)}]", map.Shown(e)));
        return map.Otherwise is null ? entries : entries.Concat(Entries($"{place}[_]", map.Otherwise));
    }

    private static TableCell[] Blank(Trace trace) => [.. trace.Columns.Select(_ => new TableCell(""))];

    private static TableCell[] Row(string step, TableCell[] columns, TableCell changed) => [new TableCell(step, Tone.Faint), .. columns, changed];
}
