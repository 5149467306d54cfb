using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Tests.Binding.Sxt;

/// <summary>What doubles at each level or line is refused before anybody goes through it, and what is only long is not.</summary>
public sealed class WrittenOutTests
{
    private const int Levels = 60;

    private static string Nested(string open, string inner, string close) => string.Concat(Enumerable.Repeat(open, Levels)) + inner + string.Concat(Enumerable.Repeat(close, Levels));

    private static string Repeated(string statement, int times = Levels) => string.Concat(Enumerable.Repeat(statement, times));

    private static string Counter(string member) => $"replicated R {{ shared n : Max[int] := 0; {member} }}";

    private static string Body(string statements) => Counter($"op o() {{ x := n; y := 1; {statements} n := max(n, x + y); }}");

    public static TheoryData<string, string> Doubling => new()
    {
        { "max inside of max", Counter($"op o() {{ n := {Nested("max(n, ", "1", ")")}; }}") },
        { "max inside of max on the left", Counter($"op o() {{ n := {Nested("max(", "n", ", 1)")}; }}") },
        { "min in an invariant", Counter($"invariant {Nested("min(n, ", "1", ")")} <= 1; op o() {{ n := max(n, 1); }}") },
        { "max in a precondition", Counter($"op o() requires {Nested("max(n, ", "1", ")")} > 0 {{ n := max(n, 1); }}") },
        { "max in a function", $"function f(n: int): int := {Nested("max(n, ", "1", ")")}; {Counter("op o() { n := max(n, f(n)); }")}" },
        { "locals that read each other", Body(Repeated("x := max(x, y); y := max(y, x); ")) },
        { "sums of a local with itself", Body(Repeated("x := x + x; ")) },
        { "branches", Body(Repeated("if (x < y) { x := x + y; } ")) },
        { "conditional values", Body(Repeated("x := if x > 3 then x - 1 else x + 1; ")) },
        { "keys that are looked up", $"replicated R {{ shared m : Map[int -> Max[int]]; op o() {{ m[0] := max(m[0], {Nested("m[", "0", "]")}); }} }}" },
        { "sets that take each other in", $"replicated R {{ shared b : GSet[int]; op o() {{ s := {{1}}; t := {{2}}; {Repeated("s += t; t += s; ")} b += t; }} }}" },
        { "a function of sets inside of itself", $"function d(a: Set[int]): Set[int] := a + a; replicated R {{ shared s : GSet[int]; invariant forall k in {Nested("d(", "s", ")")}. k >= 0; op o(k: nat) {{ s += {{k}}; }} }}" },
        { "a function of numbers that merge is derived of", $"function f(n: int): int := n + n; {Counter($"invariant {Nested("f(", "n", ")")} >= 0; op o() {{ n := max(n, 1); }}")}" },
        { "loops inside of loops", Body($"{string.Concat(Enumerable.Range(0, 8).Select(i => $"for i{i} in 0..60 {{ "))} x := 1; {string.Concat(Enumerable.Repeat("} ", 8))}") },
        { "max in a method", $"ADO A {{ shared n : int := 0; method m() {{ n := {Nested("max(n, ", "1", ")")}; return n; }} }}" },
    };

    [Theory]
    [MemberData(nameof(Doubling))]
    public void What_doubles_at_each_level_is_refused_with_its_bound(string what, string text)
    {
        Diagnostic error = SxtBinding.Diagnose(text).ShouldHaveSingleItem(what);
        error.Code.ShouldBe(DiagnosticCodes.TooDeep, what);
        error.Message.ShouldMatch("more than [0-9,]+ (parts|steps|rounds)", what);
        error.Help.ShouldNotBeNullOrEmpty(what);
    }

    [Fact]
    public void What_only_grows_line_by_line_is_taken() => SxtBinding.Diagnose(Body(Repeated("x := x + 1; ", times: 1000))).ShouldBeEmpty();

    [Fact]
    public void A_few_levels_of_max_are_taken() => SxtBinding.Diagnose(Counter("op o(a: int, b: int, c: int) { n := max(n, max(a, max(b, max(c, max(a + b, b + c))))); }")).ShouldBeEmpty();
}
