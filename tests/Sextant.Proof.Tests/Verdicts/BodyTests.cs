using Sextant.Model.Results;

namespace Sextant.Proof.Tests.Verdicts;

/// <summary>Bodies against contracts: what each statement means to a proof.</summary>
[Collection("Solver processes")]
public sealed class BodyTests
{
    private const string Sum = """
        procedure run(n: int) modifies x; requires n >= 0; ensures x == old(x) + n;
        {
          var i: int;
          i := 0;
          while (i < n)
            invariant 0 <= i && i <= n;
            invariant x == old(x) + i;
          { x := x + 1; i := i + 1; }
        }
        """;

    [Theory]
    [InlineData("a loop", Sum)]
    [InlineData("a loop in a branch", "procedure run(b: bool, k: int) returns (i: int) requires k >= 0; ensures b ==> i == k; { i := 0; if (b) { while (i < k) invariant 0 <= i && i <= k; { i := i + 1; } } }")]
    [InlineData("a loop in the other branch", "procedure run(b: bool, k: int) returns (i: int) requires k >= 0; ensures b || i == k; { i := 0; if (b) { } else { while (i < k) invariant 0 <= i && i <= k; { i := i + 1; } } }")]
    [InlineData("a conditional", "procedure run(n: int) modifies x; ensures x >= n; { if (x < n) { x := n; } else if (n == x) { x := x; } else { assert x > n; } }")]
    [InlineData("an early return", "procedure run(n: int) modifies x; ensures x >= n; { if (x >= n) { return; } x := n; }")]
    [InlineData("a return in a loop", "procedure run(n: int) modifies x; ensures x >= n; { while (true) { if (x >= n) { return; } x := x + 1; } }")]
    [InlineData("a parallel assignment", "procedure run(a: int) returns (b: int) modifies x; ensures x == a && b == old(x); { x, b := a, x; }")]
    [InlineData("havoc under an assumption", "procedure run(n: int) modifies x; ensures x > n; { havoc x; assume x > n; }")]
    [InlineData("a promise of a declaration", "procedure run() modifies x; ensures x >= 3; { var y: int where y >= 3; havoc y; x := y; }")]
    [InlineData("a choice that either branch satisfies", "procedure run(n: int) modifies x; ensures x == 1 || x == 2; { if (*) { x := 1; } else { x := 2; } }")]
    [InlineData("old inside a loop", "procedure run() modifies x; ensures x >= old(x); { while (*) invariant x >= old(x); { x := x + 1; } }")]
    public void A_body_that_meets_its_contract_is_proved(string what, string procedure)
    {
        Specifications.Verify(Specifications.Counter(operations: procedure)).The(CheckKind.Contract, "run").Verdict.ShouldBe(Verdict.Proved, what);
    }

    [Theory]
    [InlineData("x == old(x) + i` may not hold when the loop is reached", "i := 0; x := 7; while (i < n) invariant x == old(x) + i; { x := x + 1; i := i + 1; }")]
    [InlineData("x == old(x) + i` may not be kept by the loop", "i := 0; while (i < n) invariant x == old(x) + i; { i := i + 1; }")]
    [InlineData("x == old(x) + n` may not hold at the end of `run`", "i := 0; while (i < n) invariant x == old(x) + i; { x := x + 1; i := i + 1; }")]
    [InlineData("n == 0` may not hold here", "assert n == 0; x := old(x) + n;")]
    [InlineData("x == old(x) + n` may not hold at the end of `run`", "if (n > 3) { return; } x := x + n;")]
    [InlineData("x == old(x) + n` may not hold at the end of `run`", "havoc x;")]
    [InlineData("m > 0` may not hold where `step` is called", "call step(n); x := old(x) + n;")]
    public void A_body_that_does_not_is_refuted_where_it_fails(string message, string body)
    {
        string spec = Specifications.Counter(operations: $$"""
            procedure step(m: int); modifies x; requires m > 0; ensures x == old(x) + m;
            procedure run(n: int) modifies x; requires n >= 0; ensures x == old(x) + n; { var i: int; {{body}} }
            """);
        Finding finding = Specifications.Verify(spec).The(CheckKind.Contract, "run");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.Message.ShouldBe($"`{message}");
    }

    [Fact]
    public void A_caller_sees_a_procedure_through_its_contract_only()
    {
        string spec = Specifications.Counter(operations: """
            procedure step() returns (by: int) modifies x; ensures x == old(x) + by && by > 0; { by := 2; x := x + 2; }
            procedure once() modifies x; ensures x > old(x); { var n: int; call n := step(); }
            procedure twice() modifies x; ensures x == old(x) + 2; { var n: int; call n := step(); }
            """);
        var verification = Specifications.Verify(spec);
        verification.The(CheckKind.Contract, "once").Verdict.ShouldBe(Verdict.Proved);
        verification.The(CheckKind.Contract, "twice").Verdict.ShouldBe(Verdict.Refuted);
    }

    [Fact]
    public void What_a_loop_body_assumes_is_forgotten_after_it()
    {
        Specifications.Verify(Specifications.Counter(operations: "procedure run() modifies x; ensures false; { while (*) { assume false; } }"))
            .The(CheckKind.Contract, "run").Verdict.ShouldBe(Verdict.Refuted);
    }

    [Fact]
    public void A_free_postcondition_is_believed_and_a_free_invariant_too()
    {
        string spec = Specifications.Counter(operations: """
            procedure run() modifies x; free ensures x == 5; { x := 4; }
            procedure caller() modifies x; ensures x == 5; { call run(); }
            """);
        var verification = Specifications.Verify(spec);
        verification.The(CheckKind.Contract, "run").Verdict.ShouldBe(Verdict.Proved);
        verification.The(CheckKind.Contract, "caller").Verdict.ShouldBe(Verdict.Proved);
    }

    [Fact]
    public void A_procedure_without_a_body_has_no_contract_to_check()
    {
        Specifications.Verify(Specifications.Counter(operations: "procedure run(); modifies x; ensures x == old(x) + 1;"))
            .Report.Findings.ShouldNotContain(f => f.Kind == CheckKind.Contract && f.Operation == "run");
    }

    [Fact]
    public void What_a_declaration_promises_in_one_branch_is_not_believed_in_the_other()
    {
        string spec = Specifications.Counter(operations: """
            procedure pick(k: int) returns (r: int where k > 0);
            procedure havocked(b: bool) modifies x; ensures x == old(x) + 1;
            { var y: int; var z: int where y > 0; y := -1; if (b) { havoc z; } x := x + 7; }
            procedure called(b: bool) returns (q: int) ensures q == 1;
            { var z: int; q := 0; if (b) { call z := pick(-1); } }
            """);
        Verification verification = Specifications.Verify(spec);
        verification.The(CheckKind.Contract, "havocked").Verdict.ShouldBe(Verdict.Refuted);
        verification.The(CheckKind.Contract, "called").Verdict.ShouldBe(Verdict.Refuted);
    }

    [Fact]
    public void What_the_declaration_of_the_state_promises_is_to_be_kept_by_every_operation()
    {
        string spec = Specifications.Counter(invariant: "true", operations: "procedure drop() modifies x; ensures x == old(x) - 1; { x := x - 1; } procedure add() modifies x; ensures x == old(x) + 1; { x := x + 1; }")
            .Replace("var x: int;", "var x: int where x >= 0;", StringComparison.Ordinal);
        Verification verification = Specifications.Verify(spec);
        verification.The(CheckKind.Safety, "drop").Verdict.ShouldBe(Verdict.Refuted);
        verification.The(CheckKind.Safety, "drop").Message.ShouldBe("`drop` can break the invariant `x >= 0`");
        verification.The(CheckKind.Safety, "add").Verdict.ShouldBe(Verdict.Proved);
        verification.The(CheckKind.Safety, "merge").Verdict.ShouldBe(Verdict.Proved);
    }
}
