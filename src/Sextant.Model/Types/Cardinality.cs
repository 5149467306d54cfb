using System.Numerics;

namespace Sextant.Model.Types;

/// <summary>How many values a type has, as far as that is few.</summary>
internal static class Cardinality
{
    /// <summary>Counts beyond this are as good as infinite.</summary>
    private const int Many = 1 << 20;

    /// <summary>Null for types with infinitely many values, very many, or a number that nothing says.</summary>
    public static int? Of(DataType type) => type switch
    {
        DataType.Bool => 2,
        DataType.BitVector { Width: < 20 } b => 1 << b.Width,
        DataType.Map { ParameterCount: 0 } m => OfMap(m),
        _ => null,
    };

    private static int? OfMap(DataType.Map map)
    {
        if (Of(map.Range) is not { } values)
            return null;
        var indices = BigInteger.One;
        foreach (DataType index in map.Domain)
        {
            if (Of(index) is not { } count || (indices *= count) > 20)
                return null;
        }

        BigInteger maps = BigInteger.Pow(values, (int)indices);
        return maps > Many ? null : (int)maps;
    }
}
