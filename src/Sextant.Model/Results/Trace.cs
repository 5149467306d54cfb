using Sextant.Model.Values;

namespace Sextant.Model.Results;

/// <summary>
/// A counterexample: named columns (a replica, a message, an upper bound) and what happens to their states, step by step.
/// </summary>
/// <param name="Columns">One name a column; empty for one whose states name their owners themselves.</param>
/// <param name="Constants">The constants of the specification that matter, with the values that this trace gives them.</param>
/// <param name="Steps">Step 0 shows the states before; each later step is one action.</param>
/// <param name="Violation">What no longer holds after the last step, in the specification's syntax.</param>
public sealed record Trace(
    EquatableArray<string> Columns,
    EquatableArray<Binding> Constants,
    EquatableArray<TraceStep> Steps,
    string Violation);

/// <summary>One step of a trace.</summary>
/// <param name="Column">The index of the column that acts; null for step 0.</param>
/// <param name="Action">What it does, such as <c>placeBid(2, 105)</c>; empty for step 0.</param>
/// <param name="States">Every column's state after the step.</param>
/// <param name="Changes">What the step changed, in the order of the declarations; empty for step 0.</param>
public sealed record TraceStep(
    int? Column,
    string Action,
    EquatableArray<ColumnState> States,
    EquatableArray<StateChange> Changes);

public sealed record ColumnState(EquatableArray<Binding> Bindings)
{
    /// <summary>What is another value in a later state of the same column.</summary>
    public IEnumerable<StateChange> ChangesTo(ColumnState after, int column)
    {
        foreach (Binding now in after.Bindings)
        {
            Value? earlier = Bindings.FirstOrDefault(b => b.Name == now.Name)?.Value;
            if (earlier is not null && earlier != now.Value)
                yield return new StateChange(column, now.Name, Differing(earlier, now.Value), Differing(now.Value, earlier));
        }
    }

    /// <summary>Of a map, the entries at which the other has another value.</summary>
    private static Value Differing(Value value, Value other)
    {
        if (value is not Value.Map map || other is not Value.Map otherMap)
            return value;
        Dictionary<EquatableArray<Value>, Value> others = otherMap.Entries.ToDictionary(e => e.Indices, e => e.Value);
        IEnumerable<MapEntry> differing = map.Entries.Where(e => others.GetValueOrDefault(e.Indices) != e.Value)
            .Select(e => others.TryGetValue(e.Indices, out Value? inner) ? e with { Value = Differing(e.Value, inner) } : e);
        return map with { Entries = differing.ToEquatable(), Otherwise = null };
    }
}

/// <summary>A name of the specification with its value.</summary>
public sealed record Binding(string Name, Value Value);

/// <summary>A variable's value before and after; of a map, only the entries that differ.</summary>
public sealed record StateChange(int Column, string Name, Value Before, Value After);
