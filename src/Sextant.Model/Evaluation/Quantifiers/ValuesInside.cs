using Sextant.Model.Evaluation.Values;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Quantifiers;

/// <summary>The values of one type that occur in other values, wherever they stand in them.</summary>
internal sealed class ValuesInside(DataType wanted, SortedSet<Datum> found)
{
    private const int Many = 10_000;

    public void Collect(Datum value, DataType type)
    {
        // A slot that nothing was put into yet holds no value of such a type.
        if (found.Count >= Many || (value.IsInline && type is (DataType.List or DataType.Map or DataType.Text)))
            return;
        if (type == wanted)
            found.Add(value);
        switch (type)
        {
            case DataType.List list:
                foreach (Datum element in value.List.Written)
                    Collect(element, list.Element);
                break;
            case DataType.Datatype datatype when value.Fields.Length > 0:
                Collect(value.Fields, [.. datatype.FieldTypes(datatype.Symbol.Constructors[value.Constructor])]);
                break;
            case DataType.Map { ParameterCount: 0 } map:
                CollectMap(value.Map, map);
                break;
        }
    }

    private void CollectMap(MapValue map, DataType.Map type)
    {
        Collect(map.Default, type.Range);
        for (int i = 0; i < map.Count; i++)
        {
            Collect(map.Values[i], type.Range);
            if (type.Domain.Count == 1)
                Collect(map.Keys[i], type.Domain[0]);
            else
                Collect(map.Keys[i].Fields, type.Domain);
        }
    }

    private void Collect(ReadOnlySpan<Datum> values, IReadOnlyList<DataType> types)
    {
        for (int i = 0; i < values.Length; i++)
            Collect(values[i], types[i]);
    }
}
