using System.Text.Json;

namespace Sextant.Runtime.Trees.Tracing;

/// <summary>What is wrong with a trace, and where; lines count from 1.</summary>
public sealed record TraceProblem(string File, int Line, string Message);

/// <summary>Reads trace files: JSON, one operation a line. Blank lines are skipped.</summary>
public static class TraceReader
{
    public static (IReadOnlyList<TraceOperation> Operations, TraceProblem? Problem) Read(string file, TextReader text)
    {
        var operations = new List<TraceOperation>();
        int number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            (TraceOperation operation, string? message) = Parse(line);
            if (message is not null)
                return ([], new TraceProblem(file, number, message));
            operations.Add(operation);
        }
        return (operations, null);
    }

    public static void Write(TextWriter text, IEnumerable<TraceOperation> operations)
    {
        foreach (TraceOperation operation in operations)
        {
            string kind = operation.Kind switch
            {
                TraceOperationKind.Add => "add",
                TraceOperationKind.Move => "move",
                _ => "remove",
            };
            text.Write(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $$"""{"r":{{operation.Replica}},"i":{{operation.Index}},"t":{{operation.Time}},"op":"{{kind}}","n":{{operation.Node}},"p":{{operation.Parent}},"o":{{operation.OldParent}}}"""));
            text.Write('\n');
        }
    }

    private static (TraceOperation Operation, string? Message) Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Parse(document.RootElement);
        }
        catch (JsonException)
        {
            return (default, "this line is not JSON");
        }
    }

    private static (TraceOperation Operation, string? Message) Parse(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
            return (default, "an operation is a JSON object");
        if (!TryNumber(line, "r", int.MinValue, out long replica) || !TryNumber(line, "i", 0, out long index)
            || !TryNumber(line, "n", 1, out long node) || !TryNumber(line, "p", -1, out long parent) || !TryNumber(line, "o", -1, out long old))
            return (default, "r, i, n, p and o are whole numbers of 32 bits; n names no root, and p and o are at least -1");
        if (!line.TryGetProperty("t", out JsonElement timeElement) || timeElement.ValueKind != JsonValueKind.Number
            || !timeElement.TryGetInt64(out long time) || time <= 0)
            return (default, "t is a Lamport time of at least 1");
        if (KindOf(line) is not { } kind)
            return (default, "op is move, add or remove");
        if ((kind == TraceOperationKind.Remove) != (parent == TraceOperation.Nowhere))
            return (default, "a removal, and nothing else, has -1 as p");
        return (new TraceOperation((int)replica, (int)index, time, kind, (int)node, (int)parent, (int)old), null);
    }

    private static TraceOperationKind? KindOf(JsonElement line)
    {
        if (!line.TryGetProperty("op", out JsonElement kind) || kind.ValueKind != JsonValueKind.String)
            return null;
        return kind.GetString() switch
        {
            "add" => TraceOperationKind.Add,
            "move" => TraceOperationKind.Move,
            "remove" => TraceOperationKind.Remove,
            _ => null,
        };
    }

    private static bool TryNumber(JsonElement line, string name, int least, out long value)
    {
        value = 0;
        return line.TryGetProperty(name, out JsonElement element) && element.ValueKind == JsonValueKind.Number
            && element.TryGetInt64(out value) && value >= least && value <= int.MaxValue;
    }
}
