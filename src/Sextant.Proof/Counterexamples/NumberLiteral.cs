using System.Globalization;
using System.Numerics;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>Numbers as solvers print them.</summary>
internal static class NumberLiteral
{
    public static BigInteger Integer(SExpr literal) => literal switch
    {
        SExpr.Atom a when BigInteger.TryParse(a.Text, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger number) => number,
        SExpr.List { Items: [SExpr.Atom { Text: "-" }, var operand] } => -Integer(operand),
        _ => throw new ModelUnavailableException(),
    };

    public static (BigInteger Numerator, BigInteger Denominator) Rational(SExpr literal)
    {
        switch (literal)
        {
            case SExpr.Atom a when BigInteger.TryParse(a.Text.Replace(".0", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger number):
                return (number, 1);
            case SExpr.List { Items: [SExpr.Atom { Text: "-" }, var operand] }:
                (BigInteger positive, BigInteger denominator) = Rational(operand);
                return (-positive, denominator);
            case SExpr.List { Items: [SExpr.Atom { Text: "/" }, var above, var below] }:
                return (Rational(above).Numerator, Rational(below).Numerator);
            default:
                throw new ModelUnavailableException();
        }
    }

    public static BigInteger Bits(SExpr literal)
    {
        if (literal is SExpr.List { Items: [SExpr.Atom { Text: "_" }, SExpr.Atom { Text: ['b', 'v', .. var number] }, _] })
            return BigInteger.Parse(number, CultureInfo.InvariantCulture);
        return literal is SExpr.Atom { Text: ['#', var radix, .. var digits] }
            ? digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum * (radix == 'b' ? 2 : 16)) + Convert.ToInt32(digit.ToString(), 16))
            : throw new ModelUnavailableException();
    }
}
