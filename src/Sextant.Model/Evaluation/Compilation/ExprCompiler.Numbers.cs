using System.Globalization;
using System.Numerics;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Compilation;

internal sealed partial class ExprCompiler
{
    private Computation Negate(Expr.Unary unary)
    {
        Computation operand = Compute(unary.Operand);
        return unary.Type is DataType.Real ? f => Numbers.NegateReal(operand(f)) : f => Numbers.Negate(operand(f));
    }

    private Computation Arithmetic(Expr.Binary binary)
    {
        if (binary.Operator == BinaryOperator.Concatenate)
            return ConcatenateBits(binary);
        if (binary.Type is DataType.Int && Short(binary) is { } simple)
            return simple;
        Computation left = Compute(binary.Left);
        Computation right = Compute(binary.Right);
        bool isReal = binary.Left.Type is DataType.Real;
        SourceSpan span = binary.Span;
        return binary.Operator switch
        {
            BinaryOperator.Add when isReal => f => Numbers.AddReals(left(f), right(f)),
            BinaryOperator.Subtract when isReal => f => Numbers.AddReals(left(f), Numbers.NegateReal(right(f))),
            BinaryOperator.Multiply when isReal => Limited(f => Numbers.MultiplyReals(left(f), right(f)), span),
            BinaryOperator.Add => f => Numbers.Add(left(f), right(f)),
            BinaryOperator.Subtract => f => Numbers.Subtract(left(f), right(f)),
            BinaryOperator.Multiply => Limited(f => Numbers.Multiply(left(f), right(f)), span),
            BinaryOperator.IntegerDivide => f => Numbers.Divide(left(f), NotZero(right(f), span)),
            BinaryOperator.Modulo => f => Numbers.Modulo(left(f), NotZero(right(f), span)),
            BinaryOperator.Divide when isReal => Limited(f => Numbers.DivideReals(left(f), NotZero(right(f), span)), span),
            BinaryOperator.Divide => f => Numbers.DivideToReal(left(f), NotZero(right(f), span)),
            _ => throw new InvalidOperationException($"no arithmetic for {binary.Operator}"),
        };
    }

    /// <summary>Sums and differences of variables and small literals, which is what most arithmetic is.</summary>
    private Computation? Short(Expr.Binary binary)
    {
        if (LocalOf(binary.Left) is not { } left || binary.Operator is not (BinaryOperator.Add or BinaryOperator.Subtract))
            return null;
        bool isAdd = binary.Operator == BinaryOperator.Add;
        if (InlineOf(binary.Right) is { } number)
        {
            var literal = new Datum(number);
            return isAdd ? f => Numbers.Add(f.Slots[left], literal) : f => Numbers.Subtract(f.Slots[left], literal);
        }

        if (LocalOf(binary.Right) is not { } right)
            return null;
        return isAdd ? f => Numbers.Add(f.Slots[left], f.Slots[right]) : f => Numbers.Subtract(f.Slots[left], f.Slots[right]);
    }

    /// <summary>Products grow without end when they are multiplied again and again.</summary>
    private Computation Limited(Computation product, SourceSpan span) => f =>
    {
        Datum value = product(f);
        return value.IsInline ? value : Sized(value.Heap!, span);
    };

    /// <summary>Solvers give a quotient by zero some value; a run meets a fault, because nobody can count on that value.</summary>
    private static Datum NotZero(Datum divisor, SourceSpan span) => divisor.IsInline && divisor.Bits == 0
        ? throw new EvaluationFaultException(FaultKind.Partial, span, "this divides by zero")
        : divisor;

    private Computation ConcatenateBits(Expr.Binary binary)
    {
        Computation high = Compute(binary.Left);
        Computation low = Compute(binary.Right);
        int width = ((DataType.BitVector)binary.Right.Type).Width;
        return f => Datum.Of((high(f).Number << width) | low(f).Number);
    }

    private Computation Extract(Expr.Extract extract)
    {
        Computation operand = Compute(extract.Operand);
        BigInteger mask = (BigInteger.One << (extract.High - extract.Low)) - 1;
        int low = extract.Low;
        return f => Datum.Of((operand(f).Number >> low) & mask);
    }

    private Computation Builtin(string name, Expr.Apply apply)
    {
        Computation[] arguments = [.. apply.Arguments.Select(Compute)];
        int width = ((DataType.BitVector)apply.Function.ParameterTypes[0]).Width;
        string[] words = name.Trim('(', ')').Split(' ');
        if (words.Length == 3)
        {
            int by = int.Parse(words[2], CultureInfo.InvariantCulture);
            bool isSigned = words[1] == "sign_extend";
            return f => Datum.Of(BitVectors.Extend(arguments[0](f).Number, width, by, isSigned));
        }

        if (arguments is [var only])
            return name == "bvnot" ? f => Datum.Of(BitVectors.Not(only(f).Number, width)) : f => Datum.Of(BitVectors.Negate(only(f).Number, width));
        (Computation left, Computation right) = (arguments[0], arguments[1]);
        if (BitVectors.Comparison(name) is { } compare)
        {
            return compare.IsSigned
                ? f => Datum.Of(compare.Holds(BitVectors.Signed(left(f).Number, width).CompareTo(BitVectors.Signed(right(f).Number, width))))
                : f => Datum.Of(compare.Holds(left(f).CompareTo(right(f))));
        }

        Func<BigInteger, BigInteger, int, BigInteger> operation = BitVectors.Operation(name);
        return f => Datum.Of(operation(left(f).Number, right(f).Number, width));
    }
}
