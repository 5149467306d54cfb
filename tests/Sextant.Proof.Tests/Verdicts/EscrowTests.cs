using Sextant.Model.Results;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Verdicts;

/// <summary>Objects whose operations draw on escrows.</summary>
public sealed class EscrowTests
{
    private const string Accounts = """
        replicated Accounts {
          type Account;
          shared balance : Map[Account -> int] := {};
          invariant never_overdrawn: forall a in balance. balance[a] >= 0;
          op deposit(a: Account, n: nat) { balance[a] += n; }
          op withdraw(a: Account, n: nat) requires a in balance && balance[a] >= n { balance[a] -= n; }
          op transfer(f: Account, t: Account, n: nat) requires f != t && f in balance && balance[f] >= n { balance[f] -= n; balance[t] += n; }
          op pay(f: Account, g: Account, n: nat)
            requires f in balance && g in balance && n <= balance[f] && n <= balance[g] && (f != g || 2 * n <= balance[f])
          { balance[f] -= n; balance[g] -= n; }
          escrow funds(a: Account) of balance[a] >= 0 {
            deposit(a, n) gives n;
            withdraw(a, n) takes n;
            transfer(a, _, n) takes n;
            transfer(_, a, n) gives n;
            pay(a, _, n) takes n;
            pay(_, a, n) takes n;
          }
          propagation operations;
        }
        """;

    private const string Counter = """
        replicated Stock {
          shared left : PNCounter := 0;
          invariant never_oversold: left >= 0;
          op fill(n: nat) { left += n; }
          op sell(n: nat) requires left >= n { left -= n; }
          op lose() requires left > 0 { left -= 1; }
          escrow goods of left >= 0 {
            fill(n) gives n;
            sell(n) takes n;
            lose() takes 1;
          }
        }
        """;

    private static readonly Lazy<Verifier> TheVerifier = new(() => Specifications.NewVerifier(2, ObligationSet.Full, SolverKind.Z3));

    [Fact]
    public void Operations_that_take_what_they_use_up_keep_each_others_preconditions() => Wrong(Accounts).ShouldBeEmpty();

    [Fact]
    public void Results_that_are_merged_keep_the_invariant_together() => Wrong(Counter).ShouldBeEmpty();

    [Theory]
    [InlineData("withdraw(a, n) takes n;", "", "withdraw")]
    [InlineData("transfer(a, _, n) takes n;", "", "transfer")]
    [InlineData("pay(a, _, n) takes n;", "", "pay")]
    [InlineData("pay(_, a, n) takes n;", "", "pay")]
    [InlineData("withdraw(a, n) takes n;", "withdraw(a, n) takes n - 1;", "withdraw")]
    [InlineData("deposit(a, n) gives n;", "deposit(a, n) gives n + 1;", "deposit")]
    public void What_an_operation_uses_up_and_does_not_take_is_refuted(string said, string instead, string operation) =>
        Wrong(Accounts.Replace(said, instead, StringComparison.Ordinal)).ShouldContain($"Escrow {operation}  Refuted", StringComparer.Ordinal);

    [Theory]
    [InlineData("sell(n) takes n;", "", "sell")]
    [InlineData("lose() takes 1;", "", "lose")]
    [InlineData("lose() takes 1;", "lose() takes 0;", "lose")]
    [InlineData("fill(n) gives n;", "fill(n) gives 2 * n;", "fill")]
    public void So_it_is_where_results_are_merged(string said, string instead, string operation)
    {
        string[] wrong = Wrong(Counter.Replace(said, instead, StringComparison.Ordinal));
        wrong.ShouldContain($"Escrow {operation}  Refuted", StringComparer.Ordinal);
        wrong.Any(w => w.StartsWith("Stability", StringComparison.Ordinal) && w.Contains(operation, StringComparison.Ordinal)).ShouldBe(operation != "fill", "what gives too much uses up nothing itself");
    }

    [Fact]
    public void Where_nothing_is_given_what_takes_is_as_safe() => Wrong(Counter.Replace("fill(n) gives n;", "", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void The_beginning_has_room_for_all_rights() =>
        Wrong(Counter.Replace("of left >= 0", "of left >= 1", StringComparison.Ordinal)).ShouldBe(["Escrow   Refuted"], "what there is above one is not negative in the beginning");

    [Fact]
    public void Nobody_takes_less_than_nothing() =>
        Wrong(Counter.Replace("sell(n: nat)", "sell(n: int)", StringComparison.Ordinal)).ShouldContain("Escrow sell  Refuted", StringComparer.Ordinal);

    [Fact]
    public void A_bound_from_above_is_an_escrow_of_what_is_left_below_it()
    {
        const string seats = """
            replicated Seats {
              shared taken : GCounter := 0;
              const seats : nat;
              invariant not_overbooked: taken <= seats;
              op take(n: nat) requires taken + n <= seats { taken += n; }
              escrow free of taken <= seats { take(n) takes n; }
            }
            """;
        Wrong(seats).ShouldBeEmpty();
        Wrong(seats.Replace("take(n) takes n;", "", StringComparison.Ordinal)).ShouldBe(["Stability take take Refuted", "Escrow take  Refuted"]);
    }

    [Fact]
    public void An_operation_that_takes_needs_no_precondition_that_says_the_same() =>
        Wrong(Counter.Replace(" requires left >= n", "", StringComparison.Ordinal)).ShouldBeEmpty();

    /// <summary>What is said of two replicas' states is said of any two, whatever their runs have taken.</summary>
    [Fact]
    public void Where_pairs_of_states_are_asked_about_an_escrow_proves_nothing() =>
        Wrong(Counter.Replace("op fill", "concurrency invariant any(other): other.left >= 0; op fill", StringComparison.Ordinal)).ShouldContain("Safety merge  Refuted", StringComparer.Ordinal);

    private static string[] Wrong(string text) =>
        [.. TheVerifier.Value.Verify(Specifications.BindSxt(text), null, CancellationToken.None).Report.Findings.Where(f => f.Verdict != Verdict.Proved).Select(f => $"{f.Kind} {f.Operation} {f.With} {f.Verdict}")];
}
