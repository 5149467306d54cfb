using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using QuantifierKind = Sextant.Syntax.Sxt.Ast.QuantifierKind;

namespace Sextant.Model.Binding.Sxt.Programs;

internal sealed partial class TermBinder
{
    /// <summary>
    /// What one pattern binds. Of a key that is a tuple each part is a variable of its own, as maps store it; elements of a
    /// list stay whole.
    /// </summary>
    private sealed class BoundElement(SxtType type, string name, SourceSpan span, Func<SxtType?> collection)
    {
        private (Expr Value, EquatableArray<VariableSymbol> Variables)? _made;

        public Expr Value => Made.Value;

        public EquatableArray<VariableSymbol> Variables => Made.Variables;

        private (Expr Value, EquatableArray<VariableSymbol> Variables) Made => _made ??= collection() is SxtType.List ? Whole(name, Inference.Resolve(type)) : Fresh(name, Inference.Resolve(type));

        private (Expr Value, EquatableArray<VariableSymbol> Variables) Whole(string part, SxtType of)
        {
            var variable = new VariableSymbol(part, span, of.Data, VariableRole.Bound);
            return (new Expr.Reference(variable, span), [variable]);
        }

        private (Expr Value, EquatableArray<VariableSymbol> Variables) Fresh(string part, SxtType of)
        {
            if (of is not SxtType.Tuple tuple)
                return Whole(part, of);
            (Expr Value, EquatableArray<VariableSymbol> Variables)[] parts = [.. tuple.Parts.Select((p, i) => Fresh($"{part}{i}", p))];
            return (new Expr.Construct((DataType.Datatype)of.Data, DatatypeSymbol.Tuple(parts.Length).Constructors[0], parts.Select(p => p.Value).ToEquatable(), span),
                parts.SelectMany(p => p.Variables).ToEquatable());
        }
    }

    private Term? Quantifier(ExprSyntax.Quantifier quantifier, Place place)
    {
        var inner = new Place(place.Kind, place) { Before = null };
        var bound = new List<BoundElement>();
        var guards = new List<Func<Expr?>>();
        foreach (BoundGroup group in quantifier.Groups)
        {
            foreach (Pattern pattern in group.Patterns)
            {
                if (!BindPattern(pattern, group.Domain, inner, bound, guards, quantifier.Kind == QuantifierKind.Sum))
                    return null;
            }
        }

        SxtType type = quantifier.Kind == QuantifierKind.Sum ? SxtType.Integer : SxtType.Boolean;
        if (Bind(quantifier.Body, inner, type) is not { } body)
            return null;
        return new Term(type, quantifier.Span, () =>
        {
            bool isForAll = quantifier.Kind == QuantifierKind.ForAll;
            Expr[] conditions = [.. guards.Select(g => g()).OfType<Expr>()];
            Expr condition = body.Value();
            if (quantifier.Kind == QuantifierKind.Sum)
                return new Expr.Sum(bound.SelectMany(b => b.Variables).ToEquatable(), conditions.Length == 0 ? condition : Formula.If(conditions.Aggregate(Formula.And), condition, Formula.Zero(quantifier.Span)), quantifier.Span);
            if (conditions.Length > 0)
                condition = isForAll ? Formula.Implies(conditions.Aggregate(Formula.And), condition) : Formula.And(conditions.Aggregate(Formula.And), condition);
            return new Expr.Quantified(isForAll ? Expressions.QuantifierKind.ForAll : Expressions.QuantifierKind.Exists,
                bound.SelectMany(b => b.Variables).ToEquatable(), [], condition, quantifier.Span);
        });
    }

    private bool BindPattern(Pattern pattern, Domain domain, Place inner, List<BoundElement> bound, List<Func<Expr?>> guards, bool isSum)
    {
        SxtType type;
        Term? collection = null;
        if (domain is Domain.Values values)
        {
            if (types.Bind(values.Type) is not { } declared)
                return false;
            type = declared;
        }
        else
        {
            if (Infer(((Domain.Elements)domain).Collection, inner) is not { } elements)
                return false;
            collection = elements;
            OpenType element = inference.NewType();
            type = element;
            inference.Await(elements.Type, elements.Span, known => (!isSum || HasNoRepetitions(known, elements.Span)) &&
                ElementType(known, elements.Span) is { } held && (Inference.Unify(held, element) || Mismatch(elements.Span, held, element)));
        }

        SxtType?[] parts = pattern.Names.Count == 1 ? [type] : [.. pattern.Names.Select(_ => inference.NewType())];
        if (parts.Length > 1 && !HasParts(pattern.Span, type, parts!))
            return false;
        var whole = new BoundElement(type, pattern.Names[0].Text, pattern.Span, () => collection is null ? null : Inference.Resolve(collection.Type));
        bound.Add(whole);
        for (int i = 0; i < parts.Length; i++)
        {
            (Identifier name, int part) = (pattern.Names[i], i);
            var named = new Named(at => new Term(parts[part]!, at, () => At(parts.Length == 1 ? whole.Value : Formula.Field(whole.Value, DatatypeSymbol.Tuple(parts.Length).Constructors[0], part, at), at)), name.Span);
            if (!inner.TryDeclare(name.Text, named))
                diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"`{name.Text}` is bound twice", "rename one of the two", new DiagnosticLabel(inner.Own(name.Text)!.DeclaredAt, "first declared here"));
        }

        // What a collection holds was put there, and nothing is known of such numbers.
        if (collection is null)
            guards.Add(() => TypePromise.Of(Inference.Resolve(type), whole.Value));
        else
            guards.Add(() => Contains(collection.Value(), Inference.Resolve(collection.Type), whole.Value, pattern.Span));
        return true;
    }

    /// <summary>A variable stands for each element once, and a list may hold one several times.</summary>
    private bool HasNoRepetitions(SxtType collection, SourceSpan span)
    {
        if (collection is not SxtType.List)
            return true;
        diagnostics.Report(DiagnosticCodes.TypeMismatch, span, "a list may hold an element several times, and a variable stands for each value once", "for a list of numbers write `sum(xs)`; else go through it with `for x in xs`");
        return false;
    }

    private static Expr At(Expr value, SourceSpan span) => value is Expr.Reference reference ? reference with { Span = span } : value;

    /// <summary>Makes the type a tuple of these parts.</summary>
    public bool HasParts(SourceSpan span, SxtType type, SxtType[] parts)
    {
        if (Inference.Unify(type, new SxtType.Tuple(parts.ToEquatable())))
            return true;
        diagnostics.Report(DiagnosticCodes.TypeMismatch, span, $"a value of type `{Inference.Resolve(type)}` has no {parts.Length} parts", "give it one name, or as many as it has parts");
        return false;
    }
}
