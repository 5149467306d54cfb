using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using Sextant.Model.Values;

namespace Sextant.Reporting.Json;

/// <summary>
/// A value of a counterexample. Booleans, integers and elements of declared types are JSON's own true, 105 and "b1";
/// what JSON has no word for is an object with one telling key.
/// </summary>
internal static class JsonValue
{
    /// <summary>Beyond this many readers of JSON round integers (RFC 8259, section 6), so those are written as text.</summary>
    private const long LargestExact = (1L << 53) - 1;

    public static void Write(Utf8JsonWriter json, Value value)
    {
        switch (value)
        {
            case Value.Bool boolean:
                json.WriteBooleanValue(boolean.IsTrue);
                break;
            case Value.Int integer:
                WriteInteger(json, integer.Number);
                break;
            case Value.Real real:
                WriteTagged(json, "real", real.ToString());
                break;
            case Value.BitVector bits:
                json.WriteStartObject();
                json.WritePropertyName("bits");
                WriteInteger(json, bits.Bits);
                json.WriteNumber("width", bits.Width);
                json.WriteEndObject();
                break;
            case Value.Element element:
                json.WriteStringValue(element.Label);
                break;
            case Value.Map map:
                WriteMap(json, map);
                break;
            case Value.Constructed constructed:
                WriteConstructed(json, constructed);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteConstructed(Utf8JsonWriter json, Value.Constructed value)
    {
        json.WriteStartObject();
        json.WriteString("constructor", value.Name);
        json.WriteStartObject("fields");
        foreach (FieldOfValue field in value.Fields)
        {
            json.WritePropertyName(field.Name);
            Write(json, field.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInteger(Utf8JsonWriter json, BigInteger number)
    {
        if (BigInteger.Abs(number) <= LargestExact)
            json.WriteNumberValue((long)number);
        else
            WriteTagged(json, "int", new Value.Int(number).ToString());
    }

    private static void WriteTagged(Utf8JsonWriter json, string tag, string text)
    {
        json.WriteStartObject();
        json.WriteString(tag, text);
        json.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter json, Value.Map map)
    {
        json.WriteStartObject();
        json.WriteStartArray("map");
        foreach (MapEntry entry in map.Entries)
        {
            json.WriteStartObject();
            json.WriteStartArray("index");
            foreach (Value index in entry.Indices)
                Write(json, index);
            json.WriteEndArray();
            json.WritePropertyName("value");
            Write(json, entry.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WritePropertyName("otherwise");
        if (map.Otherwise is null)
            json.WriteNullValue();
        else
            Write(json, map.Otherwise);
        json.WriteEndObject();
    }
}
