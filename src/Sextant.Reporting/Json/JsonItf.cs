using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Sextant.Model.Results;
using Sextant.Model.Types;
using Sextant.Model.Values;

namespace Sextant.Reporting.Json;

/// <summary>A trace in the Informal Trace Format (Apalache, ADR 015), which viewers of TLA+ and Quint traces read.</summary>
public static class JsonItf
{
    private const string Action = "action";
    private const string Actor = "actor";

    /// <param name="description">What it is a trace of.</param>
    public static void Write(Stream output, Trace trace, string description) => JsonDocumentFrame.Write(output, json =>
    {
        json.WriteStartObject("#meta");
        json.WriteString("format", "ITF");
        json.WriteString("format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html");
        json.WriteString("description", description);
        json.WriteEndObject();
        json.WriteStartArray("vars");
        json.WriteStringValue(Action);
        json.WriteStringValue(Actor);
        foreach ((string name, _) in Variables(trace, trace.Steps[0]))
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("states");
        for (int i = 0; i < trace.Steps.Count; i++)
            WriteState(json, trace, i);
        json.WriteEndArray();
    });

    private static void WriteState(Utf8JsonWriter json, Trace trace, int index)
    {
        TraceStep step = trace.Steps[index];
        json.WriteStartObject();
        json.WriteStartObject("#meta");
        json.WriteNumber("index", index);
        json.WriteEndObject();
        json.WriteString(Action, step.Action);
        json.WriteString(Actor, step.Column is { } column ? trace.Columns[column] : "");
        foreach ((string name, Value value) in Variables(trace, step))
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Every column's variables; those of a named column begin with its name.</summary>
    private static IEnumerable<(string Name, Value Value)> Variables(Trace trace, TraceStep step) => step.States.SelectMany((state, column) =>
        state.Bindings.Select(b => (trace.Columns[column].Length == 0 ? b.Name : $"{trace.Columns[column]}.{b.Name}", b.Value)));

    private static void WriteValue(Utf8JsonWriter json, Value value)
    {
        switch (value)
        {
            case Value.Bool boolean:
                json.WriteBooleanValue(boolean.IsTrue);
                break;
            case Value.Int integer:
                WriteNumber(json, integer.Number);
                break;
            case Value.BitVector bits:
                WriteNumber(json, bits.Bits);
                break;
            case Value.Real real:
                json.WriteStringValue(real.ToString());
                break;
            case Value.Element element:
                json.WriteStringValue(element.Label);
                break;
            case Value.Map { Style: MapStyle.Set } set:
                WriteSet(json, set);
                break;
            case Value.Map map:
                WriteMap(json, map);
                break;
            case Value.Constructed { Kind: DatatypeKind.Tuple } tuple:
                WriteTuple(json, tuple.Fields.Select(f => f.Value).ToEquatable());
                break;
            case Value.Constructed constructed:
                WriteConstructed(json, constructed);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, BigInteger number)
    {
        json.WriteStartObject();
        json.WriteString("#bigint", number.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    /// <summary>A set that tells more of an element than whether it is there has no other form than its text.</summary>
    private static void WriteSet(Utf8JsonWriter json, Value.Map set)
    {
        if (set.Entries.Any(e => e.Value is not Value.Bool))
        {
            json.WriteStringValue(set.ToString());
            return;
        }

        json.WriteStartObject();
        json.WriteStartArray("#set");
        foreach (MapEntry entry in set.Entries.Where(e => e.Value is Value.Bool { IsTrue: true }))
            WriteIndex(json, entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIndex(Utf8JsonWriter json, MapEntry entry)
    {
        if (entry.Indices.Count == 1)
            WriteValue(json, entry.Indices[0]);
        else
            WriteTuple(json, entry.Indices);
    }

    /// <summary>At the indices that matter: the format has no word for the value everywhere else.</summary>
    private static void WriteMap(Utf8JsonWriter json, Value.Map map)
    {
        json.WriteStartObject();
        json.WriteStartArray("#map");
        foreach (MapEntry entry in map.Entries)
        {
            json.WriteStartArray();
            WriteIndex(json, entry);
            WriteValue(json, map.Shown(entry));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTuple(Utf8JsonWriter json, EquatableArray<Value> parts)
    {
        json.WriteStartObject();
        json.WriteStartArray("#tup");
        foreach (Value part in parts)
            WriteValue(json, part);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A record as one; a case as the tagged record by which Quint writes its sum types.</summary>
    private static void WriteConstructed(Utf8JsonWriter json, Value.Constructed value)
    {
        json.WriteStartObject();
        if (value.Kind != DatatypeKind.Record)
        {
            json.WriteString("tag", value.Name);
            json.WriteStartObject("value");
        }

        foreach (FieldOfValue field in value.Fields)
        {
            json.WritePropertyName(field.Name);
            WriteValue(json, field.Value);
        }

        if (value.Kind != DatatypeKind.Record)
            json.WriteEndObject();
        json.WriteEndObject();
    }
}
