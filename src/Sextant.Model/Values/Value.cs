using System.Globalization;
using System.Numerics;
using Sextant.Model.Types;

namespace Sextant.Model.Values;

/// <summary>A value as a counterexample shows it.</summary>
public abstract record Value
{
    private Value()
    {
    }

    public sealed record Bool(bool IsTrue) : Value
    {
        public override string ToString() => IsTrue ? "true" : "false";
    }

    public sealed record Int(BigInteger Number) : Value
    {
        public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The denominator is positive.</summary>
    public sealed record Real(BigInteger Numerator, BigInteger Denominator) : Value
    {
        public override string ToString() => Denominator.IsOne
            ? string.Create(CultureInfo.InvariantCulture, $"{Numerator}.0")
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
    }

    public sealed record BitVector(BigInteger Bits, int Width) : Value
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bits}bv{Width}");
    }

    /// <summary>An element of an uninterpreted type: a constant's name where one denotes it, else the type's name with a number.</summary>
    public sealed record Element(string Label) : Value
    {
        public override string ToString() => Label;
    }

    /// <summary>
    /// A map at the indices that matter. <paramref name="Otherwise"/> is its value everywhere else, or null where nothing
    /// is known or nothing is else.
    /// </summary>
    public sealed record Map(EquatableArray<MapEntry> Entries, Value? Otherwise, MapStyle Style = MapStyle.Total) : Value
    {
        public override string ToString()
        {
            IEnumerable<string> entries = Entries.Select(Show).OfType<string>();
            if (Otherwise is not null)
                entries = entries.Append($"_: {Otherwise}");
            return $"{{{string.Join(", ", entries)}}}";
        }

        /// <summary>The value of an entry; where keys may be absent, that of a key which is present stands without its <c>Some</c>.</summary>
        public Value Shown(MapEntry entry) => (Style, entry.Value) switch
        {
            (MapStyle.Partial, Constructed { Fields: [var present] }) => present.Value,
            _ => entry.Value,
        };

        /// <summary>An entry as the style writes it; null for what the style leaves out.</summary>
        private string? Show(MapEntry entry)
        {
            string key = Style != MapStyle.Total && entry.Indices.Count > 1 ? $"({string.Join(", ", entry.Indices)})" : string.Join(", ", entry.Indices);
            return (Style, entry.Value) switch
            {
                (MapStyle.Set, Bool { IsTrue: true }) => key,
                (MapStyle.Set, Bool) or (MapStyle.Set, Constructed { Name: TwoPhase.Absent }) => null,
                (MapStyle.Set, Constructed { Name: TwoPhase.Present }) => key,
                (MapStyle.Set, Constructed { Name: TwoPhase.Removed }) => $"{key} removed",
                (MapStyle.Set, Constructed { Name: Seen.Unseen }) => null,
                (MapStyle.Set, Constructed { Name: Seen.Added }) => $"{Element()} ({entry.Indices[^1]})",
                (MapStyle.Set, Constructed { Name: Seen.Gone }) => $"{Element()} ({entry.Indices[^1]}, removed)",
                (MapStyle.Partial, Constructed { Fields: [var present] }) => $"{key} -> {present.Value}",
                (MapStyle.Partial, Constructed { Fields.Count: 0 }) => null,
                (MapStyle.Counted, _) when entry.Indices.Count > 1 && IsNothing(entry.Value) => null,
                _ => $"{key}: {entry.Value}",
            };

            static bool IsNothing(Value counted) => counted is Int { Number.IsZero: true } || (counted is Constructed { Fields: var parts } && parts.All(p => IsNothing(p.Value)));

            string Element() => entry.Indices.Count > 2 ? $"({string.Join(", ", entry.Indices.SkipLast(1))})" : $"{entry.Indices[0]}";
        }
    }

    /// <summary>A value of a datatype.</summary>
    /// <param name="Name">Of a case its name, of a record that of the type.</param>
    public sealed record Constructed(DatatypeKind Kind, string Name, EquatableArray<FieldOfValue> Fields) : Value
    {
        public override string ToString() => (Kind, Fields.Count) switch
        {
            (DatatypeKind.Tuple, _) => $"({string.Join(", ", Fields.Select(f => f.Value))})",
            (_, 0) => Name,
            (DatatypeKind.Record, _) => $"{Name}{{{string.Join(", ", Fields.Select(f => $"{f.Name}: {f.Value}"))}}}",
            _ => $"{Name}({string.Join(", ", Fields.Select(f => f.Value))})",
        };
    }
}

public sealed record FieldOfValue(string Name, Value Value);

public sealed record MapEntry(EquatableArray<Value> Indices, Value Value);
