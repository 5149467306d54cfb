using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Model.Values;

namespace Sextant.Model.Evaluation.Values;

/// <summary>Makes of data the values that reports show.</summary>
internal sealed class ValueView(Evaluator evaluator, Notation notation)
{
    public Value Of(Datum value, DataType type)
    {
        switch (type)
        {
            case DataType.Bool:
                return new Value.Bool(value.IsTrue);
            case DataType.Int:
                return new Value.Int(value.Number);
            case DataType.Real:
                (System.Numerics.BigInteger numerator, System.Numerics.BigInteger denominator) = Ratio.Of(value);
                return new Value.Real(numerator, denominator);
            case DataType.BitVector b:
                return new Value.BitVector(value.Number, b.Width);
            case DataType.Sort s:
                return new Value.Element(evaluator.Universe.LabelOf(s, value.Bits));
            case DataType.Text:
                return new Value.Element($"\"{value.Text}\"");
            case DataType.List l:
                return OfList(value.List, l);
            case DataType.Datatype d:
                return OfDatatype(value, d);
            case DataType.Map { ParameterCount: 0 } m:
                return OfMap(value.Map, m);
            default:
                throw new InvalidOperationException($"no value of type {type} can be shown");
        }
    }

    /// <summary>A list is shown as a map from its indices, of those that were written.</summary>
    private Value OfList(ListValue list, DataType.List type) => new Value.Map(
        Enumerable.Range(0, list.Count).Select(p => new MapEntry([new Value.Int(list.IndexOf(p))], Of(list.ElementAt(p), type.Element))).ToEquatable(), null);

    private Value OfDatatype(Datum value, DataType.Datatype type)
    {
        DatatypeConstructor constructor = type.Symbol.Constructors[value.Constructor];
        DataType[] types = [.. type.FieldTypes(constructor)];
        Datum[] fields = value.Fields.ToArray();
        string name = type.Symbol.Kind == DatatypeKind.Record ? type.Symbol.Name : constructor.Name;
        return new Value.Constructed(type.Symbol.Kind, name, constructor.Fields.Select((f, i) => new FieldOfValue(f.Name, Of(fields[i], types[i]))).ToEquatable());
    }

    private Value OfMap(MapValue map, DataType.Map type)
    {
        Datum[] keys = evaluator.Domains.ShapeOf(type).AllKeys is { Length: <= 16 } all ? all : map.Keys.ToArray();
        MapStyle style = MapStyles.Of(notation, type.Range);
        IEnumerable<MapEntry> entries = keys.Select(k => new MapEntry(Indices(k, type), Of(map[k], type.Range)));
        bool hidesDefault = keys.Length > map.Count || (style is not (MapStyle.Total or MapStyle.Counted) && map.Default.Bits == 0);
        return new Value.Map(entries.ToEquatable(), hidesDefault ? null : Of(map.Default, type.Range), style);
    }

    private EquatableArray<Value> Indices(Datum key, DataType.Map type)
    {
        if (type.Domain.Count == 1)
            return [Of(key, type.Domain[0])];
        Datum[] parts = key.Fields.ToArray();
        return type.Domain.Select((t, i) => Of(parts[i], t)).ToEquatable();
    }
}
