using System.Text.Json;
using Sextant.Model.Results;

namespace Sextant.Reporting.Json;

/// <summary>A search as one JSON document; docs/json.md is its contract.</summary>
public static class JsonExploration
{
    public static void Write(Stream output, ExplorationRun run) => JsonDocumentFrame.Write(output, run.Version, json => WriteRun(json, run));

    private static void WriteRun(Utf8JsonWriter json, ExplorationRun run)
    {
        json.WriteString("file", run.Source.Path);
        json.WriteStartArray("options");
        foreach (string option in run.Options)
            json.WriteStringValue(option);
        json.WriteEndArray();
        if (run.Seconds is { } seconds)
            json.WriteNumber("seconds", Math.Round(seconds, 3));
        if (run.Apps is [var single])
        {
            WriteApp(json, run, single);
        }
        else
        {
            json.WriteString("verdict", ResultNames.OfExplored(run.Verdict));
            json.WriteStartArray("apps");
            foreach (ExplorationReport app in run.Apps)
            {
                json.WriteStartObject();
                WriteApp(json, run, app);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void WriteApp(Utf8JsonWriter json, ExplorationRun run, ExplorationReport app)
    {
        json.WriteString("app", app.Name);
        json.WriteString("verdict", ResultNames.OfExplored(app.Verdict));
        json.WriteStartObject("bounds");
        foreach (StatedBound bound in app.Bounds)
            json.WriteNumber(bound.Name, bound.Value);
        json.WriteEndObject();
        json.WriteNumber("states", app.States);
        json.WriteNumber("transitions", app.Transitions);
        json.WriteNumber("depth", app.Depth);
        json.WriteBoolean("complete", app.IsComplete);
        json.WriteString("end", app.End);
        if (app.Seed is { } seed)
            json.WriteNumber("seed", seed);
        else
            json.WriteNull("seed");
        json.WriteStartArray("properties");
        foreach (ExploredProperty property in app.Properties)
            WriteProperty(json, run, property);
        json.WriteEndArray();
        json.WriteStartArray("never_run");
        foreach (Syntax.Text.SourceSpan span in app.NeverRun ?? [])
        {
            json.WriteStartObject();
            JsonReport.WritePosition(json, run.Source, span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProperty(Utf8JsonWriter json, ExplorationRun run, ExploredProperty property)
    {
        json.WriteStartObject();
        json.WriteString("name", property.Name);
        json.WriteString("kind", property.Kind);
        json.WriteString("verdict", ResultNames.OfExplored(property.Verdict));
        json.WriteString("message", property.Message);
        if (property.Place is { } place)
            JsonReport.WritePosition(json, run.Source, place);
        json.WritePropertyName("trace");
        if (property.Trace is { } trace)
            JsonTrace.Write(json, trace);
        else
            json.WriteNullValue();
        json.WriteStartArray("actions");
        foreach (int action in property.Actions)
            json.WriteNumberValue(action);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
