using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Verdicts;

/// <summary>Objects whose replicas send each other operations.</summary>
public sealed class OperationTests
{
    private static readonly Lazy<Verifier> TheVerifier = new(() => Specifications.NewVerifier(2, ObligationSet.Full, SolverKind.Z3));

    [Theory]
    [InlineData("x : int := 0", "op a() { x += 1; } op b() { x -= 2; }")]
    [InlineData("x : Set[T] := {}", "op a(t: T) { x += {t}; }")]
    [InlineData("x : Map[T -> int] := {}", "op a(t: T) { x[t] += 1; }")]
    [InlineData("x : PNCounter := 0", "op a(n: int) { x += n; }")]
    [InlineData("x : ORSet[T] := {}", "op a(t: T) { x += {t}; }")]
    [InlineData("x : bool := false", "op a() { x := true; }")]
    [InlineData("x : int := 0", "op a(n: int) { x := max(x, n); }")]
    public void Effects_that_do_not_depend_on_each_other_commute(string field, string operations) =>
        Verify(field, operations).Report.Findings.Where(f => f.Kind == CheckKind.Commutativity).ShouldAllBe(f => f.Verdict == Verdict.Proved);

    [Theory]
    [InlineData("x : int := 0", "op a(n: int) { x := n; }")]
    [InlineData("x : int := 0", "op a() { x += 1; } op b() { x := 2 * x; }")]
    [InlineData("x : Set[T] := {}", "op a(t: T) { x += {t}; } op b(t: T) { x -= {t}; }")]
    [InlineData("x : Map[T -> int] := {}", "op a(t: T, n: int) { x[t] := n; }")]
    [InlineData("x : LWW[int] := 0", "op a(n: int) { x := n; }")]
    [InlineData("x : ORSet[T] := {}", "op a(t: T) { x += {t}; } op b(t: T) { x -= {t}; }")]
    [InlineData("x : option T := None", "op a(t: T) requires x == None { x := Some(t); }")]
    public void Effects_that_depend_on_each_other_are_refuted_by_two_orders_of_arrival(string field, string operations)
    {
        Finding[] refuted = [.. Verify(field, operations).Report.Findings.Where(f => f.Kind == CheckKind.Commutativity && f.Verdict == Verdict.Refuted)];
        refuted.ShouldNotBeEmpty();
        foreach (ClauseFinding clause in refuted.SelectMany(f => f.Clauses))
        {
            clause.NotReplayed.ShouldBeNull();
            clause.Trace!.Steps.Count.ShouldBe(5, "each runs at its own replica and arrives at the other");
        }
    }

    [Fact]
    public void A_precondition_that_another_operation_breaks_is_a_conflict_of_the_two()
    {
        Verification verification = Verify("x : int := 0", "op up(n: nat) { x += n; } op down(n: nat) requires x >= n { x -= n; }", "x >= 0");
        Verdicts(verification, CheckKind.Precondition).ShouldBe(["up up Proved", "up down Proved", "down down Refuted"]);
        Verdicts(verification, CheckKind.Safety).ShouldBe(["up  Proved", "down  Proved"], "the invariant is kept where the precondition holds");
    }

    [Theory]
    [InlineData("op up() { x += 1; } op close() requires x == 0 { done := true; }", "up close Refuted")]
    [InlineData("op close() requires x == 0 { done := true; } op up() { x += 1; }", "close up Refuted")]
    public void A_precondition_is_asked_about_whichever_of_the_two_stands_first(string operations, string verdict) =>
        Verdicts(Verify("x : int := 0; shared done : bool := false", operations), CheckKind.Precondition).ShouldContain(v => v == verdict);

    [Fact]
    public void What_a_lock_keeps_apart_is_not_asked()
    {
        const string operations = "op up(n: nat) { x += n; } op down(n: nat) requires x >= n { x -= n; } lock all { exclusive down(_); }";
        Verdicts(Verify("x : int := 0", operations, "x >= 0"), CheckKind.Precondition).ShouldBe(["up up Proved", "up down Proved", "down down Proved"]);
        Verdicts(Verify("x : int := 0", operations.Replace("exclusive", "shared", StringComparison.Ordinal), "x >= 0"), CheckKind.Precondition).ShouldContain(v => v == "down down Refuted");
    }

    [Fact]
    public void A_key_keeps_apart_only_runs_with_equal_values_of_it()
    {
        const string operations = "op put(t: T, u: T) requires t not in x { x[t] := u; } lock l(k: T) { exclusive put(k, _); }";
        Verify("x : Map[T -> T] := {}", operations).Report.Verdict.ShouldBe(Verdict.Proved);
        Verify("x : Map[T -> T] := {}", operations.Replace("put(k, _)", "put(_, k)", StringComparison.Ordinal)).Report.Verdict.ShouldBe(Verdict.Refuted);
    }

    [Fact]
    public void An_invariant_that_names_the_replica_is_asked_of_what_arrives_too()
    {
        Verification verification = Verify("x : GSet[Replica] := {}", "op mark() { x += {me}; }", "forall r in x. r == me", "type Replica;");
        Verdicts(verification, CheckKind.Safety).ShouldBe(["mark  Refuted"]);
        verification.Report.Findings.Single(f => f.Kind == CheckKind.Safety).Clauses.ShouldHaveSingleItem().Message.ShouldContain("run by another replica");
    }

    [Fact]
    public void The_published_obligations_are_not_asked_of_replicas_that_send_operations()
    {
        using Verifier published = Specifications.NewVerifier(1);
        Should.Throw<ArgumentException>(() => published.Verify(Bind("x : int := 0", "op a() { x += 1; }"), null, CancellationToken.None));
    }

    private static string[] Verdicts(Verification verification, CheckKind kind) =>
        [.. verification.Report.Findings.Where(f => f.Kind == kind).Select(f => $"{f.Operation} {f.With} {f.Verdict}")];

    private static Verification Verify(string field, string operations, string invariant = "true", string declarations = "type T;") =>
        TheVerifier.Value.Verify(Bind(field, operations, invariant, declarations), null, CancellationToken.None);

    private static ReplicatedObject Bind(string field, string operations, string invariant = "true", string declarations = "type T;") =>
        Specifications.BindSxt($"replicated R {{ {declarations} shared {field}; invariant i: {invariant}; {operations} propagation operations; }}");
}
