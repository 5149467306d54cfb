using System.Globalization;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Coordination.Deployment.Yaml;

/// <summary>The questions that are asked of nodes; whatever does not fit is reported where it stands, and reading goes on.</summary>
internal sealed class ConfigReader(DiagnosticBag diagnostics)
{
    /// <summary>More entries than any of our files has in one place; what is read is planned for, and planning takes its square.</summary>
    public const int MaxEntries = 1_000;

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>The top of a file, whose entries are among the known ones; null when it is something else, which has been reported.</summary>
    public static ConfigNode.Mapping? Top(DiagnosticBag diagnostics, params ReadOnlySpan<string> known) =>
        ConfigParser.Parse(diagnostics) is { } top ? new ConfigReader(diagnostics).Mapping(top, "the file", known) : null;

    /// <summary>A mapping whose names are the known ones; without any all names may stand there.</summary>
    public ConfigNode.Mapping? Mapping(ConfigNode node, string what, params ReadOnlySpan<string> known)
    {
        if (node is not ConfigNode.Mapping mapping)
        {
            Bad(node.Span, $"{what} is a list of entries, each with a name, a colon and a value");
            return null;
        }

        if (mapping.Entries.Count > MaxEntries)
        {
            Bad(node.Span, string.Create(CultureInfo.InvariantCulture, $"{what} has more than {MaxEntries} entries"));
            return null;
        }

        if (known.IsEmpty)
            return mapping;
        string[] names = known.ToArray();
        foreach (ConfigEntry entry in mapping.Entries.Where(e => !names.Contains(e.Name, StringComparer.Ordinal)))
            Unknown(entry.NameSpan, $"`{entry.Name}` is no entry of {what}", entry.Name, names);
        return mapping;
    }

    public ConfigEntry? Required(ConfigNode.Mapping mapping, string name, string what)
    {
        ConfigEntry? entry = Optional(mapping, name);
        if (entry is null)
            Diagnostics.Report(DiagnosticCodes.MissingEntry, new SourceSpan(mapping.Span.Start, Math.Max(1, mapping.Span.Length)), $"{what} does not say `{name}`");
        return entry;
    }

    public static ConfigEntry? Optional(ConfigNode.Mapping mapping, string name) => mapping.Entries.FirstOrDefault(e => e.Name == name);

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>; null when there is none, which has been reported.</summary>
    public double? Number(ConfigNode node, string what, double least, double most)
    {
        if (node is not ConfigNode.Scalar scalar || !double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            Bad(node.Span, $"{what} is a number");
            return null;
        }

        if (value < least || value > most)
        {
            Bad(node.Span, string.Create(CultureInfo.InvariantCulture, $"{what} lies between {least} and {most}"));
            return null;
        }

        return value;
    }

    public int? Whole(ConfigNode node, string what, int least, int most)
    {
        if (Number(node, what, least, most) is not { } value)
            return null;
        if (value == Math.Truncate(value))
            return (int)value;
        Bad(node.Span, $"{what} is a whole number");
        return null;
    }

    public string? Name(ConfigNode node, string what)
    {
        if (node is ConfigNode.Scalar { Text: { Length: > 0 and <= 100 } text } && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ' '))
            return text;
        Bad(node.Span, $"{what} is a name of at most 100 letters and digits");
        return null;
    }

    public ConfigNode.Sequence? Sequence(ConfigNode node, string what)
    {
        if (node is ConfigNode.Sequence sequence && sequence.Items.Count <= MaxEntries)
            return sequence;
        Bad(node.Span, string.Create(CultureInfo.InvariantCulture, $"{what} is a list in brackets, of at most {MaxEntries}"));
        return null;
    }

    public void Bad(SourceSpan span, string message, string? help = null) => Diagnostics.Report(DiagnosticCodes.BadEntry, span, message, help);

    public void Unknown(SourceSpan span, string message, string word, IReadOnlyCollection<string> known) =>
        Diagnostics.Report(DiagnosticCodes.UnknownEntry, span, message, Spelling.Suggest(word, known) ?? $"known are {string.Join(", ", known)}");
}
