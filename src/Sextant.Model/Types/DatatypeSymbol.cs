using System.Collections.Concurrent;
using System.Globalization;

namespace Sextant.Model.Types;

/// <summary>How the values of a datatype are written.</summary>
public enum DatatypeKind
{
    /// <summary>By the name of the case.</summary>
    Enumeration,
    /// <summary><c>None</c> or <c>Some(x)</c>.</summary>
    Option,
    /// <summary><c>Bid{amount: 1}</c></summary>
    Record,
    /// <summary><c>(1, 2)</c></summary>
    Tuple,
}

/// <summary>
/// The declaration of a datatype. The types of fields mention the parameters as <see cref="DataType.Parameter"/>. Symbols are
/// compared by identity; those of options and tuples are shared by all.
/// </summary>
public sealed class DatatypeSymbol(string name, DatatypeKind kind, EquatableArray<DatatypeConstructor> constructors)
{
    private static readonly ConcurrentDictionary<int, DatatypeSymbol> Tuples = new();

    public static readonly DatatypeConstructor None = new("None", []);

    public static readonly DatatypeConstructor Some = new("Some", [new DatatypeField("value", new DataType.Parameter(0))]);

    public static readonly DatatypeSymbol Option = new("option", DatatypeKind.Option, [None, Some]);

    public static readonly DatatypeConstructor Fail = new("FAIL", []);

    public static readonly DatatypeConstructor Done = new("Done", [new DatatypeField("value", new DataType.Parameter(0))]);

    /// <summary>What an operation of an atomic object yields: that it failed, or a value.</summary>
    public static readonly DatatypeSymbol Outcome = new("outcome", DatatypeKind.Enumeration, [Fail, Done]);

    public string Name { get; } = name;

    public DatatypeKind Kind { get; } = kind;

    public EquatableArray<DatatypeConstructor> Constructors { get; } = constructors;

    /// <summary>The tuples of so many parts; the fields are called by their positions.</summary>
    public static DatatypeSymbol Tuple(int count) => Tuples.GetOrAdd(count, n => new DatatypeSymbol("tuple", DatatypeKind.Tuple,
        [new DatatypeConstructor("tuple", Enumerable.Range(0, n).Select(i => new DatatypeField(i.ToString(CultureInfo.InvariantCulture), new DataType.Parameter(i))).ToEquatable())]));

    public override string ToString() => Name;
}

/// <summary>One way to build a value; without fields it is a value by itself.</summary>
public sealed record DatatypeConstructor(string Name, EquatableArray<DatatypeField> Fields);

public sealed record DatatypeField(string Name, DataType Type);
