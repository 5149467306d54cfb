namespace Sextant.Cli.Inputs;

/// <summary>Which files the arguments of a command name.</summary>
/// <param name="IsList">True when the user named several, or a folder: the answer is then a list whatever its length.</param>
internal sealed record SpecificationFiles(bool IsList, IReadOnlyList<string> Paths)
{
    /// <summary>The language of this project.</summary>
    public const string Sextant = ".sxt";

    /// <summary>Annotated Boogie.</summary>
    public const string Boogie = ".spec";

    /// <summary>The kinds of files that are checked and verified.</summary>
    public static readonly IReadOnlyList<string> Extensions = [Sextant, Boogie];

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        // A link may lead back to a folder above it.
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>A folder stands for all specifications below it, in ordinal order; a folder without any stays in the list.</summary>
    public static SpecificationFiles Find(IReadOnlyList<string> arguments, IReadOnlyList<string> extensions)
    {
        string[] paths = [.. arguments.SelectMany(a => Directory.Exists(a) ? Below(a, extensions) : [a])];
        return new SpecificationFiles(arguments.Count > 1 || arguments.Any(Directory.Exists), paths) { Named = arguments.ToHashSet(StringComparer.Ordinal) };
    }

    /// <summary>Whether the user named the file itself, and not a folder above it.</summary>
    public bool IsNamed(string path) => Named.Contains(path);

    private IReadOnlySet<string> Named { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    private static string[] Below(string folder, IReadOnlyList<string> extensions)
    {
        string[] found = [.. extensions.SelectMany(e => Directory.EnumerateFiles(folder, $"*{e}", Everywhere)).Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : [folder];
    }
}
