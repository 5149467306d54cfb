using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using BinaryOperator = Sextant.Syntax.Sxt.Ast.BinaryOperator;
using Op = Sextant.Model.Expressions.BinaryOperator;
using UnaryOperator = Sextant.Syntax.Sxt.Ast.UnaryOperator;

namespace Sextant.Model.Binding.Sxt;

internal sealed partial class ExprBinder
{
    private Typed? Unary(ExprSyntax.Unary unary, Names names)
    {
        bool isNot = unary.Operator == UnaryOperator.Not;
        if (Bind(unary.Operand, names, isNot ? SxtType.Boolean : SxtType.Integer) is not { } operand)
            return null;
        return isNot
            ? new Typed(new Expr.Unary(Expressions.UnaryOperator.Not, operand.Expr, DataType.Boolean, unary.Span), SxtType.Boolean)
            : new Typed(new Expr.Unary(Expressions.UnaryOperator.Negate, operand.Expr, DataType.Integer, unary.Span), SxtType.Integer);
    }

    private Typed? Binary(ExprSyntax.Binary binary, Names names, SxtType? expected)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Equivalent or BinaryOperator.Implies or BinaryOperator.And or BinaryOperator.Or:
                return Logical(binary, names);
            case BinaryOperator.Equal:
                return Equality(binary, names) is { } equal ? new Typed(equal with { Span = binary.Span }, SxtType.Boolean) : null;
            case BinaryOperator.NotEqual:
                return Equality(binary, names) is { } same ? new Typed(Formula.Not(same) with { Span = binary.Span }, SxtType.Boolean) : null;
            case BinaryOperator.In:
                return Membership(binary, names) is { } member ? new Typed(member with { Span = binary.Span }, SxtType.Boolean) : null;
            case BinaryOperator.NotIn:
                return Membership(binary, names) is { } inside ? new Typed(Formula.Not(inside) with { Span = binary.Span }, SxtType.Boolean) : null;
            case BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual:
                return Comparison(binary, names);
            default:
                return Arithmetic(binary, names, expected);
        }
    }

    private Typed? Logical(ExprSyntax.Binary binary, Names names)
    {
        Expr? left = Condition(binary.Left, names);
        Expr? right = Condition(binary.Right, names);
        return left is null || right is null ? null : new Typed(Formula.Condition(Formula.Head(binary.Operator), left, right, binary.Span), SxtType.Boolean);
    }

    private Typed? Arithmetic(ExprSyntax.Binary binary, Names names, SxtType? expected)
    {
        if (binary.Operator is BinaryOperator.Add or BinaryOperator.Subtract && (expected is SxtType.Collection || IsCollection(binary.Left, names)))
            return Combined(binary, names, expected as SxtType.Collection);
        Typed? left = Bind(binary.Left, names, SxtType.Integer);
        Typed? right = Bind(binary.Right, names, SxtType.Integer);
        if (left is null || right is null)
            return null;
        bool staysNatural = left.Type is SxtType.Nat && right.Type is SxtType.Nat && binary.Operator != BinaryOperator.Subtract;
        return new Typed(new Expr.Binary(Formula.Head(binary.Operator), left.Expr, right.Expr, DataType.Integer, binary.Span), staysNatural ? SxtType.Natural : SxtType.Integer);
    }

    private Typed? Comparison(ExprSyntax.Binary binary, Names names)
    {
        if (Sides(binary, names) is not var (left, right))
            return null;
        return Compare(Formula.Head(binary.Operator), left, right, binary.Span) is { } condition ? new Typed(condition, SxtType.Boolean) : null;
    }

    private Expr? Compare(Op op, Typed left, Typed right, SourceSpan span)
    {
        switch (left.Type.Erased)
        {
            case SxtType.Int:
                return Formula.Condition(op, left.Expr, right.Expr, span);
            case SxtType.Enum { IsOrdered: true }:
                return Formula.Condition(op, theory.Rank(left.Expr), theory.Rank(right.Expr), span);
            default:
                diagnostics.Report(DiagnosticCodes.TypeMismatch, span, $"values of type `{left.Type}` have no order",
                    left.Type is SxtType.Enum ? "an enum whose cases stand with `<` between them is ordered" : "numbers and ordered enums can be compared");
                return null;
        }
    }

    /// <summary>Both sides, of one type; the side that cannot say its type is bound after the other.</summary>
    private (Typed Left, Typed Right)? Sides(ExprSyntax.Binary binary, Names names)
    {
        bool rightFirst = NeedsType(binary.Left) && !NeedsType(binary.Right);
        Typed? first = Bind(rightFirst ? binary.Right : binary.Left, names);
        Typed? second = first is null ? null : Bind(rightFirst ? binary.Left : binary.Right, names, first.Type, [Whose(first)]);
        return second is null ? null : rightFirst ? (second, first!) : (first!, second);
    }

    private static bool NeedsType(ExprSyntax syntax) => syntax switch
    {
        ExprSyntax.Word => true,
        ExprSyntax.Some some => NeedsType(some.Operand),
        ExprSyntax.Tuple tuple => tuple.Elements.Any(NeedsType),
        _ => false,
    };

    private Expr? Equality(ExprSyntax.Binary binary, Names names)
    {
        if (IsWrittenCollection(binary.Left) || IsWrittenCollection(binary.Right))
            return SameElements(binary, names);
        if (Sides(binary, names) is not var (left, right))
            return null;
        if (left.Type is not SxtType.Collection)
            return IsCase(right.Expr) is { } test ? new Expr.Is(left.Expr, test, binary.Span)
                : IsCase(left.Expr) is { } other ? new Expr.Is(right.Expr, other, binary.Span)
                : Formula.Condition(Op.Equal, left.Expr, right.Expr, binary.Span);

        if (left.Type is not SxtType.Map)
        {
            var (one, two) = ((SxtType.Collection)left.Type, (SxtType.Collection)right.Type);
            EquatableArray<VariableSymbol> keys = Reading.KeyVariables(one, binary.Span);
            EquatableArray<Expr> element = Formula.References(keys, binary.Span);
            return Formula.ForAll(keys, Formula.Condition(Op.Equivalent, Entry.Contains(left.Expr, one, element), Entry.Contains(right.Expr, two, element), binary.Span), binary.Span);
        }

        // Two maps are the same when they hold the same everywhere.
        EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)left.Type.Data, binary.Span);
        EquatableArray<Expr> indices = Formula.References(variables, binary.Span);
        return Formula.ForAll(variables, Formula.Equal(Formula.Select(left.Expr, indices), Formula.Select(right.Expr, indices)), binary.Span);
    }

    private static DatatypeConstructor? IsCase(Expr expression) => expression is Expr.Construct { Arguments.Count: 0 } built ? built.Constructor : null;
}
