using System.Reflection;

namespace Sextant.Cli.Inputs;

/// <summary>A commented file to begin with, for each kind of thing that can be specified. They travel inside the program.</summary>
/// <param name="Kind">What the user calls it.</param>
/// <param name="Description">What it is, as it goes on behind "NAME is".</param>
/// <param name="Resource">The file's name among the templates.</param>
internal sealed record StartingFile(string Kind, string Description, string Resource)
{
    /// <summary>What the object of a template is called, and nothing else in it.</summary>
    private const string Placeholder = "Example";

    public static readonly IReadOnlyList<StartingFile> All =
    [
        new("replicated", "an object that is available everywhere and merged later", "replicated.sxt"),
        new("coordinated", "a replicated object with a lock for what conflicts", "coordinated.sxt"),
        new("atomic", "a strongly consistent object whose calls may fail half-way", "atomic.sxt"),
        new("app", "an app that calls several atomic objects", "app.sxt"),
        new("boogie", "a replicated object in annotated Boogie", "boogie.spec"),
    ];

    /// <summary>Whether it is about calls that can fail, which are explored; what replicates is proved.</summary>
    public bool IsExplored => Kind is "atomic" or "app";

    /// <summary>What its name ends in.</summary>
    public string Extension => Path.GetExtension(Resource);

    /// <summary>The text with the object called <paramref name="name"/>, or as it is when there is none.</summary>
    public string Text(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"templates/{Resource}")
            ?? throw new InvalidOperationException($"the program was built without {Resource}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Replace(Placeholder, ObjectName(name), StringComparison.Ordinal);
    }

    /// <summary>True for letters and digits in parts that are joined by - or _, beginning with a letter.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Objects are called in capitals and without hyphens: <c>night-train</c> is <c>NightTrain</c>.</summary>
    private static string ObjectName(string name) =>
        string.Concat(name.Split(['-', '_'], StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
