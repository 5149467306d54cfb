namespace Sextant.Bench.Agreement;

/// <summary>A value with a version, whose merge, order and concurrency invariant somebody wrote: in one of many ways, most of them wrong.</summary>
internal static class WrittenMerge
{
    public static SmallObject Make(Dice dice)
    {
        string newer = dice.OneOf("other.v > v", "other.v > v", "other.v >= v", "other.v > v || other.v == v && other.x", "other.v == v + 1");
        string taken = dice.OneOf("x := other.x; v := other.v;", "x := other.x; v := other.v;", "x := x; v := other.v;", "x := x || other.x; v := other.v;", "x := other.x; v := other.v + 1;");
        string order = dice.OneOf("v > other.v || v == other.v && x == other.x", "v > other.v || v == other.v && x == other.x", "v >= other.v", "true",
            "v > other.v || v == other.v && (other.x ==> x)", "v >= other.v && (other.x ==> x)");
        string relation = dice.OneOf("other.v == v ==> other.x == x", "other.v == v ==> other.x == x", "other.v >= v", "true", "other.x ==> x || other.v > v");
        string invariant = dice.OneOf("v <= 3", "x ==> v >= 1", "v >= 0", "x <==> v == 1", "!x || v != 2");
        SmallOperation[] operations = [.. Enumerable.Range(0, dice.OneOf(1, 2)).Select(i => Operation(dice, i))];
        List<string> others = [$"merge(other) {{ if ({newer}) {{ {taken} }} }}"];
        if (dice.Percent(80))
            others.Add($"order(other) := {order};");
        if (dice.Percent(60))
            others.Add($"concurrency invariant c(other): {relation};");
        return new SmallObject(["x : bool := false", "v : int := 0"], [$"i0: {invariant}"], others.ToEquatable(), operations.ToEquatable());
    }

    private static SmallOperation Operation(Dice dice, int index)
    {
        string guard = dice.OneOf("v < 2", "v < 3", "v == 0", "x == false && v < 2");
        string body = dice.OneOf("v += 1;", "v += 1; x := true;", "x := true;", "v += 1; x := b;", "x := b; v := 2;");
        return new SmallOperation($"op{index}", body.Contains(":= b;", StringComparison.Ordinal) ? ["b: bool"] : [], [guard], [body]);
    }
}
