using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

internal sealed partial class ExprBinder
{
    /// <summary><c>sum x in s. e</c>; what is no element adds nothing.</summary>
    private Typed? Sum(ExprSyntax.Quantifier sum, Names names)
    {
        var inner = new Names(names);
        var variables = new List<VariableSymbol>();
        var guards = new List<Expr>();
        if (!BindPatterns(sum, inner, variables, guards) || Bind(sum.Body, inner) is not { } body)
            return null;
        if (body.Type.Erased is not SxtType.Int)
        {
            diagnostics.Report(DiagnosticCodes.TypeMismatch, sum.Body.Span, $"this is of type `{body.Type}`, and numbers are added up",
                body.Type is SxtType.Bool ? "a sum takes in all that follows: write `(sum x in s. e) >= 0`; to count elements, `sum x in s. if p then 1 else 0`" : "say which number each element stands for");
            return null;
        }

        Expr added = guards.Count == 0 ? body.Expr : Formula.If(guards.Aggregate(Formula.And), body.Expr, Formula.Zero(sum.Body.Span));
        return Total(variables.ToEquatable(), added, body.Type, sum.Span);
    }

    /// <summary><c>sum(m)</c>: of a map's values, or of a set's elements.</summary>
    private Typed? Sum(ExprSyntax.Call call, Names names)
    {
        if (Infer(call.Arguments[0], names, expected: null) is not { } bound)
            return null;
        SxtType? added = bound.Type is SxtType.Map map ? map.Value : (bound.Type as SxtType.Collection)?.Key;
        if (added?.Shown.Erased is not SxtType.Int)
        {
            diagnostics.Report(DiagnosticCodes.TypeMismatch, call.Arguments[0].Span, $"this is of type `{bound.Type}`, and `sum` takes a set of numbers, or a map to numbers", "for other sums write `sum x in s. e`");
            return null;
        }

        var type = (SxtType.Collection)bound.Type;
        (Typed key, EquatableArray<VariableSymbol> variables) = Fresh("k", type.Key, call.Span);
        Typed value = type is SxtType.Map read ? Entry.Read(bound.Expr, read, key) : key;
        Expr isElement = Entry.Contains(bound.Expr, type, Formula.References(variables, call.Span));
        return Total(variables, Formula.If(isElement, value.Expr, Formula.Zero(call.Span)), value.Type, call.Span);
    }

    /// <summary><c>len(s)</c>: how many elements or keys there are, as a sum of ones.</summary>
    private Typed? Length(ExprSyntax.Call call, Names names)
    {
        if (Collection(call.Arguments[0], names, key: null) is not { } members)
            return null;
        if (members.Key is null)
            return new Typed(Formula.Zero(call.Span), SxtType.Natural);
        (_, EquatableArray<VariableSymbol> variables) = Fresh("k", members.Key, call.Span);
        Expr isElement = members.Contains(Formula.References(variables, call.Span));
        return Total(variables, Formula.If(isElement, Formula.Number(1, call.Span), Formula.Zero(call.Span)), SxtType.Natural, call.Span);
    }

    private Typed? Total(EquatableArray<VariableSymbol> variables, Expr added, SxtType type, SourceSpan span)
    {
        if (variables.FirstOrDefault(v => !IsSmall(v.Type)) is not { } unbounded)
            return new Typed(new Expr.Sum(variables, added, span), type is SxtType.Nat ? SxtType.Natural : SxtType.Integer);
        diagnostics.Report(DiagnosticCodes.Unsupported, span, $"sums over values of type `{unbounded.Type}` are not yet checked in replicated objects",
            "add up over the values of an uninterpreted type, an enumeration or `bool`, or over tuples of them");
        return null;
    }

    /// <summary>Types of which each world has finitely many values, so that all of them can be gone through; what a parameter stands for is asked when that is known.</summary>
    private static bool IsSmall(DataType type) => type is DataType.Bool or DataType.Sort or DataType.Parameter || (type is DataType.Datatype d && d.Symbol.Constructors.All(c => c.Fields.Count == 0));
}
