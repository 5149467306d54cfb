using System.Numerics;
using System.Runtime.CompilerServices;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Model.Evaluation.Compilation;

/// <summary>Arithmetic of integers and reals: in 64 bits while that is enough, else exact.</summary>
internal static class Numbers
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Datum Add(Datum left, Datum right)
    {
        long sum = unchecked(left.Bits + right.Bits);
        return left.IsInline && right.IsInline && ((left.Bits ^ sum) & (right.Bits ^ sum)) >= 0 ? new Datum(sum) : Datum.Of(left.Number + right.Number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Datum Subtract(Datum left, Datum right)
    {
        long difference = unchecked(left.Bits - right.Bits);
        return left.IsInline && right.IsInline && ((left.Bits ^ right.Bits) & (left.Bits ^ difference)) >= 0 ? new Datum(difference) : Datum.Of(left.Number - right.Number);
    }

    public static Datum Multiply(Datum left, Datum right)
    {
        if (left.IsInline && right.IsInline)
        {
            long high = Math.BigMul(left.Bits, right.Bits, out long low);
            if (high == low >> 63)
                return new Datum(low);
        }

        return Datum.Of(left.Number * right.Number);
    }

    public static Datum Negate(Datum operand) => operand.IsInline && operand.Bits != long.MinValue ? new Datum(-operand.Bits) : Datum.Of(-operand.Number);

    /// <summary>The quotient whose remainder is not negative; the divisor is not zero.</summary>
    public static Datum Divide(Datum left, Datum right)
    {
        if (left.IsInline && right.IsInline && left.Bits != long.MinValue)
        {
            (long quotient, long remainder) = Math.DivRem(left.Bits, right.Bits);
            return new Datum(remainder >= 0 ? quotient : right.Bits > 0 ? quotient - 1 : quotient + 1);
        }

        BigInteger whole = BigInteger.DivRem(left.Number, right.Number, out BigInteger rest);
        return Datum.Of(rest.Sign >= 0 ? whole : right.Number.Sign > 0 ? whole - 1 : whole + 1);
    }

    /// <summary>The remainder from 0 up to the divisor's magnitude, which is not zero.</summary>
    public static Datum Modulo(Datum left, Datum right)
    {
        if (left.IsInline && right.IsInline && left.Bits != long.MinValue && right.Bits != long.MinValue)
        {
            long remainder = left.Bits % right.Bits;
            return new Datum(remainder >= 0 ? remainder : remainder + Math.Abs(right.Bits));
        }

        BigInteger rest = BigInteger.Remainder(left.Number, right.Number);
        return Datum.Of(rest.Sign >= 0 ? rest : rest + BigInteger.Abs(right.Number));
    }

    public static Datum AddReals(Datum left, Datum right)
    {
        if (left.IsInline && right.IsInline)
            return RealOf((BigInteger)left.Bits + right.Bits);
        ((BigInteger a, BigInteger b), (BigInteger c, BigInteger d)) = (Ratio.Of(left), Ratio.Of(right));
        return Ratio.Make((a * d) + (c * b), b * d);
    }

    public static Datum NegateReal(Datum operand)
    {
        (BigInteger a, BigInteger b) = Ratio.Of(operand);
        return Ratio.Make(-a, b);
    }

    public static Datum MultiplyReals(Datum left, Datum right)
    {
        ((BigInteger a, BigInteger b), (BigInteger c, BigInteger d)) = (Ratio.Of(left), Ratio.Of(right));
        return Ratio.Make(a * c, b * d);
    }

    /// <summary>Of two reals; the divisor is not zero.</summary>
    public static Datum DivideReals(Datum left, Datum right)
    {
        ((BigInteger a, BigInteger b), (BigInteger c, BigInteger d)) = (Ratio.Of(left), Ratio.Of(right));
        return Ratio.Make(a * d, b * c);
    }

    /// <summary>Of two integers; the result is real and the divisor is not zero.</summary>
    public static Datum DivideToReal(Datum left, Datum right) => Ratio.Make(left.Number, right.Number);

    private static Datum RealOf(BigInteger whole) => Ratio.Make(whole, BigInteger.One);
}
