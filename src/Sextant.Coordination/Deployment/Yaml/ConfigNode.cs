using Sextant.Syntax.Text;

namespace Sextant.Coordination.Deployment.Yaml;

/// <summary>What a YAML file says, with the places. Anchors, aliases and tags are refused before a node exists.</summary>
internal abstract record ConfigNode
{
    private ConfigNode(SourceSpan span) => Span = span;

    public SourceSpan Span { get; }

    public sealed record Scalar(string Text, SourceSpan Place) : ConfigNode(Place);

    public sealed record Sequence(EquatableArray<ConfigNode> Items, SourceSpan Place) : ConfigNode(Place);

    public sealed record Mapping(EquatableArray<ConfigEntry> Entries, SourceSpan Place) : ConfigNode(Place);
}

/// <summary>A name of a mapping with what stands behind it.</summary>
internal sealed record ConfigEntry(string Name, SourceSpan NameSpan, ConfigNode Value);
