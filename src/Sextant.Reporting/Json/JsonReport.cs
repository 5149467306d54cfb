using System.Text.Json;
using Sextant.Model.Results;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Reporting.Json;

/// <summary>A run's answer as one JSON document; docs/json.md is its contract.</summary>
public static class JsonReport
{
    public static void Write(Stream output, RunResult run) => JsonDocumentFrame.Write(output, run.Version, json => WriteRun(json, run));

    private static void WriteRun(Utf8JsonWriter json, RunResult run)
    {
        if (run.IsList)
        {
            json.WriteString("verdict", ResultNames.Of(run.Verdict, run.Goal));
            json.WriteStartArray("files");
            foreach (FileResult file in run.Files)
            {
                json.WriteStartObject();
                WriteFile(json, run.Goal, file);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        else
        {
            WriteFile(json, run.Goal, run.Files[0]);
        }
    }

    private static void WriteFile(Utf8JsonWriter json, RunGoal goal, FileResult file)
    {
        json.WriteString("file", file.Report.Path);
        json.WriteString("verdict", ResultNames.Of(file.Report, goal));
        if (file.Report.NotAsked is { } notAsked)
            json.WriteString("not_asked", notAsked);
        if (file.Elapsed is { } elapsed)
            json.WriteNumber("seconds", Math.Round((decimal)elapsed.TotalSeconds, 3));
        json.WriteStartArray("diagnostics");
        foreach (Diagnostic diagnostic in file.Report.Diagnostics)
            WriteDiagnostic(json, diagnostic);
        json.WriteEndArray();
        json.WriteStartArray("objects");
        foreach (ObjectReport report in file.Report.Objects)
            JsonFindings.Write(json, report, file.Source);
        json.WriteEndArray();
    }

    private static void WriteDiagnostic(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code.Id);
        json.WriteString("severity", ResultNames.Of(diagnostic.Code.Severity));
        WritePosition(json, diagnostic.Source, diagnostic.Span);
        json.WriteString("message", diagnostic.Message);
        json.WriteString("note", diagnostic.Note);
        json.WriteString("help", diagnostic.Help);
        json.WriteStartArray("labels");
        foreach (DiagnosticLabel label in diagnostic.Labels)
        {
            json.WriteStartObject();
            WritePosition(json, diagnostic.Source, label.Span);
            json.WriteString("message", label.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Line and column of the first character, and of the one after the last; all 1 where there is no text.</summary>
    internal static void WritePosition(Utf8JsonWriter json, SourceText? source, SourceSpan span)
    {
        SourcePosition start = source?.PositionOf(span.Start) ?? new SourcePosition(1, 1);
        SourcePosition end = source?.PositionOf(span.End) ?? new SourcePosition(1, 1);
        json.WriteNumber("line", start.Line);
        json.WriteNumber("column", start.Column);
        json.WriteNumber("end_line", end.Line);
        json.WriteNumber("end_column", end.Column);
    }
}
