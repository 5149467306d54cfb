using Sextant.Model.Expressions;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using BinaryOperator = Sextant.Syntax.Sxt.Ast.BinaryOperator;
using Op = Sextant.Model.Expressions.BinaryOperator;
using UnaryOperator = Sextant.Syntax.Sxt.Ast.UnaryOperator;

namespace Sextant.Model.Binding.Sxt.Programs;

internal sealed partial class TermBinder
{
    private Term? Unary(ExprSyntax.Unary unary, Place place)
    {
        bool isNot = unary.Operator == UnaryOperator.Not;
        SxtType type = isNot ? SxtType.Boolean : SxtType.Integer;
        if (Bind(unary.Operand, place, type) is not { } operand)
            return null;
        return new Term(type, unary.Span, () => isNot
            ? Formula.Not(operand.Value()) with { Span = unary.Span }
            : new Expr.Unary(Expressions.UnaryOperator.Negate, operand.Value(), DataType.Integer, unary.Span));
    }

    private Term? Binary(ExprSyntax.Binary binary, Place place)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Implies or BinaryOperator.Equivalent:
                return Logical(binary, place);
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                return Equality(binary, place);
            case BinaryOperator.In or BinaryOperator.NotIn:
                return Membership(binary, place);
            case BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual:
                return Comparison(binary, place);
            case BinaryOperator.Add or BinaryOperator.Subtract:
                return Infer(binary.Left, place) is { } left && Infer(binary.Right, place) is { } right ? Added(binary.Operator == BinaryOperator.Add, left, right, binary.Span) : null;
            default:
                return Bind(binary.Left, place, SxtType.Integer) is { } a && Bind(binary.Right, place, SxtType.Integer) is { } b ? Arithmetic(Formula.Head(binary.Operator), a, b, binary.Span) : null;
        }
    }

    private static Term Arithmetic(Op op, Term left, Term right, SourceSpan span)
    {
        bool staysNatural = op != Op.Subtract && Inference.Head(left.Type) is SxtType.Nat && Inference.Head(right.Type) is SxtType.Nat;
        return new Term(staysNatural ? SxtType.Natural : SxtType.Integer, span, () => new Expr.Binary(op, left.Value(), right.Value(), DataType.Integer, span));
    }

    /// <summary>A right side that calls something is only run where the left side does not decide.</summary>
    private Term? Logical(ExprSyntax.Binary binary, Place place)
    {
        Term? left = Condition(binary.Left, place);
        (Term? right, List<Func<ProgramStatement>> calls) = Apart(binary.Right, place);
        if (left is null || inference.Expect(right, SxtType.Boolean) is null)
            return null;
        SourceSpan span = binary.Span;
        if (calls.Count == 0)
            return new Term(SxtType.Boolean, span, () => Formula.Condition(Formula.Head(binary.Operator), left.Value(), right!.Value(), span));
        if (binary.Operator == BinaryOperator.Equivalent)
        {
            place.Before!.AddRange(calls);
            return new Term(SxtType.Boolean, span, () => Formula.Condition(Op.Equivalent, left.Value(), right!.Value(), span));
        }

        Term Always(bool value) => new(SxtType.Boolean, span, () => new Expr.BoolLiteral(value, span));
        return binary.Operator == BinaryOperator.Or
            ? Chosen(left, (Always(true), []), (right!, calls), span, place)
            : Chosen(left, (right!, calls), (Always(binary.Operator == BinaryOperator.Implies), []), span, place);
    }

    /// <summary>An expression, and the calls in it by themselves.</summary>
    private (Term? Term, List<Func<ProgramStatement>> Calls) Apart(ExprSyntax syntax, Place place)
    {
        List<Func<ProgramStatement>>? outer = place.Before;
        var calls = new List<Func<ProgramStatement>>();
        place.Before = outer is null ? null : calls;
        Term? term = Infer(syntax, place);
        place.Before = outer;
        return (term, calls);
    }

    /// <summary>One of two values, of which the calls of one only are made.</summary>
    private Term Chosen(Term condition, (Term Value, List<Func<ProgramStatement>> Calls) then, (Term Value, List<Func<ProgramStatement>> Calls) otherwise, SourceSpan span, Place place)
    {
        ProgramVariable chosen = NewLocal("chosen", span, then.Value.Type, place);
        chosen.AddSource(() => then.Value.MayFail() || otherwise.Value.MayFail());
        Func<ProgramStatement> Keep(Term value) => () => new ProgramStatement.Assign(chosen.Symbol, value.For(chosen.MayFail), span);
        place.Before!.Add(() => new ProgramStatement.If(condition.Value(),
            RoutineBinding.BuildAll([.. then.Calls, Keep(then.Value)]), RoutineBinding.BuildAll([.. otherwise.Calls, Keep(otherwise.Value)]), span));
        return chosen.Read(span);
    }

    public ProgramVariable NewLocal(string name, SourceSpan span, SxtType type, Place place, bool isTyped = false)
    {
        ProgramVariable local = inference.NewVariable(name, span, type, VariableRole.Local, isTyped);
        place.Routine!.Add(local);
        return local;
    }

    private Term? Equality(ExprSyntax.Binary binary, Place place)
    {
        Term? left = Infer(binary.Left, place);
        Term? right = Infer(binary.Right, place, left?.Type);
        if (left is null || inference.Expect(right, left.Type, new DiagnosticLabel(left.Span, "because of this")) is null)
            return null;
        if (left.IsFail || right!.IsFail)
            (left.IsFail ? right! : left).OnlyTested?.Invoke();
        bool isEqual = binary.Operator == BinaryOperator.Equal;
        SourceSpan span = binary.Span;
        return new Term(SxtType.Boolean, span, () =>
        {
            Expr same = Same(left, right!, span);
            return isEqual ? same : Formula.Not(same) with { Span = span };
        });
    }

    /// <summary>What may be <c>FAIL</c> is compared as the outcome that it is.</summary>
    private static Expr Same(Term left, Term right, SourceSpan span)
    {
        if (left.IsFail || right.IsFail)
        {
            Term other = left.IsFail ? right : left;
            return other.MayFail() ? new Expr.Is(other.Raw(), DatatypeSymbol.Fail, span) : Formula.False(span);
        }

        bool mayFail = left.MayFail() || right.MayFail();
        (Expr a, Expr b) = (left.For(mayFail), right.For(mayFail));
        return b is Expr.Construct { Arguments.Count: 0 } test ? new Expr.Is(a, test.Constructor, span)
            : a is Expr.Construct { Arguments.Count: 0 } other2 ? new Expr.Is(b, other2.Constructor, span)
            : Formula.Condition(Op.Equal, a, b, span);
    }

    private Term? Comparison(ExprSyntax.Binary binary, Place place)
    {
        Term? left = Infer(binary.Left, place);
        Term? right = Infer(binary.Right, place);
        if (left is null || inference.Expect(right, left.Type, new DiagnosticLabel(left.Span, "because of this")) is null)
            return null;
        return Ordered(Formula.Head(binary.Operator), left, right!, binary.Span, (a, b, condition) => condition, SxtType.Boolean);
    }

    /// <param name="make">From both sides and the condition that compares them.</param>
    private Term? Ordered(Op op, Term left, Term right, SourceSpan span, Func<Expr, Expr, Expr, Expr> make, SxtType? result) =>
        inference.When(left.Type, left.Span, type =>
        {
            bool isEnum = type is SxtType.Enum { IsOrdered: true };
            if (!isEnum && type.Erased is not SxtType.Int)
            {
                return Wrong(DiagnosticCodes.TypeMismatch, span, $"values of type `{Inference.Resolve(type)}` have no order",
                    type is SxtType.Enum ? "an enum whose cases stand with `<` between them is ordered" : "numbers and ordered enums can be compared");
            }

            return new Term(result ?? left.Type, span, () =>
            {
                (Expr a, Expr b) = (left.Value(), right.Value());
                return make(a, b, isEnum ? Formula.Condition(op, theory.Rank(a), theory.Rank(b), span) : Formula.Condition(op, a, b, span));
            });
        }, static () => SxtType.Integer);

    /// <summary>Numbers are added, lists and texts joined, sets and maps united; what is taken away is a number or elements.</summary>
    public Term? Added(bool isAdded, Term left, Term right, SourceSpan span)
    {
        // A sum of which only the right side is known is one of that kind.
        SxtType deciding = Inference.Head(left.Type) is OpenType && Inference.Head(right.Type) is not (OpenType or SxtType.Int or SxtType.Nat) && isAdded ? right.Type : left.Type;
        return inference.When(deciding, left.Span, type =>
        {
            DiagnosticLabel because = new(left.Span, "because of this");
            switch (type)
            {
                case SxtType.Int or SxtType.Nat:
                    return inference.Expect(left, SxtType.Integer) is not null && inference.Expect(right, SxtType.Integer, because) is not null
                        ? Arithmetic(isAdded ? Op.Add : Op.Subtract, left, right, span) : null;
                case SxtType.Text or SxtType.List when isAdded:
                    return inference.Expect(left, type) is not null && inference.Expect(right, type, because) is not null
                        ? Primitive(PrimitiveOperator.Concatenate, type, span, left, right) : null;
                case SxtType.Set or SxtType.Map when isAdded:
                    return inference.Expect(left, type) is not null && inference.Expect(right, type, because) is not null
                        ? Primitive(PrimitiveOperator.Union, type, span, left, right) : null;
                case SxtType.Set or SxtType.Map:
                    return inference.Expect(right, new SxtType.Set(((SxtType.Collection)type).Key), because) is not null
                        ? Taken(left, (SxtType.Collection)type, right, span) : null;
                default:
                    return Wrong(DiagnosticCodes.TypeMismatch, left.Span, $"nothing can be {(isAdded ? "added to" : "taken from")} a value of type `{Inference.Resolve(type)}`",
                        isAdded ? "numbers, texts, lists, sets and maps can be added" : "numbers can be subtracted, and elements taken from sets and maps");
            }
        }, static () => SxtType.Integer);
    }

    private static Term Primitive(PrimitiveOperator op, SxtType type, SourceSpan span, params Term[] arguments) =>
        new(type, span, () => new Expr.Primitive(op, arguments.Select(a => a.Value()).ToEquatable(), Inference.Resolve(type).Data, span));

    private static Term Taken(Term left, SxtType.Collection type, Term right, SourceSpan span) => Primitive(PrimitiveOperator.Difference, type, span, left, right);
}
