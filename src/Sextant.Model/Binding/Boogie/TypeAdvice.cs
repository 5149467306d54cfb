using Sextant.Model.Types;

namespace Sextant.Model.Binding.Boogie;

/// <summary>What to do when an expression has another type than its place needs.</summary>
internal static class TypeAdvice
{
    public static string For(DataType expected, DataType actual) => (expected, actual) switch
    {
        (_, DataType.Map map) when map.Range == expected => "read one entry of the map: `map[index]`",
        (DataType.Map map, _) when map.Range == actual => "give the whole map; `map[index := value]` is the map with one entry changed",
        (DataType.Bool, DataType.Int or DataType.Real) => "a number is no condition: compare it, as in `0 < number`",
        (DataType.Int or DataType.Real, DataType.Bool) => "a condition is no number: choose one, as in `if condition then 1 else 0`",
        (DataType.Int, DataType.Real) or (DataType.Real, DataType.Int) => "write the number in the other type: `1` is an int and `1.0` a real, and neither turns into the other",
        (DataType.BitVector, DataType.Int) => $"write the number with its width: `1{expected}`",
        (DataType.BitVector, DataType.BitVector) => "bring both to one width: `e[high:low]` takes bits and `++` adds some",
        _ => $"`{actual}` never turns into `{expected}`: use another value, or declare one of the two differently",
    };
}
