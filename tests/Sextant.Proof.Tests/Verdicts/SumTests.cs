using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Smt;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Tests.Verdicts;

/// <summary>Conditions that add up, and what the verifier says of them.</summary>
public sealed class SumTests
{
    private static readonly Lazy<Verifier> TheVerifier = new(() => Specifications.NewVerifier(2, ObligationSet.Full, SolverKind.Z3, 4_000_000));

    /// <summary>What operations may speak of; an object declares what its operation does.</summary>
    private static readonly (string Name, string Declaration)[] Members =
    [
        ("T", "type T;"), ("V", "enum V := YES, NO;"), ("m", "shared m : Map[T -> Max[nat]];"), ("n", "shared n : Map[T -> Max[nat]];"),
        ("h", "shared h : Map[T * T -> Max[nat]];"), ("v", "shared v : Map[V -> Max[nat]];"), ("f", "shared f : Map[bool -> Max[nat]];"),
        ("s", "shared s : GSet[T];"), ("up", "shared up : GCounter;"), ("both", "shared both : PNCounter;"),
        ("row", "function row(h: Map[T * T -> nat], t: T) := sum u: T. h[(t, u)];"),
    ];

    [Theory]
    [InlineData("op o(t: T) ensures sum(m) == old(sum(m)) + 1 { m[t] += 1; }")]
    [InlineData("op o(t: T, u: T) requires t != u ensures sum(m) == old(sum(m)) + 3 { m[t] += 1; m[u] += 2; }")]
    [InlineData("op o(t: T, u: T) ensures sum(m) + sum(n) == old(sum(m) + sum(n)) + 2 { m[t] += 1; n[u] += 1; }")]
    [InlineData("op o(t: T) ensures sum(m) >= m[t] { m[t] += 1; }")]
    [InlineData("op o(t: T, u: T) requires t != u ensures sum(m) >= m[t] + m[u] { m[t] += 1; }")]
    [InlineData("op o(t: T) ensures sum(m) >= 0 && sum(n) == old(sum(n)) { m[t] += 1; }")]
    [InlineData("op o(t: T) requires forall u: T. m[u] == 0 ensures sum(m) == 1 { m[t] += 1; }")]
    [InlineData("op o(t: T) requires forall u: T. m[u] <= n[u] ensures sum(m) <= sum(n) { n[t] += 1; }")]
    [InlineData("op o(t: T) requires sum(m) <= sum(n) && forall u: T. h[(t, u)] <= m[u] ensures row(h, t) <= sum(n) { n[t] += 1; }")]
    [InlineData("op o(t: T) requires t not in s ensures (sum x in s. 1) == old(sum x in s. 1) + 1 { s += {t}; }")]
    [InlineData("op o(t: T) ensures (sum x in s. 1) <= old(sum x in s. 1) + 1 && (sum x in s. 1) >= 1 { s += {t}; }")]
    [InlineData("op o(t: T) requires t not in s ensures len(s) == old(len(s)) + 1 && len(s - {t}) <= len(s) { s += {t}; }")]
    [InlineData("op o(t: T) requires t not in m ensures len(m) == old(len(m)) + 1 && find(m, t) == 3 { m[t] := 3; }")]
    [InlineData("op o(k: Set[T]) ensures (sum x in s. 1) >= old(sum x in s. 1) && (sum x in s. 1) >= sum x in k. 1 { s += k; }")]
    [InlineData("op o(t: T) ensures (sum x in s. m[x]) <= sum(m) { m[t] += 1; }")]
    [InlineData("op o(t: T) ensures (sum x: T. if x == t then m[x] else 0) == m[t] { m[t] += 1; }")]
    [InlineData("op o(t: T, u: T) ensures row(h, t) == old(row(h, t)) + 1 { h[(t, u)] += 1; }")]
    [InlineData("op o(t: T, u: T) ensures forall w: T. w != t ==> row(h, w) == old(row(h, w)) { h[(t, u)] += 1; }")]
    [InlineData("op o(t: T, u: T) ensures sum(h) == old(sum(h)) + 1 { h[(t, u)] += 1; }")]
    [InlineData("op o(t: T, u: T) ensures sum(h) == (sum a: T. sum b: T. h[(b, a)]) { h[(t, u)] += 1; }")]
    [InlineData("op o(t: T) ensures (sum a: T. 3 * m[a] - n[a]) == 3 * sum(m) - sum(n) { m[t] += 1; }")]
    [InlineData("op o(t: T) requires forall a: T. m[a] >= row(h, a) ensures (sum a: T. m[a] - row(h, a)) >= 0 && sum(m) >= sum(h) { m[t] += 1; }")]
    [InlineData("op o(k: V) ensures sum(v) == v[YES] + v[NO] { v[k] += 1; }")]
    [InlineData("op o() ensures (sum b: bool. f[b]) == f[true] + f[false] { f[true] += 1; }")]
    [InlineData("op o(k: nat) ensures up == old(up) + k && both == old(both) { up += k; }")]
    [InlineData("op o(k: int) ensures both == old(both) - k { both -= k; }")]
    [InlineData("op o() ensures up >= 1 { up += 1; }")]
    [InlineData("op o(k: nat): int ensures result == both { both += k; x := both; return x; }")]
    public void What_is_true_of_sums_is_proved(string operation) =>
        Verify(With(operation)).The(CheckKind.Contract, "o").ShouldSatisfyAllConditions(f => f.Clauses.ShouldBeEmpty(), f => f.Verdict.ShouldBe(Verdict.Proved));

    [Theory]
    [InlineData("op o(t: T) ensures sum(m) == old(sum(m)) { m[t] += 1; }")]
    [InlineData("op o(t: T, u: T) ensures sum(m) == old(sum(m)) + 2 { m[t] := m[t] + 1; m[u] := old(m[u]) + 1; }")]
    [InlineData("op o(t: T, u: T) ensures sum(m) >= m[t] + m[u] { m[t] += 1; }")]
    [InlineData("op o(t: T) ensures sum(m) == m[t] { m[t] += 1; }")]
    [InlineData("op o(t: T) requires sum(m) <= sum(n) ensures forall u: T. m[u] <= n[u] { n[t] += 1; }")]
    [InlineData("op o(t: T) ensures (sum x in s. 1) == old(sum x in s. 1) + 1 { s += {t}; }")]
    [InlineData("op o(t: T) ensures (sum x in s. m[x]) == sum(m) { m[t] += 1; }")]
    [InlineData("op o(t: T, u: T) ensures forall w: T. row(h, w) == old(row(h, w)) { h[(t, u)] += 1; }")]
    [InlineData("op o(k: V) ensures sum(v) == v[YES] { v[k] += 1; }")]
    [InlineData("op o(k: int) ensures both == old(both) + k { both -= k; }")]
    [InlineData("op o() requires both > 0 ensures up >= both { up += 1; }")]
    public void What_is_not_true_of_sums_is_refuted_by_a_run(string operation)
    {
        Finding finding = Verify(With(operation)).The(CheckKind.Contract, "o");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.Clauses.ShouldAllBe(c => c.NotReplayed == null && c.Trace != null);
    }

    [Fact]
    public void What_facts_about_sums_do_not_say_is_never_refuted_by_a_model_of_theirs()
    {
        // That a product of sums is the sum of products is no such fact.
        Finding finding = Verify(With("op o(t: T) ensures sum(m) * sum(n) == sum x: T, y: T. m[x] * n[y] { m[t] += 1; }")).The(CheckKind.Contract, "o");
        finding.Verdict.ShouldBe(Verdict.Unknown);
        finding.Clauses.ShouldHaveSingleItem().Reason.ShouldContain("sum");
    }

    [Fact]
    public void Axioms_about_sums_are_not_known_to_be_consistent()
    {
        Proof.Verification verification = Verify("type T; function share(t: T): nat; axiom (sum t: T. share(t)) == 100; shared x : Max[nat]; op o(t: T) ensures share(t) <= 100 { x += 1; }");
        verification.The(CheckKind.Contract, "o").Verdict.ShouldBe(Verdict.Proved);
        verification.The(CheckKind.Vacuity).Verdict.ShouldBe(Verdict.Unknown);
        verification.The(CheckKind.Vacuity).Clauses.ShouldHaveSingleItem().Reason.ShouldContain("sum");
    }

    [Fact]
    public void Axioms_about_sums_that_contradict_each_other_are_found_out() =>
        Verify("type T; function share(t: T): nat; axiom (sum t: T. share(t)) == 100; axiom (sum u: T. share(u)) == 99; shared x : Max[nat]; op o() { x += 1; }")
            .The(CheckKind.Vacuity).Verdict.ShouldBe(Verdict.Refuted);

    [Fact]
    public void A_counter_that_everybody_may_count_down_is_refuted_between_two_replicas_that_each_see_one_left()
    {
        Proof.Verification verification = Verify("shared left : PNCounter; invariant left >= 0; op take() requires left >= 1 { left -= 1; } op bring() { left += 1; }");
        verification.The(CheckKind.Safety, "take").Verdict.ShouldBe(Verdict.Proved);
        verification.The(CheckKind.Safety, "merge").Verdict.ShouldBe(Verdict.Proved);
        Finding finding = verification.The(CheckKind.Stability, "take");
        finding.Verdict.ShouldBe(Verdict.Refuted);
        finding.Clauses.ShouldAllBe(c => c.NotReplayed == null);
        verification.The(CheckKind.Stability, "bring").Verdict.ShouldBe(Verdict.Proved);
    }

    [Fact]
    public void The_counter_of_the_examples_is_proved_when_its_replicas_send_states()
    {
        string text = File.ReadAllText(Path.Combine(Golden.Specifications.ExamplesFolder, "counter", "counter.sxt"));
        VerifyFile(text.Replace("propagation operations;", "", StringComparison.Ordinal)).Report.Findings.ShouldAllBe(f => f.Verdict == Verdict.Proved);
    }

    /// <summary>That rows and columns of what was handed over have one sum, and that merge keeps what each replica holds, is needed for this.</summary>
    [Fact]
    public void An_account_whose_places_spend_what_they_hold_is_not_overdrawn()
    {
        const string Held = "sum r: ReplicaId. credit(deposited, spent, handed, r)";
        string text = File.ReadAllText(Path.Combine(Golden.Specifications.ExamplesFolder, "bank", "escrow.sxt"));
        string whole = text.Replace("  concurrency invariant own", $"  invariant ({Held}) == sum(deposited) - sum(spent); invariant ({Held}) >= 0; concurrency invariant own", StringComparison.Ordinal);
        whole.Length.ShouldBeGreaterThan(text.Length);
        VerifyFile(whole).Report.Findings.ShouldAllBe(f => f.Verdict == Verdict.Proved);
    }

    [Fact]
    public void What_the_page_about_the_language_shows_of_sums_is_proved()
    {
        string page = File.ReadAllText(Path.Combine(Golden.Specifications.RepositoryRoot, "docs", "language.md"));
        int start = page.IndexOf("replicated Stock", StringComparison.Ordinal);
        VerifyFile(page[start..page.IndexOf("```", start, StringComparison.Ordinal)]).Report.Findings.ShouldAllBe(f => f.Verdict == Verdict.Proved);
    }

    private static string With(string operation)
    {
        string[] words = operation.Split([.. operation.Where(c => !char.IsAsciiLetter(c))]);
        return string.Concat(Members.Where(m => m.Name == "T" || words.Contains(m.Name, StringComparer.Ordinal)).Select(m => m.Declaration)) + operation;
    }

    private static Proof.Verification Verify(string members) => VerifyFile($"replicated R {{ {members} }}");

    private static Proof.Verification VerifyFile(string text) => TheVerifier.Value.Verify(Specifications.BindSxt(text), progress: null, CancellationToken.None);
}
