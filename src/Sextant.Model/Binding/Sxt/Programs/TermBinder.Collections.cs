using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using BinaryOperator = Sextant.Syntax.Sxt.Ast.BinaryOperator;

namespace Sextant.Model.Binding.Sxt.Programs;

internal sealed partial class TermBinder
{
    private Term? Index(ExprSyntax.Index index, Place place)
    {
        Term? target = Infer(index.Target, place);
        Term? position = Infer(index.Position, place);
        return target is null || position is null ? null : inference.When(target.Type, index.Target.Span, type => ElementOf(target, type, position, index));
    }

    private Term? ElementOf(Term target, SxtType type, Term position, ExprSyntax.Index index)
    {
        SourceSpan span = index.Span;
        switch (type)
        {
            case SxtType.Map map:
                return inference.Expect(position, map.Key) is null ? null
                    : new Term(map.Value, span, () => new Expr.Primitive(PrimitiveOperator.Find, [target.Value(), .. Indices(position, map.Key)], Inference.Resolve(map.Value).Data, span));
            case SxtType.List list:
                return inference.Expect(position, SxtType.Integer) is null ? null : Primitive(PrimitiveOperator.Element, list.Element, span, target, position);
            case SxtType.Tuple tuple:
                return PartOf(tuple, index) is { } part
                    ? new Term(tuple.Parts[part], span, () => Formula.Field(target.Value(), DatatypeSymbol.Tuple(tuple.Parts.Count).Constructors[0], part, span))
                    : null;
            default:
                return Wrong(DiagnosticCodes.NotAMap, index.Target.Span, $"this is of type `{Inference.Resolve(type)}`, and only lists, maps and tuples have elements", "leave out the index, or make it a list or a map");
        }
    }

    private int? PartOf(SxtType.Tuple tuple, ExprSyntax.Index index)
    {
        if (index.Position is ExprSyntax.IntLiteral literal && literal.Value >= 0 && literal.Value < tuple.Parts.Count)
            return (int)literal.Value;
        Wrong(DiagnosticCodes.TypeMismatch, index.Position.Span, $"a part of `{Inference.Resolve(tuple)}` is asked for by a number from 0 to {tuple.Parts.Count - 1}", "write the number itself: each part has a type of its own");
        return null;
    }

    private static EquatableArray<Expr> Indices(Term key, SxtType type) => Entry.Indices(key.Value(), Inference.Resolve(type));

    /// <summary>The whole with another element at the index.</summary>
    public Term? Replaced(Term target, ExprSyntax.Index index, Term position, Term element) => inference.When(target.Type, index.Target.Span, type =>
    {
        SourceSpan span = index.Span;
        switch (type)
        {
            case SxtType.Map map when inference.Expect(position, map.Key) is not null && inference.Expect(element, map.Value) is not null:
                return new Term(map, span, () => new Expr.Store(target.Value(), Indices(position, map.Key), Formula.Some(element.Value(), span), span));
            case SxtType.List list when inference.Expect(position, SxtType.Integer) is not null && inference.Expect(element, list.Element) is not null:
                return Primitive(PrimitiveOperator.Replace, list, span, target, position, element);
            case SxtType.Tuple tuple when PartOf(tuple, index) is { } part && inference.Expect(element, tuple.Parts[part]) is not null:
                return Rebuilt(target, tuple, DatatypeSymbol.Tuple(tuple.Parts.Count).Constructors[0], part, element, span);
            case SxtType.Map or SxtType.List or SxtType.Tuple:
                return null;
            default:
                return Wrong(DiagnosticCodes.NotAMap, index.Target.Span, $"this is of type `{Inference.Resolve(type)}`, and only lists, maps and tuples have elements", "leave out the index, or make it a list or a map");
        }
    });

    /// <summary>The whole with another field.</summary>
    public Term? Replaced(Term target, ExprSyntax.Member member, Term value) => inference.When(target.Type, member.Target.Span, type =>
    {
        if (type is not SxtType.Record record)
            return Wrong(DiagnosticCodes.TypeMismatch, member.Field.Span, $"a value of type `{Inference.Resolve(type)}` has no field that could be assigned to", "only fields of records can be assigned to");
        DatatypeConstructor constructor = record.Symbol.Constructors[0];
        int index = constructor.Fields.ToList().FindIndex(f => f.Name == member.Field.Text);
        if (index < 0)
            return UnknownField($"`{record}`", member.Field, constructor.Fields.Select(f => f.Name));
        return inference.Expect(value, record.Fields[index]) is null ? null : Rebuilt(target, record, constructor, index, value, member.Span);
    }, () => RecordWith(member.Field.Text));

    private static Term Rebuilt(Term target, SxtType type, DatatypeConstructor constructor, int field, Term value, SourceSpan span) => new(type, span, () =>
    {
        Expr whole = target.Value();
        IEnumerable<Expr> fields = constructor.Fields.Select((_, i) => i == field ? value.Value() : Formula.Field(whole, constructor, i, span));
        return new Expr.Construct((DataType.Datatype)Inference.Resolve(type).Data, constructor, fields.ToEquatable(), span);
    });

    private Term? List(ExprSyntax.List list, Place place)
    {
        OpenType element = inference.NewType();
        if (Elements(list.Elements, element, place) is not { } parts)
            return null;
        // An empty list is a list or a vector, as its place needs; one with elements too.
        OpenType type = inference.NewType();
        inference.Await(type, list.Span, known =>
        {
            if (known is SxtType.List wanted)
                return Inference.Unify(wanted.Element, element) || Mismatch(list.Span, new SxtType.List(element, IsDense: false), known);
            return Mismatch(list.Span, new SxtType.List(element, IsDense: false), known);
        }, () => new SxtType.List(element, IsDense: false));
        return new Term(type, list.Span, () => new Expr.ListOf(parts.Select(p => p.Value()).ToEquatable(), (DataType.List)Inference.Resolve(type).Data, list.Span));
    }

    private bool Mismatch(SourceSpan span, SxtType given, SxtType wanted)
    {
        (given, wanted) = (Inference.Resolve(given), Inference.Resolve(wanted));
        diagnostics.Report(DiagnosticCodes.TypeMismatch, span, $"this is of type `{given}`, and `{wanted}` is needed", TypeAdvice.For(given, wanted) ?? $"write a value of type `{wanted}`");
        return false;
    }

    private List<Term>? Elements(EquatableArray<ExprSyntax> syntax, SxtType type, Place place)
    {
        var parts = new List<Term>();
        foreach (ExprSyntax part in syntax)
        {
            if (Bind(part, place, type, parts.Count > 0 ? [new DiagnosticLabel(parts[0].Span, "because of this")] : []) is not { } bound)
                return null;
            parts.Add(bound);
        }

        return parts;
    }

    private Term? Family(ExprSyntax.Family family, Place place)
    {
        Term? first = Infer(family.First, place);
        if (first is null || Infer(family.Last, place) is null)
            return null;
        string name = family.First is ExprSyntax.Member { Field.Text: var field } ? field : "";
        return place.Find(FamilyName(name)) is { } all ? all.Read(family.Span)
            : Wrong(DiagnosticCodes.MalformedFamily, family.Span, "these are not the first and the last object of one family");
    }

    /// <summary>The name under which a place knows all objects of the family that this is the first of.</summary>
    public static string FamilyName(string first) => $"[{first}]";

    private Term? Set(ExprSyntax.Set set, Place place)
    {
        OpenType key = inference.NewType();
        if (Elements(set.Elements, key, place) is not { } parts)
            return null;
        if (parts.Count > 0)
            return new Term(new SxtType.Set(key), set.Span, () => Stored(new SxtType.Set(key), set.Span, parts.Select(p => (p, (Term?)null))));
        OpenType type = inference.NewType();
        inference.Await(type, set.Span, known => known is SxtType.Set or SxtType.Map || Mismatch(set.Span, new SxtType.Set(key), known), unknown: "it is not known whether this is a set or a map, and of what");
        return new Term(type, set.Span, () => Stored((SxtType.Collection)Inference.Resolve(type), set.Span, []));
    }

    private Term? Map(ExprSyntax.Map map, Place place)
    {
        OpenType key = inference.NewType();
        OpenType value = inference.NewType();
        if (Elements(map.Entries.Select(e => e.Key).ToEquatable(), key, place) is not { } keys || Elements(map.Entries.Select(e => e.Value).ToEquatable(), value, place) is not { } values)
            return null;
        var type = new SxtType.Map(key, value);
        return new Term(type, map.Span, () => Stored(type, map.Span, keys.Zip(values, (k, v) => (k, (Term?)v))));
    }

    /// <summary>The empty collection, with the elements or entries put in one after the other.</summary>
    private static Expr Stored(SxtType.Collection type, SourceSpan span, IEnumerable<(Term Key, Term? Value)> entries) =>
        entries.Aggregate(Empty(type, span), (whole, e) => new Expr.Store(whole, Indices(e.Key, type.Key),
            e.Value is null ? Formula.True(span) : Formula.Some(e.Value.Value(), span), span));

    public static Expr Empty(SxtType.Collection type, SourceSpan span)
    {
        var resolved = (SxtType.Collection)Inference.Resolve(type);
        var data = (DataType.Map)resolved.Data;
        return new Expr.Primitive(PrimitiveOperator.Everywhere, [resolved is SxtType.Map ? Formula.None(data.Range, span) : Formula.False(span)], data, span);
    }

    private Term? Membership(ExprSyntax.Binary binary, Place place)
    {
        Term? element = Infer(binary.Left, place);
        Term? collection = Infer(binary.Right, place);
        if (element is null || collection is null)
            return null;
        bool isInside = binary.Operator == BinaryOperator.In;
        return inference.When(collection.Type, collection.Span, type =>
        {
            if (ElementType(type, collection.Span) is not { } wanted || inference.Expect(element, wanted, new DiagnosticLabel(collection.Span, "because of this")) is null)
                return null;
            return new Term(SxtType.Boolean, binary.Span, () =>
            {
                Expr inside = Contains(collection.Value(), Inference.Resolve(type), element.Value(), binary.Span);
                return isInside ? inside : Formula.Not(inside) with { Span = binary.Span };
            });
        });
    }

    /// <summary>What is in a collection of this type: elements, or keys.</summary>
    private SxtType? ElementType(SxtType type, SourceSpan span) => type switch
    {
        SxtType.Collection collection => collection.Key,
        SxtType.List list => list.Element,
        _ => Wrong(DiagnosticCodes.TypeMismatch, span, $"this is of type `{Inference.Resolve(type)}`, and a list, a set or a map is needed", "write braces or brackets around a single value")?.Type,
    };

    private static Expr Contains(Expr collection, SxtType type, Expr element, SourceSpan span) => type is SxtType.Collection held
        ? Entry.Contains(collection, held, Entry.Indices(element, held.Key)) with { Span = span }
        : new Expr.Primitive(PrimitiveOperator.Contains, [collection, element], DataType.Boolean, span);

    /// <summary>What a loop goes through: the elements as a list, and their type.</summary>
    public (Term List, SxtType Element)? Listed(Term collection)
    {
        OpenType element = inference.NewType();
        inference.Await(collection.Type, collection.Span, type =>
            ElementType(type, collection.Span) is { } held && (Inference.Unify(held, element) || Mismatch(collection.Span, held, element)));
        var list = new SxtType.List(element, IsDense: true);
        return (Primitive(PrimitiveOperator.Elements, list, collection.Span, collection), element);
    }
}
