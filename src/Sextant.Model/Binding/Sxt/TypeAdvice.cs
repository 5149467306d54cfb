namespace Sextant.Model.Binding.Sxt;

/// <summary>What to do when an expression has another type than its place needs.</summary>
internal static class TypeAdvice
{
    public static string? For(SxtType actual, SxtType expected) => (actual.Erased, expected.Erased) switch
    {
        (SxtType.Int, SxtType.Bool) => "a number is no condition: compare it, as in `number > 0`",
        (SxtType.Bool, SxtType.Int) => "a condition is no number: choose one, as in `if condition then 1 else 0`",
        (SxtType.Option option, var wanted) when option.Element.Erased == wanted => "an option may hold nothing: `x.value` is what it holds, where `x != None`",
        (var given, SxtType.Option option) when option.Element.Erased == given => "write `Some(...)` around it",
        (SxtType.Collection, SxtType.Bool) => "a collection is no condition: compare it, as in `s != {}`",
        (SxtType.Map map, var wanted) when map.Value.Erased == wanted => "read one entry of the map: `m[key]`",
        (SxtType.Set set, var wanted) when set.Key.Erased == wanted => "a set is not one of its elements",
        (var given, SxtType.Set set) when set.Key.Erased == given => "write braces around it: `{x}` is the set that holds `x` alone",
        _ => null,
    };
}
