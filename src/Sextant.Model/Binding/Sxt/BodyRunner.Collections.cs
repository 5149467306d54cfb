using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Memory = System.Collections.Immutable.ImmutableDictionary<Sextant.Model.Expressions.Symbol, Sextant.Model.Expressions.Expr>;

namespace Sextant.Model.Binding.Sxt;

internal sealed partial class BodyRunner
{
    /// <summary>Puts elements in or takes them out: one after the other where they are written down, else all at once.</summary>
    private Expr? Elements(StatementSyntax.Assign assign, Expr collection, SxtType.Collection type, Names names, Memory values)
    {
        bool isAdded = assign.Operator == AssignOperator.Add;
        if (type is SxtType.Keyed)
        {
            diagnostics.Report(DiagnosticCodes.NotAssignable, assign.Span, $"a `{type}` is changed key by key, and keeps all keys", "change what it holds at one key, `m[key]`", Declared(assign.Target, names));
            return null;
        }

        if (isAdded && type is SxtType.Map map)
            return assign.Value is ExprSyntax.Map entries ? Entries(entries, collection, map, names, values) : Overlaid(assign.Value, collection, map, names, values);
        if (assign.Value is not ExprSyntax.Set written)
            return Several(assign, collection, type, isAdded, names, values);
        var elements = new List<EquatableArray<Expr>>();
        foreach (ExprSyntax element in written.Elements)
        {
            if (expressions.Bind(element, names, type.Key) is not { } key)
                return null;
            elements.Add(Entry.Indices(Evaluate(key.Expr, values), key.Type));
        }

        if (type is SxtType.Observed observed)
            return isAdded ? Put(collection, elements, assign.Span)
                : TakenOut(collection, observed, k => elements.Select(e => e.Zip(k, Formula.Equal).Aggregate(Formula.And)).Aggregate(Formula.False(assign.Span), Formula.Or));
        return elements.Aggregate(collection, (all, indices) => Store(all, indices, Held(type, Formula.Select(all, indices), isAdded)));
    }

    private Expr? Entries(ExprSyntax.Map written, Expr collection, SxtType.Map type, Names names, Memory values)
    {
        foreach (MapEntry entry in written.Entries)
        {
            if (expressions.Bind(entry.Key, names, type.Key) is not { } key || expressions.Bind(entry.Value, names, type.Value) is not { } value
                || Written(new Typed(Entry.Stored(collection, type, key with { Expr = Evaluate(key.Expr, values) }), type.Value), Evaluate(value.Expr, values), entry.Span) is not { } stored)
                return null;
            collection = Store(collection, Entry.Indices(Evaluate(key.Expr, values), key.Type), Formula.Some(stored, entry.Span));
        }

        return collection;
    }

    /// <summary>A map with all that another one holds.</summary>
    private Expr? Overlaid(ExprSyntax added, Expr collection, SxtType.Map type, Names names, Memory values)
    {
        if (expressions.Bind(added, names, type) is not { } bound)
            return null;
        Expr other = Evaluate(bound.Expr, values);
        EquatableArray<VariableSymbol> keys = Reading.KeyVariables(type, added.Span);
        EquatableArray<Expr> indices = Formula.References(keys, added.Span);
        return new Expr.Lambda(keys, Formula.If(Formula.IsSome(Formula.Select(other, indices)), Formula.Select(other, indices), Formula.Select(collection, indices)), added.Span);
    }

    /// <summary>All elements of a set that is not written down.</summary>
    private Expr? Several(StatementSyntax.Assign assign, Expr collection, SxtType.Collection type, bool isAdded, Names names, Memory values)
    {
        if (expressions.Collection(assign.Value, names, type.Key) is not { } members)
            return null;
        if (members.Key is { } found && found.Erased != type.Key.Erased)
        {
            diagnostics.Report(DiagnosticCodes.TypeMismatch, assign.Value.Span, $"its elements are of type `{found}`, and `{type.Key}` is needed", help: null, Declared(assign.Target, names));
            return null;
        }

        Expr IsAmong(EquatableArray<Expr> key) => Evaluate(members.Contains(key), values);
        if (type is SxtType.Observed observed && !isAdded)
            return TakenOut(collection, observed, IsAmong);
        EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)type.Data, assign.Span);
        EquatableArray<Expr> indices = Formula.References(variables, assign.Span);
        Expr before = Formula.Select(collection, indices);
        if (type is not SxtType.Observed)
            return new Expr.Lambda(variables, Formula.If(IsAmong(indices), Held(type, before, isAdded), before), assign.Span);
        Expr isNow = Formula.Equal(indices[^1], Dot(assign.Span));
        return new Expr.Lambda(variables, Formula.If(Formula.And(IsAmong([.. indices.SkipLast(1)]), isNow), DotNames.Added(before), before), assign.Span);
    }

    private Expr Put(Expr collection, IEnumerable<EquatableArray<Expr>> elements, SourceSpan span)
    {
        Expr dot = Dot(span);
        return elements.Aggregate(collection, (all, element) => Store(all, [.. element, dot], DotNames.Added(Formula.Select(all, [.. element, dot]))));
    }

    /// <summary>All additions that were seen here are gone, whoever made them.</summary>
    private static Expr.Lambda TakenOut(Expr collection, SxtType.Observed type, Func<EquatableArray<Expr>, Expr> isAmong)
    {
        EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)type.Data, collection.Span);
        EquatableArray<Expr> indices = Formula.References(variables, collection.Span);
        Expr before = Formula.Select(collection, indices);
        Expr condition = isAmong([.. indices.SkipLast(1)]);
        Expr gone = DotNames.TakenOut(before);
        return new Expr.Lambda(variables, condition is Expr.BoolLiteral { Value: true } ? gone : Formula.If(condition, gone, before), collection.Span);
    }

    /// <summary>What a collection holds at an element that was put in or taken out.</summary>
    private static Expr Held(SxtType.Collection type, Expr before, bool isAdded)
    {
        switch (type)
        {
            case SxtType.TwoPhaseSet:
                Expr removed = Formula.Case(before.Type, TwoPhase.Symbol.Constructors[2], before.Span);
                return isAdded
                    ? Formula.If(new Expr.Is(before, TwoPhase.Symbol.Constructors[2], before.Span), removed, Formula.Case(before.Type, TwoPhase.Symbol.Constructors[1], before.Span))
                    : removed;
            case SxtType.Map:
                return Formula.None(before.Type, before.Span);
            default:
                return new Expr.BoolLiteral(isAdded, before.Span);
        }
    }
}
