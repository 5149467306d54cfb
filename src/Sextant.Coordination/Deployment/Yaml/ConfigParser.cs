using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sextant.Coordination.Deployment.Yaml;

/// <summary>
/// Reads YAML of one document into nodes. Nesting is bounded, so that the recursion below is; what can make a short text stand for a
/// long one (anchors and aliases) or for a type (tags) is not part of these files.
/// </summary>
internal sealed class ConfigParser
{
    /// <summary>Deeper nesting than any of our files has.</summary>
    public const int MaxDepth = 16;

    private readonly DiagnosticBag _diagnostics;
    private readonly IParser _events;

    private ConfigParser(DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _events = new Parser(new StringReader(diagnostics.Source.Content));
    }

    /// <summary>The top of the file, or null when it is not such a text; then that has been reported.</summary>
    public static ConfigNode? Parse(DiagnosticBag diagnostics)
    {
        var parser = new ConfigParser(diagnostics);
        try
        {
            return parser.Document();
        }
        catch (YamlException e)
        {
            diagnostics.Report(DiagnosticCodes.MalformedConfiguration, Span(diagnostics.Source, e.Start, e.End), Sentence(e));
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of the library stumbles over some malformed texts, such as a list that is not closed, instead of refusing them.
            SourceSpan last = parser._events.Current is { } seen ? parser.Span(seen) : default;
            diagnostics.Report(DiagnosticCodes.MalformedConfiguration, last, "what follows here cannot be read: is a bracket, a brace or a quote left open?");
            return null;
        }
    }

    private ConfigNode? Document()
    {
        _events.Consume<StreamStart>();
        if (_events.Accept<StreamEnd>(out _))
        {
            _diagnostics.Report(DiagnosticCodes.MalformedConfiguration, default, "the file is empty");
            return null;
        }

        _events.Consume<DocumentStart>();
        ConfigNode top = Node(0);
        _events.Consume<DocumentEnd>();
        if (_events.Accept<DocumentStart>(out _))
            throw Refused("the file holds a second document");
        return top;
    }

    private ConfigNode Node(int depth)
    {
        if (_events.Current is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
            throw Refused("anchors and aliases are not read: write the value out");
        if (_events.Current is NodeEvent { Tag.IsEmpty: false })
            throw Refused("tags are not read: write the value alone");
        if (depth > MaxDepth)
            throw Refused($"the nesting is deeper than {MaxDepth}");
        SourceSpan place = Span(_events.Current!);
        if (_events.Accept<Scalar>(out _))
            return new ConfigNode.Scalar(_events.Consume<Scalar>().Value, place);
        if (_events.TryConsume<SequenceStart>(out _))
            return new ConfigNode.Sequence(Items(depth).ToEquatable(), place);
        _events.Consume<MappingStart>();
        return new ConfigNode.Mapping(Entries(depth).ToEquatable(), place);
    }

    private List<ConfigNode> Items(int depth)
    {
        var items = new List<ConfigNode>();
        while (!_events.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return items;
    }

    private List<ConfigEntry> Entries(int depth)
    {
        var entries = new List<ConfigEntry>();
        var seen = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            if (!_events.Accept<Scalar>(out _))
                throw Refused("a name stands before the colon");
            Scalar name = _events.Consume<Scalar>();
            SourceSpan span = Span(name);
            ConfigNode value = Node(depth + 1);
            if (seen.TryGetValue(name.Value, out SourceSpan earlier))
                _diagnostics.Report(DiagnosticCodes.MalformedConfiguration, span, $"`{name.Value}` stands twice", help: null, new DiagnosticLabel(earlier, "the first time"));
            else
                entries.Add(new ConfigEntry(name.Value, span, value));
            seen.TryAdd(name.Value, span);
        }

        return entries;
    }

    private YamlException Refused(string message) => new(_events.Current!.Start, _events.Current.End, message);

    private SourceSpan Span(ParsingEvent e) => Span(_diagnostics.Source, e.Start, e.End);

    private static SourceSpan Span(SourceText source, in Mark start, in Mark end)
    {
        int length = source.Content.Length;
        int from = (int)Math.Clamp(start.Index, 0, length);
        int to = (int)Math.Clamp(end.Index, from, length);
        return new SourceSpan(from, to > from ? to - from : Math.Min(1, length - from));
    }

    private static string Sentence(YamlException e)
    {
        string message = e.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return message.Length == 0 ? "this is not YAML" : char.ToLowerInvariant(message[0]) + message[1..];
    }
}
