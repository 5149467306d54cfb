using System.Text.Json;
using Sextant.Model.Results;

namespace Sextant.Reporting.Json;

/// <summary>A counterexample: what the constants are, each step with every column's state after it, and what no longer holds.</summary>
internal static class JsonTrace
{
    public static void Write(Utf8JsonWriter json, Trace trace)
    {
        json.WriteStartObject();
        json.WriteStartArray("columns");
        foreach (string column in trace.Columns)
            json.WriteStringValue(column);
        json.WriteEndArray();
        WriteBindings(json, "constants", trace.Constants);
        json.WriteStartArray("steps");
        for (int i = 0; i < trace.Steps.Count; i++)
            WriteStep(json, trace, i);
        json.WriteEndArray();
        json.WriteString("violation", trace.Violation);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, Trace trace, int index)
    {
        TraceStep step = trace.Steps[index];
        json.WriteStartObject();
        json.WriteNumber("step", index);
        json.WriteString("column", step.Column is { } column ? trace.Columns[column] : null);
        json.WriteString("action", step.Column is null ? null : step.Action);
        json.WriteStartArray("states");
        for (int i = 0; i < step.States.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("column", trace.Columns[i]);
            WriteBindings(json, "bindings", step.States[i].Bindings);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (StateChange change in step.Changes)
            WriteChange(json, trace, change);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, Trace trace, StateChange change)
    {
        json.WriteStartObject();
        json.WriteString("column", trace.Columns[change.Column]);
        json.WriteString("name", change.Name);
        json.WritePropertyName("before");
        JsonValue.Write(json, change.Before);
        json.WritePropertyName("after");
        JsonValue.Write(json, change.After);
        json.WriteEndObject();
    }

    private static void WriteBindings(Utf8JsonWriter json, string key, EquatableArray<Binding> bindings)
    {
        json.WriteStartArray(key);
        foreach (Binding binding in bindings)
        {
            json.WriteStartObject();
            json.WriteString("name", binding.Name);
            json.WritePropertyName("value");
            JsonValue.Write(json, binding.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
