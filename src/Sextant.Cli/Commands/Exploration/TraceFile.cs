using System.Text.Json;
using Sextant.Model.Evaluation.Programs;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Commands.Exploration;

/// <summary>A path that a search has recorded.</summary>
/// <param name="Actions">Which of what can happen in each state, the first of what it begins with.</param>
/// <param name="Place">Where the file names the property.</param>
internal sealed record RecordedPath(string App, string Property, int[] Actions, SourceSpan Place);

/// <summary>What `explore --json` has written, as far as it is replayed.</summary>
/// <param name="Specification">The file that was searched, as it was called then.</param>
internal sealed record TraceFile(SourceText Source, string Specification, BangMeaning Bang, EquatableArray<RecordedPath> Paths)
{
    /// <summary>Reads the paths of a file; null where it holds none, and then the bag says why.</summary>
    public static TraceFile? Read(SourceText source, DiagnosticBag bag)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(source.Content);
            JsonElement root = document.RootElement;
            string file = root.GetProperty("file").GetString() ?? "";
            bool isSlides = root.GetProperty("options").EnumerateArray().Any(o => o.ValueEquals(AppExploration.SlidesOption));
            IEnumerable<JsonElement> apps = root.TryGetProperty("apps", out JsonElement several) ? several.EnumerateArray() : [root];
            EquatableArray<RecordedPath> paths = apps.SelectMany(a => PathsOf(a, source)).ToEquatable();
            if (paths.Count > 0)
                return new TraceFile(source, file, isSlides ? BangMeaning.Slides : BangMeaning.PullAgain, paths);
            bag.Report(DiagnosticCodes.MalformedTrace, default, "it is the answer of a search, and holds no trace");
        }
        catch (JsonException e)
        {
            bag.Report(DiagnosticCodes.MalformedTrace, PlaceOf(source, e), "this is not JSON");
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            bag.Report(DiagnosticCodes.MalformedTrace, default, "it is JSON, and not the answer of a search of apps");
        }

        return null;
    }

    private static IEnumerable<RecordedPath> PathsOf(JsonElement app, SourceText source)
    {
        foreach (JsonElement property in app.GetProperty("properties").EnumerateArray())
        {
            string name = property.GetProperty("name").GetString() ?? "";
            int[] actions = [.. property.GetProperty("actions").EnumerateArray().Select(a => a.GetInt32())];
            if (actions.Length > 0)
                yield return new RecordedPath(app.GetProperty("app").GetString() ?? "", name, actions, PlaceOf(source, property.GetProperty("name").GetRawText()));
        }
    }

    private static SourceSpan PlaceOf(SourceText source, string text)
    {
        int start = source.Content.IndexOf(text, StringComparison.Ordinal);
        return start < 0 ? default : new SourceSpan(start, text.Length);
    }

    /// <summary>JSON counts lines, and bytes in a line; texts that are not JSON are seldom worth more than the line.</summary>
    private static SourceSpan PlaceOf(SourceText source, JsonException problem)
    {
        int start = 0;
        for (long line = problem.LineNumber ?? 0; line > 0 && start < source.Content.Length; line--)
            start = source.Content.IndexOf('\n', start) is >= 0 and var end ? end + 1 : source.Content.Length;
        return new SourceSpan(start, 0);
    }
}
