using System.Globalization;
using System.Text;
using Sextant.Model.Types;

namespace Sextant.Proof.Encoding;

/// <summary>
/// Types as SMT sorts. A map is an array, one of several indices an array of arrays. A polymorphic map is a datatype
/// with one array for each instance that the specification uses; where it uses none, its values cannot be told apart
/// by looking into them, and it is an uninterpreted sort.
/// </summary>
internal sealed class SortEncoder(PolymorphicInstances instances)
{
    private readonly Dictionary<DataType.Map, string> _polymorphic = [];
    private readonly HashSet<DataType.Datatype> _datatypes = [];
    private readonly StringBuilder _declarations = new();

    /// <summary>Declarations of the sorts met so far, each after those that it needs.</summary>
    public string Declarations => _declarations.ToString();

    public void Declare(SortSymbol sort) =>
        _declarations.Append(CultureInfo.InvariantCulture, $"(declare-sort {SmtNames.Of(sort)} {sort.Arity})\n");

    public string Encode(DataType type) => type switch
    {
        DataType.Bool => "Bool",
        DataType.Int => "Int",
        DataType.Real => "Real",
        DataType.BitVector b => string.Create(CultureInfo.InvariantCulture, $"(_ BitVec {b.Width})"),
        DataType.Sort { Arguments.Count: 0 } s => SmtNames.Of(s.Symbol),
        DataType.Sort s => $"({SmtNames.Of(s.Symbol)} {string.Join(' ', s.Arguments.Select(Encode))})",
        DataType.Map { ParameterCount: 0 } m => Array(m.Domain, m.Range),
        DataType.Map m => Polymorphic(m),
        DataType.Datatype d => Datatype(d),
        _ => throw new InvalidOperationException($"no sort for {type}"),
    };

    /// <summary>The accessor of the array that holds one instance of a polymorphic map.</summary>
    public string Accessor(DataType.Map map, MapInstance instance) =>
        SmtNames.Own(Polymorphic(map), IndexOf(map, instance));

    /// <summary>The value of a polymorphic map whose array at one instance is replaced.</summary>
    public string WithInstance(DataType.Map map, MapInstance instance, string value, string array)
    {
        string name = Polymorphic(map);
        int replaced = IndexOf(map, instance);
        IEnumerable<string> arrays = instances.Of(map).Select((_, i) => i == replaced ? array : $"({SmtNames.Own(name, i)} {value})");
        return $"({SmtNames.ConstructorOf(name)} {string.Join(' ', arrays)} ({RestOf(name)} {value}))";
    }

    /// <summary>The value of a polymorphic map with these arrays, one for each instance, and nothing special elsewhere.</summary>
    public string WithArrays(DataType.Map map, IEnumerable<string> arrays)
    {
        string name = Polymorphic(map);
        return $"({SmtNames.ConstructorOf(name)} {string.Join(' ', arrays)} 0)";
    }

    /// <summary>
    /// What a polymorphic map holds at types where the object never looks. Nothing is known of it but that maps may differ
    /// there, so that maps which agree wherever one looks are not proved equal. A number stands for it, because solvers take
    /// only literals into constant arrays.
    /// </summary>
    private static string RestOf(string name) => $"{name}!rest";

    public IReadOnlyList<MapInstance> InstancesOf(DataType.Map map) => instances.Of(map);

    private int IndexOf(DataType.Map map, MapInstance instance)
    {
        IReadOnlyList<MapInstance> known = instances.Of(map);
        for (int i = 0; i < known.Count; i++)
        {
            if (known[i] == instance)
                return i;
        }

        throw new InvalidOperationException($"no instance of {map} at {string.Join(", ", instance.Domain)}");
    }

    private string Array(EquatableArray<DataType> domain, DataType range) =>
        domain.Reverse().Aggregate(Encode(range), (inner, index) => $"(Array {Encode(index)} {inner})");

    private string Datatype(DataType.Datatype type)
    {
        string name = SmtNames.Of(type);
        if (!_datatypes.Add(type))
            return name;
        var constructors = new List<string>();
        foreach (DatatypeConstructor constructor in type.Symbol.Constructors)
        {
            IEnumerable<string> fields = type.FieldTypes(constructor).Select((t, i) => $" ({SmtNames.Of(type, constructor, i)} {Encode(t)})");
            constructors.Add($"({SmtNames.Of(type, constructor)}{string.Concat(fields)})");
        }

        _declarations.Append(CultureInfo.InvariantCulture, $"(declare-datatypes (({name} 0)) (({string.Join(' ', constructors)})))\n");
        return name;
    }

    private string Polymorphic(DataType.Map map)
    {
        if (_polymorphic.TryGetValue(map, out string? known))
            return known;
        string name = SmtNames.Own("M", instances.NumberOf(map));
        _polymorphic.Add(map, name);
        IReadOnlyList<MapInstance> uses = instances.Of(map);
        if (uses.Count == 0)
        {
            _declarations.Append(CultureInfo.InvariantCulture, $"(declare-sort {name} 0)\n");
            return name;
        }

        string[] fields = [.. uses.Select((u, i) => $"({SmtNames.Own(name, i)} {Array(u.Domain, u.Range)})")];
        string rest = RestOf(name);
        _declarations.Append(CultureInfo.InvariantCulture, $"(declare-datatypes (({name} 0)) ((({SmtNames.ConstructorOf(name)} {string.Join(' ', fields)} ({rest} Int)))))\n");
        return name;
    }
}
