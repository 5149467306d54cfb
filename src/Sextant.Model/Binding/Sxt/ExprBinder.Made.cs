using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using BinaryOperator = Sextant.Syntax.Sxt.Ast.BinaryOperator;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Sets and maps that are made on the spot: by what they hold at each key.</summary>
internal sealed partial class ExprBinder
{
    private Typed? Made(ExprSyntax.Set set, Names names, SxtType? expected)
    {
        if (expected is SxtType.Map empty && set.Elements.Count == 0)
            return Map(empty, key => Formula.None(new SxtType.Option(empty.Value).Data, set.Span), set);
        return Written(set, names, (expected as SxtType.Collection)?.Key) is { } members ? Set(members, set) : null;
    }

    private Typed? Set(Members members, ExprSyntax syntax)
    {
        if (members.Key is null)
        {
            diagnostics.Report(DiagnosticCodes.TypeMismatch, syntax.Span, "it is not known of which type this `{}` is", "put it where its type is known: beside a field, or in the place of a parameter");
            return null;
        }

        var type = new SxtType.Set(members.Key);
        EquatableArray<VariableSymbol> keys = Reading.KeyVariables(type, syntax.Span);
        return new Typed(new Expr.Lambda(keys, members.Contains(Formula.References(keys, syntax.Span)), syntax.Span), type);
    }

    private static Typed Map(SxtType.Map type, Func<EquatableArray<Expr>, Expr> held, ExprSyntax syntax)
    {
        EquatableArray<VariableSymbol> keys = Reading.KeyVariables(type, syntax.Span);
        return new Typed(new Expr.Lambda(keys, held(Formula.References(keys, syntax.Span)), syntax.Span), type);
    }

    private Typed? Made(ExprSyntax.Map map, Names names, SxtType? expected)
    {
        var type = expected as SxtType.Map;
        var entries = new List<(EquatableArray<Expr> Key, Expr Value)>();
        foreach (MapEntry entry in map.Entries)
        {
            if (Bind(entry.Key, names, type?.Key) is not { } key || Bind(entry.Value, names, type?.Value) is not { } value)
                return null;
            type ??= new SxtType.Map(key.Type, value.Type);
            entries.Add((Entry.Indices(key.Expr, key.Type), Formula.Some(value.Expr, entry.Span)));
        }

        if (type is null)
            return null;
        Expr none = Formula.None(new SxtType.Option(type.Value).Data, map.Span);
        return Map(type, key => entries.Aggregate(none, (held, entry) => Formula.If(entry.Key.Zip(key, Formula.Equal).Aggregate(Formula.And), entry.Value, held)), map);
    }

    /// <summary>Two sets united, a map with another one laid over it, or what is left of either without some keys.</summary>
    private Typed? Combined(ExprSyntax.Binary binary, Names names, SxtType.Collection? expected)
    {
        Typed? left = NeedsElements(binary.Left) && expected is null ? null : Bind(binary.Left, names, expected);
        if (left?.Type is SxtType.Map map)
        {
            if (binary.Operator == BinaryOperator.Add)
                return Bind(binary.Right, names, map) is { } over
                    ? Map(map, key => Formula.If(Formula.IsSome(Formula.Select(over.Expr, key)), Formula.Select(over.Expr, key), Formula.Select(left.Expr, key)), binary)
                    : null;
            return Collection(binary.Right, names, map.Key) is { } without
                ? Map(map, key => Formula.If(without.Contains(key), Formula.None(new SxtType.Option(map.Value).Data, binary.Span), Formula.Select(left.Expr, key)), binary)
                : null;
        }

        return Collection(binary, names, (expected ?? left?.Type as SxtType.Collection)?.Key) is { } members ? Set(members, binary) : null;
    }

    private static bool NeedsElements(ExprSyntax syntax) => syntax is ExprSyntax.Set { Elements.Count: 0 };

    /// <summary>Whether what is written can only be a set or a map; names are looked up, nothing is reported.</summary>
    private static bool IsCollection(ExprSyntax syntax, Names names) => syntax switch
    {
        ExprSyntax.Set or ExprSyntax.Map => true,
        ExprSyntax.Name name => names.TryFind(name.Text, out Typed? value) && value?.Type is SxtType.Collection,
        ExprSyntax.Member { Target: ExprSyntax.Word { Value: ValueWord.This } } field => names.Fields.TryFind(field.Field.Text, out Typed? value) && value?.Type is SxtType.Collection,
        ExprSyntax.Member { Target: ExprSyntax.Name other } field => names.OtherFields(other.Text) is { } fields && fields.TryGetValue(field.Field.Text, out Typed? value) && value.Type is SxtType.Collection,
        ExprSyntax.Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } parts => IsCollection(parts.Left, names),
        ExprSyntax.Old old => IsCollection(old.Operand, names),
        ExprSyntax.Call { Callee: ExprSyntax.Name { Text: "keys" } } => true,
        _ => false,
    };
}
