using System.Text.Json.Serialization;

namespace Sextant.Examples.Outline;

/// <summary>An edit as the page sends it; nodes and moves by their ids, the root as nothing.</summary>
internal sealed record EditRequest(int Office, string Kind, string? Node, string? Target, string? Text);

internal sealed record LineRequest(int From, int To);

internal sealed record LineView(string Id, string Text, IReadOnlyList<LineView> Children);

internal sealed record LostView(string Id, string Sentence);

internal sealed record OfficeView(string Name, IReadOnlyList<LineView> Lines, IReadOnlyList<LostView> Lost);

internal sealed record ConnectionView(int From, int To, bool IsCut);

internal sealed record PageView(IReadOnlyList<OfficeView> Offices, IReadOnlyList<ConnectionView> Connections, string? Refusal);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EditRequest))]
[JsonSerializable(typeof(LineRequest))]
[JsonSerializable(typeof(PageView))]
internal sealed partial class ViewJson : JsonSerializerContext;
