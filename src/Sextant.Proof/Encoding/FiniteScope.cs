using System.Globalization;
using System.Numerics;
using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Proof.Encoding;

/// <summary>
/// A small world in which to look for counterexamples: numbers from -1 to <paramref name="size"/>, and so many elements
/// of each uninterpreted type. -1 stands for every index outside. What is found in it is only a candidate.
/// </summary>
/// <param name="closesNumbers">Whether numbers end at the scope too. Without it a scope is a world like any other: numbers are all
/// numbers, and of each uninterpreted type there are just so many elements.</param>
internal sealed class FiniteScope(ReplicatedObject obj, int size, bool closesNumbers = true)
{
    /// <summary>Wider bit vectors are not enumerated.</summary>
    private const int MaxEnumeratedBits = 4;

    /// <summary>Datatypes with more values than this are not enumerated.</summary>
    private const int MaxEnumeratedValues = 24;

    private readonly Dictionary<DataType.Sort, string> _universes = Universes(obj);

    public int Size => size;

    /// <summary>Whether a quantifier over this type is read as one instance for each element.</summary>
    public bool Expands(DataType type) => closesNumbers || HoldsAllOf(type);

    /// <summary>Whether the elements are all there are, so that nothing lies elsewhere.</summary>
    public static bool HoldsAllOf(DataType type) => type switch
    {
        DataType.Bool or DataType.BitVector { Width: <= MaxEnumeratedBits } or DataType.Sort => true,
        DataType.Datatype d => d.Symbol.Constructors.All(c => c.Fields.Count == 0),
        _ => false,
    };

    /// <summary>The terms over which a quantifier of this type ranges; none for types that cannot be enumerated.</summary>
    public IReadOnlyList<string> Elements(DataType type) => type switch
    {
        DataType.Bool => ["false", "true"],
        DataType.Int => [.. Enumerable.Range(-1, size + 2).Select(Number)],
        DataType.Real => [.. Enumerable.Range(-1, size + 2).Select(n => $"(to_real {Number(n)})")],
        DataType.BitVector b when b.Width <= MaxEnumeratedBits => [.. Enumerable.Range(0, 1 << b.Width).Select(n => string.Create(CultureInfo.InvariantCulture, $"(_ bv{n} {b.Width})"))],
        DataType.Sort s => [.. Enumerable.Range(0, CountOf(s)).Select(i => Element(s, i))],
        DataType.Datatype d => Values(d) is { Count: <= MaxEnumeratedValues } values ? values : [],
        _ => [],
    };

    /// <summary>All that the constructors build of the elements of their fields' types; a few too many when there are too many.</summary>
    private List<string> Values(DataType.Datatype type)
    {
        var values = new List<string>();
        foreach (DatatypeConstructor constructor in type.Symbol.Constructors)
        {
            string name = SmtNames.Of(type, constructor);
            IEnumerable<string> arguments = type.FieldTypes(constructor).Aggregate((IEnumerable<string>)[""],
                (prefixes, field) => prefixes.SelectMany(p => Elements(field).Select(e => $"{p} {e}")).Take(MaxEnumeratedValues + 1));
            values.AddRange(arguments.Select(a => a.Length == 0 ? name : $"({name}{a})"));
        }

        return values;
    }

    /// <summary>The element at which a map is read for everything outside the scope.</summary>
    public string Elsewhere(DataType type) => type is DataType.Int or DataType.Real ? Elements(type)[0] : Elements(type) is [.., var last] ? last : "";

    /// <summary>The uninterpreted types of the specification, each with its elements.</summary>
    public IEnumerable<DataType.Sort> Sorts => _universes.Keys;

    public string Declarations(SortEncoder sorts)
    {
        var text = new StringBuilder();
        foreach (DataType.Sort sort in Sorts)
        {
            foreach (string element in Elements(sort))
                text.Append(CultureInfo.InvariantCulture, $"(declare-const {element} {sorts.Encode(sort)})\n");
        }

        return text.ToString();
    }

    /// <summary>The condition that a term of this type lies in the scope; null when every term does or none can be asked.</summary>
    public string? Contains(string term, DataType type) => type switch
    {
        DataType.Int => $"(<= (- 1) {term} {size})",
        DataType.Sort s => $"(or {string.Join(' ', Elements(s).Select(e => $"(= {term} {e})"))} false)",
        DataType.Datatype d => FieldsContained(term, d),
        _ => null,
    };

    private string? FieldsContained(string term, DataType.Datatype type)
    {
        var conditions = new List<string>();
        foreach (DatatypeConstructor constructor in type.Symbol.Constructors)
        {
            conditions.AddRange(type.FieldTypes(constructor)
                .Select((t, i) => Contains($"({SmtNames.Of(type, constructor, i)} {term})", t)).OfType<string>()
                .Select(inside => type.Symbol.Constructors.Count == 1 ? inside : $"(=> ({SmtNames.IsOf(type, constructor)} {term}) {inside})"));
        }

        return conditions.Count == 0 ? null : $"(and {string.Join(' ', conditions)})";
    }

    private static string Number(int number) => number < 0 ? $"(- {-(BigInteger)number})" : number.ToString(CultureInfo.InvariantCulture);

    private string Element(DataType.Sort sort, int index) => SmtNames.Own(_universes[sort], index);

    /// <summary>Elements may coincide, so a few more than needed do no harm. A run needs a dot that no other has used.</summary>
    private int CountOf(DataType.Sort sort) =>
        Math.Max(1, obj.Theory.Constants.Count(c => c.IsUnique && c.Type == sort)) + size - (sort == obj.Dots?.Type ? 0 : 1);

    private static Dictionary<DataType.Sort, string> Universes(ReplicatedObject obj)
    {
        var universes = new Dictionary<DataType.Sort, string>();
        foreach (DataType.Sort sort in SpecificationTypes.Of(obj).SelectMany(Parts).OfType<DataType.Sort>())
            universes.TryAdd(sort, string.Create(CultureInfo.InvariantCulture, $"{sort.Symbol.Name}!{universes.Count}"));
        return universes;
    }

    private static IEnumerable<DataType> Parts(DataType type) => type switch
    {
        DataType.Map { ParameterCount: 0 } m => [.. m.Domain.SelectMany(Parts), .. Parts(m.Range)],
        DataType.Map => [],
        DataType.Datatype d => d.Symbol.Constructors.SelectMany(d.FieldTypes).SelectMany(Parts),
        _ => [type],
    };
}
