using Sextant.Model.Results;

namespace Sextant.Proof.Tests.Verdicts;

/// <summary>Every type of value, in proofs and in counterexamples.</summary>
[Collection("Solver processes")]
public sealed class ValueTests
{
    private static string Object(string declarations, string type, string invariant, string operation) => $$"""
        {{declarations}}
        var s: {{type}};
        @invariant function inv(s: {{type}}) returns (bool) { {{invariant}} }
        @gteq function ge(s1: {{type}}, s2: {{type}}) returns (bool) { true }
        @merge procedure merge(s1: {{type}}) modifies s; ensures s == old(s) || s == s1; {}
        {{operation}}
        """;

    [Theory]
    [InlineData("", "bv4", "s != 7bv4", "procedure set() modifies s; ensures s == 7bv4; { s := 7bv4; }", "s = 7bv4")]
    [InlineData("function {:bvbuiltin \"bvuge\"} ge4(bv4, bv4) returns (bool); function {:bvbuiltin \"bvadd\"} add4(bv4, bv4) returns (bv4);",
        "bv4", "ge4(s, 15bv4)", "procedure set() modifies s; ensures s == add4(old(s), 1bv4); { s := add4(s, 1bv4); }", "s = 0bv4")]
    [InlineData("", "real", "s <= 1.5", "procedure set() modifies s; ensures s == 2.5; { s := 2.5; }", "s = 5/2")]
    [InlineData("type T; const unique a, b: T;", "T", "s == a", "procedure set() modifies s; ensures s == b; { s := b; }", "s = b")]
    [InlineData("", "[int]bool", "!s[3]", "procedure set(i: int) modifies s; ensures s == old(s)[i := true]; { s[i] := true; }", "3: true")]
    [InlineData("", "[int, bool]int", "s[1, true] <= 0", "procedure set() modifies s; ensures s == old(s)[1, true := 1]; { s[1, true] := 1; }", "1, true: 1")]
    [InlineData("", "[int][int]bool", "!s[0][1]", "procedure set() modifies s; ensures s == old(s)[0 := old(s)[0][1 := true]]; { s[0][1] := true; }", "1: true")]
    [InlineData("type Field _; const unique on: Field bool; const unique size: Field int; type Record = <a>[Field a]a;",
        "Record", "!s[on] || s[size] > 0", "procedure set() modifies s; ensures s == old(s)[on := true]; { s[on] := true; }", "on: true")]
    [InlineData("type Field _; const unique on: Field bool; const unique size: Field int; type Records = [int]<a>[Field a]a;",
        "Records", "(forall i: int :: s[i][on] ==> s[i][size] > 0)", "procedure set(i: int) modifies s; ensures s == old(s)[i := old(s)[i][on := true]]; { s[i][on] := true; }", "on: true")]
    public void A_counterexample_shows_values_of_every_type(string declarations, string type, string invariant, string operation, string shown)
    {
        Finding finding = Specifications.Verify(Object(declarations.Replace("Field _", "Field a", StringComparison.Ordinal), type, invariant, operation)).The(CheckKind.Safety, "set");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.TheTrace().State(1, 0).ShouldContain(shown);
    }

    [Fact]
    public void Fields_of_a_polymorphic_map_do_not_disturb_one_another()
    {
        const string Fields = "type Field a; const unique on: Field bool; const unique other: Field bool; const unique size: Field int; type Record = <a>[Field a]a;";
        string operation = "procedure set() modifies s; ensures s == old(s)[on := true]; { s[on] := true; }";
        Specifications.Verify(Object(Fields, "Record", "s[size] > 0 && !s[other]", operation)).The(CheckKind.Safety, "set").Verdict.ShouldBe(Verdict.Proved);
    }

    [Fact]
    public void Unique_constants_differ_and_others_may_not()
    {
        string operation = "procedure set() modifies s; ensures s == b; { s := b; }";
        Specifications.Verify(Object("type T; const unique a, b: T;", "T", "s != a", operation)).The(CheckKind.Safety, "set").Verdict.ShouldBe(Verdict.Proved);
        Specifications.Verify(Object("type T; const a, b: T;", "T", "s != a", operation)).The(CheckKind.Safety, "set").Verdict.ShouldBe(Verdict.Refuted);
    }

    [Theory]
    [InlineData("(forall a: int :: (-7 div 2) == -4 && (-7 mod 2) == 1)", Verdict.Proved)]
    [InlineData("7 / 2 == 3.5", Verdict.Proved)]
    [InlineData("(5bv4 ++ 3bv4)[4:0] == 3bv4 && (5bv4 ++ 3bv4)[8:4] == 5bv4", Verdict.Proved)]
    [InlineData("(if true then 1 else 2) == 1 && (true <==> !false) && (1 <= 2 <== 2 == 2)", Verdict.Proved)]
    [InlineData("(exists a: int, b: bool :: a == 3 && b)", Verdict.Proved)]
    [InlineData("(forall a: int :: a != 3)", Verdict.Refuted)]
    public void Operators_mean_what_Boogie_means_by_them(string invariant, Verdict verdict)
    {
        Specifications.Verify(Specifications.Counter(invariant: invariant, operations: "procedure run() {}")).The(CheckKind.Contract, "run").Verdict.ShouldBe(Verdict.Proved);
        string asserted = Specifications.Counter(invariant: "true", operations: $"procedure run() {{ assert {invariant}; }}");
        Specifications.Verify(asserted).The(CheckKind.Contract, "run").Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void A_counterexample_that_needs_large_numbers_is_found()
    {
        Finding finding = Specifications.Verify(Specifications.Counter(invariant: "x < 1000", operations: "procedure add() modifies x; ensures x == old(x) + 1; { x := x + 1; }")).The(CheckKind.Safety, "add");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.TheTrace().State(0, 0).ShouldBe("x = 999");
    }

    [Fact]
    public void Names_that_look_like_those_of_the_encoding_or_of_the_solver_disturb_nothing()
    {
        const string Spec = """
            type T'; type M; const unique x.0: T'; const unique c.x: T'; const select: int; const store: M;
            type Field a; const unique on: Field bool; type Record = <a>[Field a]a;
            var M.0: Record; var x: int; var x.1: int; var c.x.0, |let|, u#': int;
            function ite(M.0: int) returns (int) { M.0 + 1 }
            @invariant function inv(M.0: Record, x: int, x.1: int, c.x.0: int, |let|: int, u#': int) returns (bool) { x <= x.1 && (M.0[on] ==> c.x.0 <= u#') && |let| == |let| }
            @gteq function ge(M.01: Record, x1: int, x.11: int, c.x.01: int, |let|1: int, u#'1: int, M.02: Record, x2: int, x.12: int, c.x.02: int, |let|2: int, u#'2: int) returns (bool) { true }
            @merge procedure merge(M.01: Record, x1: int, x.11: int, c.x.01: int, |let|1: int, u#'1: int)
              modifies M.0, x, x.1, c.x.0, |let|, u#';
              ensures M.0 == old(M.0) && x == old(x) && x.1 == old(x.1) && c.x.0 == old(c.x.0) && u#' == old(u#');
            {}
            procedure assert'(n: int) modifies x.1; ensures x.1 == ite(old(x.1)); { x.1 := ite(x.1); }
            procedure lower() modifies x.1; ensures x.1 == old(x.1) - 1; { x.1 := x.1 - 1; }
            """;
        Verification verification = Specifications.Verify(Spec.Replace("|let|", "let", StringComparison.Ordinal));
        verification.The(CheckKind.Safety, "assert'").Verdict.ShouldBe(Verdict.Proved);
        verification.The(CheckKind.Safety, "lower").Verdict.ShouldBe(Verdict.Refuted);
    }

    [Fact]
    public void Polymorphic_maps_that_agree_wherever_the_file_looks_are_not_proved_equal()
    {
        string spec = Specifications.Counter(operations: "procedure run(m: <a>[a]int, k: <a>[a]int) requires (forall i: int :: m[i] == k[i]); ensures m == k; {} procedure same(m: <a>[a]int) ensures m[1 := m[1]] == m; {}");
        Verification verification = Specifications.Verify(spec);
        verification.The(CheckKind.Contract, "run").Verdict.ShouldNotBe(Verdict.Proved);
        verification.The(CheckKind.Contract, "same").Verdict.ShouldBe(Verdict.Proved);
    }
}
