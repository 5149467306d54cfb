using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Model.Values;

/// <summary>How a map is written.</summary>
public enum MapStyle
{
    /// <summary>Every entry with its value.</summary>
    Total,
    /// <summary>The keys that are present: <c>{k -> v}</c>.</summary>
    Partial,
    /// <summary>The elements: <c>{a, b}</c>.</summary>
    Set,
    /// <summary>What was counted; of a counter for each key without what counts nothing.</summary>
    Counted,
}

/// <summary>How the two languages write maps.</summary>
public static class MapStyles
{
    /// <summary>In the language a map to truth values is a set, one to numbers is a counter, and one to options a map of which keys may be absent.</summary>
    public static MapStyle Of(Notation notation, DataType range) => (notation, range) switch
    {
        (Notation.Boogie, _) => MapStyle.Total,
        (_, DataType.Bool or DataType.Datatype { Symbol.Name: TwoPhase.Name or Seen.Name }) => MapStyle.Set,
        (_, DataType.Datatype { Symbol.Kind: DatatypeKind.Option }) => MapStyle.Partial,
        (_, DataType.Int or DataType.Datatype { Symbol.Kind: DatatypeKind.Record }) => MapStyle.Counted,
        _ => MapStyle.Total,
    };
}
