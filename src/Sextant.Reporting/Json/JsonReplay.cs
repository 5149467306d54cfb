namespace Sextant.Reporting.Json;

/// <summary>Traces that were run again, as one JSON document; docs/explore.md is its contract.</summary>
public static class JsonReplay
{
    public static void Write(Stream output, ReplayRun run) => JsonDocumentFrame.Write(output, run.Version, json =>
    {
        json.WriteString("file", run.Source.Path);
        json.WriteString("verdict", ResultNames.OfExplored(run.Verdict));
        json.WriteStartArray("properties");
        foreach ((string app, Model.Results.ExploredProperty property) in run.Properties)
        {
            json.WriteStartObject();
            json.WriteString("app", app);
            json.WriteString("name", property.Name);
            json.WriteString("verdict", ResultNames.OfExplored(property.Verdict));
            json.WritePropertyName("trace");
            if (property.Trace is { } trace)
                JsonTrace.Write(json, trace);
            else
                json.WriteNullValue();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
