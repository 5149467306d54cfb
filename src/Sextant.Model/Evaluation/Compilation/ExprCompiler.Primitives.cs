using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Compilation;

internal sealed partial class ExprCompiler
{
    private Computation Primitive(Expr.Primitive primitive)
    {
        EquatableArray<Expr> arguments = primitive.Arguments;
        DataType type = arguments[0].Type;
        if (type is DataType.Map { ParameterCount: > 0 })
            return Polymorphic(primitive);
        Computation subject = Compute(arguments[0]);
        SourceSpan span = primitive.Span;
        switch (primitive.Operator)
        {
            case PrimitiveOperator.Length:
                return Length(type, subject, span);
            case PrimitiveOperator.Concatenate:
                return Concatenate(type, subject, Compute(arguments[1]), span);
            case PrimitiveOperator.Element:
                Computation at = Compute(arguments[1]);
                return f => Element(subject(f).List, at(f), span);
            case PrimitiveOperator.Replace:
                return Replace((DataType.List)type, subject, Compute(arguments[1]), Compute(arguments[2]), span);
            case PrimitiveOperator.Last:
                return f => subject(f).List is { Count: > 0 } list ? list.ElementAt(list.Count - 1) : throw Missing(span, "the list is empty");
            case PrimitiveOperator.Find:
                return Find((DataType.Map)type, subject, KeyOf((DataType.Map)type, [.. arguments.Skip(1)]), span);
            case PrimitiveOperator.Contains:
                Computation sought = Compute(arguments[1]);
                return f => Datum.Of(subject(f).List.Written.Contains(sought(f)));
            case PrimitiveOperator.Hash:
                return f => Hash(subject(f));
            case PrimitiveOperator.Keys:
                return Keys((DataType.Map)type, subject);
            case PrimitiveOperator.Values:
                return f => Sized(ValuesOf((DataType.Map)type, subject(f).Map, span), span);
            case PrimitiveOperator.Elements:
                return f => new Datum(Elements(type, ((DataType.List)primitive.Type).Element, subject(f), span));
            case PrimitiveOperator.Everywhere:
                return f => new Datum(MapShape.Constant(subject(f)));
            case PrimitiveOperator.Sum:
                return Sum(type, subject, span);
            case PrimitiveOperator.Union:
                return Union((DataType.Map)type, subject, Compute(arguments[1]), span);
            case PrimitiveOperator.Difference:
                return Difference((DataType.Map)type, subject, Compute(arguments[1]), (DataType.Map)arguments[1].Type, span);
            default:
                throw new InvalidOperationException($"no evaluation of {primitive.Operator}");
        }
    }

    private static EvaluationFaultException Missing(SourceSpan span, string message) => new(FaultKind.Partial, span, message);

    private Computation Length(DataType type, Computation subject, SourceSpan span) => type switch
    {
        DataType.Text => f => new Datum(subject(f).Text.Length),
        DataType.List => f => new Datum(subject(f).List.Length),
        DataType.Map map => f => new Datum(Held(map, subject(f).Map, span).Count),
        _ => throw new InvalidOperationException($"no length of {type}"),
    };

    private Computation Concatenate(DataType type, Computation left, Computation right, SourceSpan span) => type is DataType.Text
        ? f => Sized(new TextValue(left(f).Text + right(f).Text), span)
        : f => Sized(left(f).List.Followed(right(f).List), span);

    private static Datum Element(ListValue list, Datum index, SourceSpan span)
    {
        if (index.IsInline && list.TryGet(index.Bits, out Datum element))
            return element;
        string what = index.Number.Sign < 0 ? "is negative" : "was never written";
        throw Missing(span, FormattableString.Invariant($"the index {index.Number} {what}"));
    }

    private Computation Replace(DataType.List type, Computation list, Computation index, Computation value, SourceSpan span) => f =>
    {
        ListValue before = list(f).List;
        Datum at = index(f);
        Datum replacement = value(f);
        if (at.Number.Sign < 0)
            throw Missing(span, FormattableString.Invariant($"the index {at.Number} is negative"));
        if (type.IsDense && at.Number > before.Length)
            throw Missing(span, FormattableString.Invariant($"the index {at.Number} lies beyond the end of the list, whose length is {before.Length}"));
        if (at.Number >= long.MaxValue)
            throw new EvaluationFaultException(FaultKind.Bound, span, FormattableString.Invariant($"the index {at.Number} is larger than a list can have"));
        return Sized(before.With(at.Bits, replacement), span);
    };

    /// <summary>A key that is a tuple is stored as several indices, those of tuples in it included.</summary>
    private Computation KeyOf(DataType.Map map, EquatableArray<Expr> arguments)
    {
        if (arguments.Count == map.Domain.Count)
            return Key(arguments);
        Computation key = Compute(arguments[0]);
        int count = map.Domain.Count;
        return f =>
        {
            var indices = new List<Datum>(count);
            Flatten(key(f), (DataType.Datatype)arguments[0].Type, indices);
            return Datum.Of(0, [.. indices]);
        };
    }

    private static void Flatten(Datum tuple, DataType.Datatype type, List<Datum> indices)
    {
        int i = 0;
        foreach (DataType part in type.FieldTypes(type.Symbol.Constructors[0]))
        {
            Datum field = tuple.Fields[i++];
            if (part is DataType.Datatype { Symbol.Kind: DatatypeKind.Tuple } inner)
                Flatten(field, inner, indices);
            else
                indices.Add(field);
        }
    }

    private static Computation Find(DataType.Map type, Computation map, Computation key, SourceSpan span)
    {
        bool isPartial = IsOption(type.Range);
        return f =>
        {
            Datum held = map(f).Map[key(f)];
            if (!isPartial)
                return held;
            return held.Constructor == 1 ? held.Fields[0] : throw Missing(span, "the map holds nothing at this key");
        };
    }

    private static bool IsOption(DataType type) => type is DataType.Datatype { Symbol.Kind: DatatypeKind.Option };

    /// <summary>The values that stand for a key that is held: true in a set, present in a two-phase set, anything but none in a map.</summary>
    private static bool IsHeld(DataType range, Datum value) => range is DataType.Datatype ? value.Constructor == 1 : value.IsTrue;

    /// <summary>The keys that a set or map holds, in their order.</summary>
    private List<Datum> Held(DataType.Map type, MapValue map, SourceSpan span)
    {
        if (Domains.ShapeOf(type).AllKeys is { } all)
            return [.. all.Where(k => IsHeld(type.Range, map[k]))];
        if (IsHeld(type.Range, map.Default))
            throw new EvaluationFaultException(FaultKind.NotExecutable, span, "the set holds almost every value of its type, which cannot be listed");
        var keys = new List<Datum>(map.Count);
        for (int i = 0; i < map.Count; i++)
        {
            if (IsHeld(type.Range, map.Values[i]))
                keys.Add(map.Keys[i]);
        }

        return keys;
    }

    private static Datum Hash(Datum value)
    {
        byte[] bytes = CanonicalBytes.Of(value);
        return new Datum((long)(Fingerprint.Of(bytes).Low >> 1));
    }

    private static Computation Keys(DataType.Map type, Computation map) =>
        f => new Datum(MapShape.Select(map(f).Map, v => Datum.Of(IsHeld(type.Range, v))));

    private ListValue ValuesOf(DataType.Map type, MapValue map, SourceSpan span) =>
        new([.. Held(type, map, span).Select(k => IsOption(type.Range) ? map[k].Fields[0] : map[k])]);

    /// <summary>What a collection holds, in its order, without gaps. Keys that are tuples of tuples get their form back.</summary>
    private ListValue Elements(DataType type, DataType element, Datum collection, SourceSpan span)
    {
        if (type is not DataType.Map map)
            return new ListValue(collection.List.Written.ToArray());
        List<Datum> held = Held(map, collection.Map, span);
        if (map.Domain.Count == 1 || map.Domain.Count == ((DataType.Datatype)element).Arguments.Count)
            return new ListValue([.. held]);
        return new ListValue([.. held.Select(k => Nested(new Queue<Datum>(k.Fields.ToArray()), element))]);
    }

    private static Datum Nested(Queue<Datum> indices, DataType type) => type is DataType.Datatype { Symbol.Kind: DatatypeKind.Tuple } tuple
        ? Datum.Of(0, [.. tuple.FieldTypes(tuple.Symbol.Constructors[0]).Select(t => Nested(indices, t))])
        : indices.Dequeue();

    private Computation Sum(DataType type, Computation subject, SourceSpan span) => type switch
    {
        DataType.List list => f => Sum(subject(f).List.Written, list.Element),
        DataType.Map { Range: DataType.Bool } set => f => Sum([.. Held(set, subject(f).Map, span)], set.Domain[0]),
        DataType.Map map => f => Sum(ValuesOf(map, subject(f).Map, span).Written, ((DataType.Datatype)map.Range).Arguments[0]),
        _ => throw new InvalidOperationException($"no sum of {type}"),
    };

    private static Datum Sum(ReadOnlySpan<Datum> numbers, DataType type)
    {
        Datum sum = Datum.Of(0);
        foreach (ref readonly Datum number in numbers)
            sum = type is DataType.Real ? Numbers.AddReals(sum, number) : Numbers.Add(sum, number);

        return sum;
    }

    private Computation Union(DataType.Map type, Computation left, Computation right, SourceSpan span)
    {
        MapShape shape = Domains.ShapeOf(type);
        return f =>
        {
            MapValue result = left(f).Map;
            MapValue other = right(f).Map;
            foreach (Datum key in Held(type, other, span))
                result = shape.With(result, key, other[key]);
            return Sized(result, span);
        };
    }

    private Computation Difference(DataType.Map type, Computation left, Computation right, DataType.Map removed, SourceSpan span)
    {
        MapShape shape = Domains.ShapeOf(type);
        return f =>
        {
            MapValue result = left(f).Map;
            foreach (Datum key in Held(removed, right(f).Map, span))
                result = shape.With(result, key, Datum.False);
            return new Datum(result);
        };
    }
}
