using System.CommandLine;
using Sextant.Cli.Inputs;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Cli.Commands;

/// <summary>Writes a commented file to begin with into the current folder; what is there already stays.</summary>
internal static class NewCommand
{
    private static readonly string Kinds = string.Join(", ", StartingFile.All.Select(f => f.Kind));

    public static Command Create(Host host)
    {
        var kind = new Argument<string>("KIND") { Description = $"What to begin: {Kinds}." };
        var name = new Argument<string?>("NAME")
        {
            Description = "What to call it and its file; without one, it is called like its kind.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("new", "Write a commented file to begin with into the current folder.") { kind, name };
        command.SetAction(parsed => (int)Run(host, parsed.GetValue(kind)!, parsed.GetValue(name)));
        return command;
    }

    private static ExitCode Run(Host host, string kind, string? name)
    {
        StartingFile? file = StartingFile.All.FirstOrDefault(f => string.Equals(f.Kind, kind, StringComparison.OrdinalIgnoreCase));
        if (file is null)
            return Refuse(host, $"there is no kind `{kind}`: {Spelling.Suggest(kind, StartingFile.All.Select(f => f.Kind)) ?? $"it is one of {Kinds}"}");
        string bare = BareName(name ?? file.Kind, file.Extension);
        if (!StartingFile.IsName(bare))
            return Refuse(host, $"`{name}` cannot be the name of an object: take letters, digits, - and _, and begin with a letter");
        string path = bare + file.Extension;
        return Write(path, file.Text(bare)) is { } problem ? Refuse(host, problem) : Tell(host, file, path);
    }

    /// <summary>Whoever gives the name of a file means that file.</summary>
    private static string BareName(string name, string extension) =>
        name.EndsWith(extension, StringComparison.Ordinal) ? name[..^extension.Length] : name;

    /// <summary>Null when it is written; otherwise what is in the way.</summary>
    private static string? Write(string path, string text)
    {
        if (Path.Exists(path))
            return $"`{path}` is there already, and stays as it is: give another name";
        try
        {
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"`{path}` cannot be written: {e.Message}";
        }
    }

    private static ExitCode Tell(Host host, StartingFile file, string path)
    {
        host.Output.WriteLine($"{path} is {file.Description}. Next:");
        host.Output.WriteLine($"  sextant check {path}    what is wrong with it, at once");
        host.Output.WriteLine(file.IsExplored
            ? $"  sextant explore {path}  what its clients can meet, with a trace of what goes wrong"
            : $"  sextant verify {path}   whether it is safe, with a counterexample if not");
        if (string.Equals(file.Extension, SpecificationFiles.Sextant, StringComparison.Ordinal))
            host.Output.WriteLine($"  sextant fmt {path}      lay it out");
        return ExitCode.Success;
    }

    private static ExitCode Refuse(Host host, string sentence)
    {
        host.Error.WriteLine($"sextant: {sentence}");
        return ExitCode.Wrong;
    }
}
