using System.CommandLine;
using Sextant.Proof.Smt;
using Sextant.Reporting.Json;

namespace Sextant.Cli.Commands;

/// <summary>Says what is installed, what is missing, and how to get it.</summary>
internal static class DoctorCommand
{
    public static Command Create(Host host)
    {
        Option<bool> json = SharedOptions.Json();
        var command = new Command("doctor", "Say what is installed, what is missing and how to get it.") { json };
        command.SetAction(parsed =>
        {
            Tool[] tools = Examine();
            if (parsed.GetValue(json))
                WriteJson(host.OutputBytes, tools);
            else
                WriteText(host.Output, tools);
            return (int)(tools.Any(t => t.IsRequired && t.Path is null) ? ExitCode.Wrong : ExitCode.Success);
        });
        return command;
    }

    private static Tool[] Examine() =>
    [
        new Tool("sextant", IsRequired: true, SextantVersion.Text, AppContext.BaseDirectory, "this program"),
        new Tool(".net", IsRequired: true, Environment.Version.ToString(), RuntimeFolder(), "the runtime that runs it"),
        Solver("z3", SolverKind.Z3, isRequired: true, "the solver that decides"),
        Solver("cvc5", SolverKind.Cvc5, isRequired: false, "a second solver, for --solver cvc5"),
    ];

    private static string RuntimeFolder() => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static Tool Solver(string name, SolverKind kind, bool isRequired, string purpose) => SolverLocator.Locate(kind) switch
    {
        SolverLocation.Found found => new Tool(name, isRequired, found.Version, found.Path, purpose),
        SolverLocation.Missing missing => new Tool(name, isRequired, Version: null, Path: null, missing.Reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void WriteText(TextWriter output, Tool[] tools)
    {
        foreach (Tool tool in tools)
        {
            string state = tool.Path is null ? (tool.IsRequired ? "✗" : "-") : "✓";
            string found = tool.Path is null ? tool.Note : $"{tool.Path} ({tool.Note})";
            output.WriteLine($"{state} {tool.Name,-8} {tool.Version ?? "missing",-8} {found}");
        }
    }

    private static void WriteJson(Stream output, Tool[] tools) => JsonDocumentFrame.Write(output, SextantVersion.Text, json =>
    {
        json.WriteStartArray("tools");
        foreach (Tool tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("name", tool.Name);
            json.WriteBoolean("required", tool.IsRequired);
            json.WriteBoolean("found", tool.Path is not null);
            json.WriteString("version", tool.Version);
            json.WriteString("path", tool.Path);
            json.WriteString("note", tool.Note);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>Something that Sextant runs with; without a path it is missing, and the note says how to get it.</summary>
    private sealed record Tool(string Name, bool IsRequired, string? Version, string? Path, string Note);
}
