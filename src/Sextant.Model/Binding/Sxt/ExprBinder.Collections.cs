using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using BinaryOperator = Sextant.Syntax.Sxt.Ast.BinaryOperator;
using Op = Sextant.Model.Expressions.BinaryOperator;
using QuantifierKind = Sextant.Syntax.Sxt.Ast.QuantifierKind;

namespace Sextant.Model.Binding.Sxt;

internal sealed partial class ExprBinder
{
    /// <summary>A collection by its elements alone: the type of a key (null when it is empty as written), and whether one is in it.</summary>
    internal sealed record Members(SxtType? Key, Func<EquatableArray<Expr>, Expr> Contains);

    private static bool IsWrittenCollection(ExprSyntax syntax) => syntax is ExprSyntax.Set;

    /// <param name="key">What the place knows of the keys, for elements that cannot say their type.</param>
    public Members? Collection(ExprSyntax syntax, Names names, SxtType? key)
    {
        switch (syntax)
        {
            case ExprSyntax.Set set:
                return Written(set, names, key);
            case ExprSyntax.Call { Callee: ExprSyntax.Name { Text: "keys" }, Arguments.Count: 1 } keys:
                return Collection(keys.Arguments[0], names, key);
            case ExprSyntax.Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } parts:
                if (Collection(parts.Left, names, key) is not { } left || Collection(parts.Right, names, key ?? left.Key) is not { } right)
                    return null;
                return new Members(left.Key ?? right.Key, parts.Operator == BinaryOperator.Add
                    ? i => Formula.Or(left.Contains(i), right.Contains(i))
                    : i => Formula.And(left.Contains(i), Formula.Not(right.Contains(i))));
        }

        if (Infer(syntax, names, expected: null) is not { } bound)
            return null;
        if (bound.Type is SxtType.Collection collection)
            return new Members(collection.Key, i => Entry.Contains(bound.Expr, collection, i));
        diagnostics.Report(DiagnosticCodes.TypeMismatch, syntax.Span, $"this is of type `{bound.Type}`, and a set or a map is needed");
        return null;
    }

    private Members? Written(ExprSyntax.Set set, Names names, SxtType? key)
    {
        var elements = new List<EquatableArray<Expr>>();
        foreach (ExprSyntax element in set.Elements)
        {
            if (Bind(element, names, key) is not { } bound)
                return null;
            key ??= bound.Type;
            elements.Add(Entry.Indices(bound.Expr, bound.Type));
        }

        return new Members(key, i => elements.Select(e => e.Zip(i, Formula.Equal).Aggregate(Formula.And)).Aggregate(Formula.False(set.Span), Formula.Or));
    }

    /// <summary><c>find(m, k)</c>: of an absent key nothing is known, whatever a map of the type yields there.</summary>
    private Typed? Find(ExprSyntax.Call call, Names names)
    {
        if (Infer(call.Arguments[0], names, expected: null) is not { } bound)
            return null;
        if (bound.Type is SxtType.Map map)
            return Bind(call.Arguments[1], names, map.Key) is { } key ? Spanning(Reading.Of(Formula.Inner(Formula.At(bound.Expr, Entry.Indices(key.Expr, map.Key))), map.Value), call.Span) : null;
        diagnostics.Report(DiagnosticCodes.TypeMismatch, call.Arguments[0].Span, $"this is of type `{bound.Type}`, and a map is needed", "what a map of sets or maps holds is `m[key]`");
        return null;
    }

    private Expr? Membership(ExprSyntax.Binary binary, Names names)
    {
        if (NeedsType(binary.Left) || binary.Right is not ExprSyntax.Set)
        {
            if (Collection(binary.Right, names, key: null) is not { } members || Bind(binary.Left, names, members.Key) is not { } element)
                return null;
            return members.Contains(Entry.Indices(element.Expr, element.Type));
        }

        return Bind(binary.Left, names) is { } left && Collection(binary.Right, names, left.Type) is { } right
            ? right.Contains(Entry.Indices(left.Expr, left.Type))
            : null;
    }

    /// <summary>A set that is written down on one side: both have the same elements.</summary>
    private Expr? SameElements(ExprSyntax.Binary binary, Names names)
    {
        bool rightFirst = IsWrittenCollection(binary.Left);
        if (Collection(rightFirst ? binary.Right : binary.Left, names, key: null) is not { } first
            || Collection(rightFirst ? binary.Left : binary.Right, names, first.Key) is not { } second)
            return null;
        if ((first.Key ?? second.Key) is not { } key)
            return Formula.True(binary.Span);
        bool isEmpty = (rightFirst ? binary.Left : binary.Right) is ExprSyntax.Set { Elements.Count: 0 };
        if (!isEmpty && Bind(rightFirst ? binary.Right : binary.Left, names)?.Type is SxtType.Map)
        {
            diagnostics.Report(DiagnosticCodes.TypeMismatch, binary.Span, "a map is compared with a set", "compare its keys: `keys(m) == {a}`");
            return null;
        }

        (_, EquatableArray<VariableSymbol> variables) = Fresh("k", key, binary.Span);
        EquatableArray<Expr> indices = Formula.References(variables, binary.Span);
        Expr body = isEmpty ? Formula.Not(first.Contains(indices)) : Formula.Condition(Op.Equivalent, first.Contains(indices), second.Contains(indices), binary.Span);
        return Formula.ForAll(variables, body, binary.Span);
    }

    private Typed? Quantifier(ExprSyntax.Quantifier quantifier, Names names)
    {
        var inner = new Names(names);
        var variables = new List<VariableSymbol>();
        var guards = new List<Expr>();
        if (!BindPatterns(quantifier, inner, variables, guards) || Condition(quantifier.Body, inner) is not { } body)
            return null;
        bool isForAll = quantifier.Kind == QuantifierKind.ForAll;
        if (guards.Count > 0)
        {
            Expr guard = guards.Aggregate(Formula.And);
            body = isForAll ? Formula.Implies(guard, body) : Formula.And(guard, body);
        }

        var kind = isForAll ? Expressions.QuantifierKind.ForAll : Expressions.QuantifierKind.Exists;
        return new Typed(new Expr.Quantified(kind, variables.ToEquatable(), [], body, quantifier.Span), SxtType.Boolean);
    }

    private bool BindPatterns(ExprSyntax.Quantifier quantifier, Names inner, List<VariableSymbol> variables, List<Expr> guards) =>
        quantifier.Groups.All(g => g.Patterns.All(p => BindPattern(p, g.Domain, inner, variables, guards)));

    /// <summary>Binds what a loop goes through: the condition that the new variables are an element. Null when it is wrong, which has been reported.</summary>
    public Expr? Range(Pattern pattern, ExprSyntax collection, Names inner, List<VariableSymbol> variables)
    {
        var guards = new List<Expr>();
        return BindPattern(pattern, new Domain.Elements(collection.Span, collection), inner, variables, guards) ? guards.Aggregate(Formula.And) : null;
    }

    private bool BindPattern(Pattern pattern, Domain domain, Names inner, List<VariableSymbol> variables, List<Expr> guards)
    {
        Members? members = domain is Domain.Elements elements ? Collection(elements.Collection, inner, key: null) : null;
        SxtType? type = domain is Domain.Values values ? types.Bind(values.Type) : members?.Key;
        if (type is null || (pattern.Names.Count > 1 && !HasParts(pattern, type)))
            return false;
        (Typed Value, EquatableArray<VariableSymbol> Variables)[] parts = pattern.Names.Count == 1
            ? [Fresh(pattern.Names[0].Text, type, pattern.Names[0].Span)]
            : [.. pattern.Names.Zip(((SxtType.Tuple)type).Parts, (n, t) => Fresh(n.Text, t, n.Span))];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!inner.TryDeclare(pattern.Names[i].Text, parts[i].Value))
                diagnostics.Report(DiagnosticCodes.DuplicateName, pattern.Names[i].Span, $"`{pattern.Names[i].Text}` is bound twice", "rename one of the two", inner.Earlier(pattern.Names[i].Text));

            // What a collection holds was put there by operations, of whose numbers nothing is known.
            if (members is null && TypePromise.Of(parts[i].Value.Type, parts[i].Value.Expr) is { } promise)
                guards.Add(promise);
        }

        VariableSymbol[] bound = [.. parts.SelectMany(p => p.Variables)];
        variables.AddRange(bound);
        if (members is not null)
            guards.Add(members.Contains(Formula.References(bound.ToEquatable(), pattern.Span)));
        return true;
    }

    private bool HasParts(Pattern pattern, SxtType type)
    {
        if (type is SxtType.Tuple tuple && tuple.Parts.Count == pattern.Names.Count)
            return true;
        diagnostics.Report(DiagnosticCodes.TypeMismatch, pattern.Span, $"the elements are of type `{type}`, which has no {pattern.Names.Count} parts");
        return false;
    }

    /// <summary>A new value of the type: one variable, or of a tuple one for each part.</summary>
    private static (Typed Value, EquatableArray<VariableSymbol> Variables) Fresh(string name, SxtType type, SourceSpan span)
    {
        if (type is not SxtType.Tuple tuple)
        {
            var variable = new VariableSymbol(name, span, type.Data, VariableRole.Bound);
            return (new Typed(new Expr.Reference(variable, span), type), [variable]);
        }

        (Typed Value, EquatableArray<VariableSymbol> Variables)[] parts = [.. tuple.Parts.Select((p, i) => Fresh($"{name}{i}", p, span))];
        var whole = new Expr.Construct((DataType.Datatype)type.Data, DatatypeSymbol.Tuple(parts.Length).Constructors[0], parts.Select(p => p.Value.Expr).ToEquatable(), span);
        return (new Typed(whole, type), parts.SelectMany(p => p.Variables).ToEquatable());
    }
}
