using System.Globalization;
using System.Numerics;

namespace Sextant.Proof.Counterexamples;

/// <summary>Orders indices as people do: numbers by size, everything else by name.</summary>
internal sealed class IndexOrder : IComparer<string>
{
    public static readonly IndexOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        bool xIsNumber = TryNumber(x, out BigInteger a);
        bool yIsNumber = TryNumber(y, out BigInteger b);
        return (xIsNumber, yIsNumber) switch
        {
            (true, true) => a.CompareTo(b),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(x, y),
        };
    }

    private static bool TryNumber(string? literal, out BigInteger number)
    {
        number = default;
        if (literal is null)
            return false;
        if (literal.StartsWith("(- ", StringComparison.Ordinal) && BigInteger.TryParse(literal.AsSpan(3, literal.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            number = -number;
            return true;
        }

        return BigInteger.TryParse(literal, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
