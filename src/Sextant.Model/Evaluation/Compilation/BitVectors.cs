using System.Numerics;

namespace Sextant.Model.Evaluation.Compilation;

/// <summary>The bit-vector operations of SMT-LIB, on numbers without sign.</summary>
internal static class BitVectors
{
    /// <summary>A comparison by the order of its operands, taken as numbers with a sign or without.</summary>
    public sealed record Comparing(bool IsSigned, Func<int, bool> Holds);

    /// <summary>Null when the name is that of no comparison.</summary>
    public static Comparing? Comparison(string name) => name switch
    {
        "bvult" or "bvslt" => new Comparing(name[2] == 's', static o => o < 0),
        "bvule" or "bvsle" => new Comparing(name[2] == 's', static o => o <= 0),
        "bvugt" or "bvsgt" => new Comparing(name[2] == 's', static o => o > 0),
        "bvuge" or "bvsge" => new Comparing(name[2] == 's', static o => o >= 0),
        _ => null,
    };

    /// <summary>The operation on two vectors of one width.</summary>
    public static Func<BigInteger, BigInteger, int, BigInteger> Operation(string name) => name switch
    {
        "bvand" => static (a, b, _) => a & b,
        "bvor" => static (a, b, _) => a | b,
        "bvxor" => static (a, b, _) => a ^ b,
        "bvnand" => static (a, b, w) => Not(a & b, w),
        "bvnor" => static (a, b, w) => Not(a | b, w),
        "bvxnor" => static (a, b, w) => Not(a ^ b, w),
        "bvadd" => static (a, b, w) => Wrap(a + b, w),
        "bvsub" => static (a, b, w) => Wrap(a - b, w),
        "bvmul" => static (a, b, w) => Wrap(a * b, w),
        "bvudiv" => Divide,
        "bvurem" => static (a, b, _) => Remainder(a, b),
        "bvsdiv" => SignedDivide,
        "bvsrem" => static (a, b, w) => Wrap(Signed(a, w) - (Signed(SignedDivide(a, b, w), w) * Signed(b, w)), w),
        "bvsmod" => SignedModulo,
        "bvshl" => static (a, b, w) => b >= w ? 0 : Wrap(a << (int)b, w),
        "bvlshr" => static (a, b, w) => b >= w ? 0 : a >> (int)b,
        "bvashr" => static (a, b, w) => Wrap(Signed(a, w) >> (b >= w ? w : (int)b), w),
        _ => throw new InvalidOperationException($"no bit-vector operation is called {name}"),
    };

    public static BigInteger Not(BigInteger a, int width) => Wrap(-a - 1, width);

    public static BigInteger Negate(BigInteger a, int width) => Wrap(-a, width);

    public static BigInteger Extend(BigInteger a, int width, int by, bool isSigned) => isSigned ? Wrap(Signed(a, width), width + by) : a;

    public static BigInteger Signed(BigInteger a, int width) => a >> (width - 1) == 0 ? a : a - (BigInteger.One << width);

    private static BigInteger Wrap(BigInteger a, int width) => a & ((BigInteger.One << width) - 1);

    /// <summary>By zero, all bits are set; that is how SMT-LIB defines it.</summary>
    private static BigInteger Divide(BigInteger a, BigInteger b, int width) => b.IsZero ? (BigInteger.One << width) - 1 : a / b;

    private static BigInteger Remainder(BigInteger a, BigInteger b) => b.IsZero ? a : a % b;

    private static BigInteger SignedDivide(BigInteger a, BigInteger b, int width)
    {
        (BigInteger x, BigInteger y) = (Signed(a, width), Signed(b, width));
        BigInteger magnitude = Divide(BigInteger.Abs(x), BigInteger.Abs(y), width);
        return Wrap(x.Sign < 0 == y.Sign < 0 ? magnitude : -magnitude, width);
    }

    /// <summary>The sign is that of the divisor.</summary>
    private static BigInteger SignedModulo(BigInteger a, BigInteger b, int width)
    {
        (BigInteger x, BigInteger y) = (Signed(a, width), Signed(b, width));
        if (y.IsZero)
            return a;
        BigInteger rest = BigInteger.Remainder(x, y);
        return Wrap(!rest.IsZero && rest.Sign < 0 != y.Sign < 0 ? rest + y : rest, width);
    }
}
