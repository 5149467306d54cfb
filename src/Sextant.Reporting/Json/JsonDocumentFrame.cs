using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sextant.Reporting.Json;

/// <summary>What all JSON documents look like from outside: one indented object that begins with the version, and a line end.</summary>
public static class JsonDocumentFrame
{
    /// <summary>Text stays readable: only what JSON itself requires is escaped. The output is never embedded in HTML as it is.</summary>
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="writeKeys">Writes the other keys of the object, which is open already and is closed behind them.</param>
    public static void Write(Stream output, string version, Action<Utf8JsonWriter> writeKeys) => Write(output, json =>
    {
        json.WriteString("sextant", version);
        writeKeys(json);
    });

    /// <summary>A document whose form is not ours, so that it says nothing of the version.</summary>
    /// <param name="writeKeys">Writes the keys of the object.</param>
    public static void Write(Stream output, Action<Utf8JsonWriter> writeKeys)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            writeKeys(json);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
