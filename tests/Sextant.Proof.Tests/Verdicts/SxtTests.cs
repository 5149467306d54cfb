using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Smt;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Tests.Verdicts;

/// <summary>Replicated objects of the language, and what the verifier says of them.</summary>
public sealed class SxtTests
{
    private static readonly Lazy<Verifier> TheVerifier = new(() => Specifications.NewVerifier(2, ObligationSet.Full, SolverKind.Z3));

    /// <summary>In a small world, what a function yields must be one of its elements, or nothing is known of it there.</summary>
    [Fact]
    public void What_is_refuted_is_refuted_in_a_small_world_where_a_function_leads_from_one_type_to_another()
    {
        Proof.Verification verification = Verify("""
            type Seller; type Auction;
            function seller(a: Auction): Seller;
            shared sellers : TwoPhaseSet[Seller];
            shared auctions : GSet[Auction];
            invariant auctions_have_sellers: forall a in auctions. seller(a) in sellers;
            op register(s: Seller) { sellers += {s}; }
            op leave(s: Seller) requires forall a in auctions. seller(a) != s { sellers -= {s}; }
            op create(a: Auction) requires seller(a) in sellers { auctions += {a}; }
            """);
        foreach (string operation in new[] { "leave", "create" })
            verification.The(CheckKind.Stability, operation).Clauses.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Verdict.ShouldBe(Verdict.Refuted), c => c.Universe.ShouldNotBeNull());
        verification.The(CheckKind.Stability, "register").Verdict.ShouldBe(Verdict.Proved);
    }

    /// <summary>Whatever type the elements have, operations put numbers there, and it is asked of each operation which ones.</summary>
    [Theory]
    [InlineData("shared s : GSet[nat];", "s += {x};", "forall r in s. r >= 0")]
    [InlineData("shared s : TwoPhaseSet[nat];", "s += {x};", "forall r in s. r >= 0")]
    [InlineData("shared s : ORSet[nat];", "s += {x};", "forall r in s. r >= 0")]
    [InlineData("shared s : GSet[nat * bool];", "s += {(x, true)};", "forall (r, b) in s. r >= 0")]
    [InlineData("shared s : Map[nat -> Max[int]];", "s[x] := max(s[x], 1);", "forall k in s. k >= 0")]
    [InlineData("shared s : GSet[int]; function good(s: Set[nat]) := forall r in s. r >= 0;", "s += {x};", "good(s)")]
    public void That_the_elements_of_a_collection_are_natural_is_not_taken_for_granted(string field, string body, string invariant)
    {
        Verify($"{field} op put(x: int) {{ {body} }} invariant {invariant};").The(CheckKind.Safety, "put").Verdict.ShouldNotBe(Verdict.Proved);
        Verify($"{field} op put(x: nat) {{ {body} }} invariant {invariant};").The(CheckKind.Safety, "put").Verdict.ShouldBe(Verdict.Proved);
    }

    [Theory]
    [InlineData("op see(count: nat) { if (this.count > 0 && count == 0) { big := true; } }", Verdict.Refuted)]
    [InlineData("op see(count: nat) { if (count < 0 && this.count == 0) { big := true; } }", Verdict.Proved)]
    [InlineData("op see() { local count : int := 0; if (this.count > count) { big := true; } }", Verdict.Refuted)]
    [InlineData("op see() { if (exists count: int. count == 5 && this.count == count) { big := true; } }", Verdict.Refuted)]
    [InlineData("op see(count: nat) requires count == 0 { this.count := max(this.count, 1); if (this.count > count) { big := true; } }", Verdict.Refuted)]
    public void This_means_the_field_whatever_hides_its_name(string operation, Verdict expected) =>
        Verify($"shared count : Max[int] := 0; shared big : Flag; op inc() {{ count := max(count, 5); }} {operation} invariant !big;").The(CheckKind.Safety, "see").Verdict.ShouldBe(expected);

    [Theory]
    [InlineData("subset(closed, rooms) && subset(lent, here)", Verdict.Proved)]
    [InlineData("subset(rooms, closed)", Verdict.Refuted)]
    [InlineData("subset(here, lent)", Verdict.Refuted)]
    [InlineData("size(lent) <= size(here) && size(closed) <= size(rooms)", Verdict.Proved)]
    [InlineData("size(rooms) <= 1", Verdict.Refuted)]
    [InlineData("(forall p: Pair[int, E]. swap(swap(p)) == p) && forall p: Pair[E, T]. swap(p).second == p.first", Verdict.Proved)]
    [InlineData("forall p: Pair[int, int]. swap(p) == p", Verdict.Refuted)]
    public void A_function_with_type_parameters_is_verified_for_each_choice_of_types(string condition, Verdict expected)
    {
        Proof.Verification verification = Verify($$"""
            {{Types}}
            function has[X](s: Set[X], x: X) := x in s;
            function subset[X](a: Set[X], b: Set[X]) := forall x in a. has(b, x);
            function size[X](s: Set[X]): int := sum x in s. 1;
            function swap[A, B](p: Pair[A, B]): Pair[B, A] := Pair{first: p.second, second: p.first};
            shared here : GSet[T]; shared lent : GSet[T]; shared rooms : GSet[E]; shared closed : GSet[E];
            invariant lent_is_here: subset(lent, here);
            invariant closed_is_known: subset(closed, rooms);
            op put(t: T) { here += {t}; }
            op lend(t: T) requires has(here, t) { lent += {t}; }
            op open(e: E) { rooms += {e}; }
            op close(e: E) requires has(rooms, e) { closed += {e}; }
            op look() requires {{condition}} ensures {{condition}} { here += {}; }
            invariant {{condition}};
            """);
        verification.Report.Findings.Select(f => f.Verdict).Max().ShouldBe(expected);
    }

    private const string Types = "type T; type U; enum E := LOW < MID < HIGH; enum V := YES, NO; record Bid { amount: int, by: T } record Pair[A, B] { first: A, second: B } record Stats { hits: GCounter, names: ORSet[U], best: Max[nat], at: Map[U -> LWW[int]] }";

    [Theory]
    [InlineData("Max[int]", "x := max(x, 3);")]
    [InlineData("Max[nat]", "x += 1;")]
    [InlineData("Min[int]", "x := min(x, 3);")]
    [InlineData("Max[E]", "x := max(x, MID);")]
    [InlineData("E", "if (x == LOW) { x := MID; }")]
    [InlineData("Flag", "x := true;")]
    [InlineData("GSet[T]", "x += {t};")]
    [InlineData("GSet[T * U]", "x += {(t, u)};")]
    [InlineData("TwoPhaseSet[T]", "x += {t};")]
    [InlineData("TwoPhaseSet[T]", "x -= {t};")]
    [InlineData("option T", "if (x == None) { x := Some(t); }")]
    [InlineData("option V", "if (x == None) { x := Some(NO); }")]
    [InlineData("option Bid", "if (x == None) { x := Some(Bid{amount: 1, by: t}); }")]
    [InlineData("option (T * int)", "if (x == None) { x := Some((t, 1)); }")]
    [InlineData("option option T", "if (x == None) { x := Some(Some(t)); }")]
    [InlineData("option Max[int]", "x := Some(5);", "x == None")]
    [InlineData("Map[T -> Bid]", "if (t not in x) { x[t] := Bid{amount: 1, by: t}; }")]
    [InlineData("Map[T -> Max[nat]]", "x[t] += 1;")]
    [InlineData("Map[T * U -> Max[nat]]", "x[(t, u)] += 1;")]
    [InlineData("Map[T -> E]", "x[t] := HIGH;")]
    [InlineData("Map[T -> Pair[Max[nat], Flag]]", "x[t].first += 1;")]
    [InlineData("Pair[Max[int], E]", "x.first += 1;")]
    [InlineData("Max[int] * Flag", "x := (x[0] + 1, true);")]
    [InlineData("ORSet[T]", "x += {t};")]
    [InlineData("ORSet[T]", "x -= {t};")]
    [InlineData("ORSet[T * U]", "x -= {(t, u)}; x += {(t, u)};")]
    [InlineData("MV[T]", "x := t;")]
    [InlineData("GCounter", "x += n;", "n >= 0")]
    [InlineData("PNCounter", "x += n;")]
    [InlineData("PNCounter", "x -= n; x += 1;")]
    [InlineData("LWW[int]", "x := 3;")]
    [InlineData("LWW[int]", "x += 1;")]
    [InlineData("LWW[option Bid]", "x := Some(Bid{amount: 1, by: t});")]
    [InlineData("Map[T -> LWW[int]]", "x[t] := 3;")]
    [InlineData("Map[T -> GSet[U]]", "x[t] += {u};")]
    [InlineData("Map[T -> TwoPhaseSet[U]]", "x[t] -= {u};")]
    [InlineData("Map[T -> ORSet[U]]", "x[t] += {u};")]
    [InlineData("Map[T -> ORSet[U * E]]", "x[t] -= {(u, LOW)}; x[t] += {(u, HIGH)};")]
    [InlineData("Map[T -> MV[U]]", "x[t] := u;")]
    [InlineData("Map[T -> GCounter]", "x[t] += n;", "n >= 0")]
    [InlineData("Map[T * U -> PNCounter]", "x[(t, u)] -= n;")]
    [InlineData("Map[T -> Map[U -> Max[nat]]]", "x[t][u] += 1;")]
    [InlineData("Map[T -> Map[U -> Bid]]", "if (u not in x[t]) { x[t][u] := Bid{amount: 1, by: t}; }")]
    [InlineData("Map[T -> Map[U -> LWW[int]]]", "x[t][u] += n;")]
    [InlineData("Map[T -> Map[U -> Map[E -> GCounter]]]", "x[t][u][MID] += 1;")]
    [InlineData("Map[T -> Stats]", "x[t].hits += 1; x[t].names += {u}; x[t].best += 1; x[t].at[u] := 2;")]
    [InlineData("Map[T -> Map[U -> Stats]]", "x[t][u].hits += 1; x[t][u].names -= {u};")]
    [InlineData("Map[T -> GSet[U] * Max[nat]]", "x[t][0] += {u}; x[t][1] += 1;")]
    [InlineData("Stats", "x.hits += 1; x.names += {u}; x.best += 1; x.at[u] := 2;")]
    [InlineData("Pair[GSet[T], Map[T -> PNCounter]]", "x.first += {t}; x.second[t] -= 3;")]
    [InlineData("GSet[T] * MV[U] * Max[nat]", "x[0] += {t}; x[1] := u; x[2] += 1;")]
    public void A_derived_merge_is_the_least_upper_bound_and_operations_grow(string type, string body, string requires = "true")
    {
        Proof.Verification verification = Verify($"{Types} shared x : {type}; op o(t: T, u: U, n: int) requires {requires} {{ {body} }}");
        verification.Report.Findings.Where(f => f.Verdict != Verdict.Proved).Select(Golden.Specifications.Line).ShouldBeEmpty();
        verification.The(CheckKind.Lub, "merge").Verdict.ShouldBe(Verdict.Proved);
        verification.The(CheckKind.Monotonicity, "o").Verdict.ShouldBe(Verdict.Proved);
    }

    [Theory]
    [InlineData("Max[int]", "x := 3;")]
    [InlineData("Min[int]", "x += 1;")]
    [InlineData("E", "x := LOW;")]
    [InlineData("Flag", "x := false;")]
    [InlineData("GSet[T]", "x -= {t};")]
    [InlineData("option T", "x := None;")]
    [InlineData("option T", "x := Some(t);")]
    [InlineData("Map[T -> E]", "x -= {t};")]
    [InlineData("Map[T -> Bid]", "x[t].amount := 0;")]
    [InlineData("Map[T -> GSet[U]]", "x[t] -= {u};")]
    [InlineData("Map[T -> Map[U -> Max[int]]]", "x[t][u] := 0;")]
    [InlineData("Map[T -> Pair[GSet[U], Max[int]]]", "x[t].second := 0;")]
    [InlineData("Pair[GSet[U], Max[int]]", "x.first -= {u};")]
    public void An_operation_that_takes_something_back_is_refuted(string type, string body)
    {
        Proof.Verification verification = Verify($"{Types} shared x : {type}; op o(t: T, u: U) {{ {body} }}");
        verification.The(CheckKind.Monotonicity, "o").Verdict.ShouldBe(Verdict.Refuted);
        verification.The(CheckKind.Lub, "merge").Verdict.ShouldBe(Verdict.Proved);
    }

    [Fact]
    public void Two_replicas_that_each_keep_the_invariant_may_break_it_together()
    {
        Proof.Verification verification = Verify("type T; shared x : GSet[T]; invariant one: forall a in x, b in x. a == b; op o(t: T) requires x == {} { x += {t}; }");
        Finding stability = verification.The(CheckKind.Stability, "o");
        stability.Verdict.ShouldBe(Verdict.Refuted);
        verification.The(CheckKind.Safety, "o").Verdict.ShouldBe(Verdict.Proved);
        verification.The(CheckKind.Safety, "merge").Verdict.ShouldBe(Verdict.Proved);
        Trace trace = stability.TheTrace();
        trace.State(0, 0).ShouldBe("x = {}");
        trace.State(0, 1).ShouldBe("x = {T#1}");
        trace.Steps[1].Action.ShouldBe("o(T#2)");
    }

    [Fact]
    public void Values_are_shown_as_the_language_writes_them()
    {
        Proof.Verification verification = Verify($"{Types} shared m : Map[E -> Bid]; shared s : E; shared o : option E; invariant m == {{}}; op put(t: T) {{ m[MID] := Bid{{amount: 7, by: t}}; s := HIGH; o := Some(HIGH); }}");
        Trace trace = verification.The(CheckKind.Safety, "put").TheTrace();
        trace.State(1, 0).ShouldBe("m = {MID -> Bid{amount: 7, by: T#1}}, s = HIGH, o = Some(HIGH)");
        string.Join(", ", trace.Steps[1].Changes.Where(c => c.Name == "m").Select(c => $"{c.Before} {c.After}")).ShouldBe("{} {MID -> Bid{amount: 7, by: T#1}}");
    }

    [Fact]
    public void A_natural_number_must_stay_natural() =>
        Verify("shared x : nat; merge(other) { x := max(x, other.x); } op o() { x -= 1; }").The(CheckKind.Safety, "o").Verdict.ShouldBe(Verdict.Refuted);

    [Theory]
    [InlineData("x == old(x) + 1", Verdict.Proved)]
    [InlineData("x == old(x)", Verdict.Refuted)]
    public void What_is_promised_is_proved_of_the_body(string promise, Verdict verdict) =>
        Verify($"shared x : Max[int]; op o() ensures {promise} {{ y := x; x := y + 1; }}").The(CheckKind.Contract, "o").Verdict.ShouldBe(verdict);

    [Theory]
    [InlineData("op o(t: T): bool ensures t in s && result == (t not in old(s)) { fresh := t not in s; s += {t}; return fresh; }")]
    [InlineData("op o(t: T): nat ensures result <= 3 { if (t in s) { return 3; } s += {t}; return 2; }")]
    [InlineData("op o(k: Set[T]) ensures forall t in s. t in k { s -= s - k; }")]
    [InlineData("op o(t: T) ensures forall u in old(s). m[u] == 1 { for u in s { m[u] := 1; } }")]
    [InlineData("op o(t: T) ensures forall u in s. u in old(s) && m[u] >= 3 { for u in s { if (m[u] < 3) { s -= {u}; } } }")]
    [InlineData("op o() ensures m == old(m) && n == 3 { for i in 0..3 { n += i; } }", "n == 0")]
    [InlineData("op o(t: T, u: T) ensures t in s && u in s { (a, b) := (u, t); s += {a, b}; }")]
    [InlineData("op o(t: T) ensures forall u in v. u == t { v := t; }")]
    [InlineData("op o(t: T) ensures l == old(l) + 1 { l += 1; }")]
    [InlineData("op o(t: T) ensures keys(m) == keys(old(m)) + {t} { m += {t -> 4}; }")]
    public void What_bodies_do_to_the_library_types_is_what_it_looks_like(string operation, string requires = "true")
    {
        string members = "type T; shared s : ORSet[T]; shared m : Map[T -> LWW[int]]; shared n : Max[nat]; shared v : MV[T]; shared l : LWW[int];";
        int place = operation.IndexOf(" ensures", StringComparison.Ordinal);
        Verify($"{members} {operation.Insert(place, $" requires {requires}")}").The(CheckKind.Contract, "o").Verdict.ShouldBe(Verdict.Proved);
    }

    [Theory]
    [InlineData("op o(k: K, t: T) ensures t in sets[k] && k in sets && forall j: K, u in sets[j]. u in old(sets[j]) || (j == k && u == t) { sets[k] += {t}; }")]
    [InlineData("op o(k: K, t: T) ensures t not in sets[k] && forall j: K, u in old(sets[j]). u in sets[j] || (j == k && u == t) { sets[k] -= {t}; }")]
    [InlineData("op o(k: K, j: K, n: int) requires j != k ensures counts[k] == old(counts[k]) + n && counts[j] == old(counts[j]) { counts[k] += n; }")]
    [InlineData("op o(k: K, n: int) ensures counts[k] == old(counts[k]) - n { counts[k] -= n; }")]
    [InlineData("op o(k: K, n: int) requires k not in counts && n > 0 ensures counts[k] == -n && k in counts { counts[k] -= n; }")]
    [InlineData("op o(k: K, t: T) requires sets == {} ensures sets == {} && k not in nested ==> nested[k] == {} { sets[k] -= {t}; }")]
    [InlineData("op o(k: K, t: T): nat requires t in nested[k] ensures result == nested[k][t] && nested[k][t] == old(nested[k][t]) + 2 { nested[k][t] += 2; return nested[k][t]; }")]
    [InlineData("op o(k: K, t: T) ensures k in nested && (forall j in nested. j == k || j in old(nested)) && keys(nested[k]) == keys(old(nested[k])) + {t} { nested[k][t] := 7; }")]
    [InlineData("op o(k: K, t: T) ensures stats[k].hits == old(stats[k].hits) + 1 && stats[k].best == old(stats[k].best) && stats[k].last == {t} && k in stats { stats[k].hits += 1; stats[k].last := t; }")]
    [InlineData("op o(k: K, t: T) requires k not in stats ensures stats[k].best == 3 && (sum u: T. stats[k].best) >= 3 { stats[k].best := 3; }", "exists u: T. u == t")]
    [InlineData("op o(k: K, t: T) ensures whole.hits == old(whole.hits) + 4 && whole.last == {t} && whole.best >= 2 { whole.hits += 4; whole.last := t; whole.best := max(whole.best, 2); }")]
    [InlineData("op o(k: K, t: T) ensures pair[0] == old(pair[0]) + {t} && pair[1] >= 1 { pair := (pair[0] + {t}, max(pair[1], 1)); }")]
    [InlineData("op o(k: K, t: T) ensures pair[0] == old(pair[0]) + {t} && pair[1] == old(pair[1]) { if (t not in pair[0]) { pair[0] += {t}; } }")]
    [InlineData("op o(k: K) ensures forall j: K, t in sets[j]. nested[j][t] >= 1 { for t in sets[k] { nested[k][t] := max(nested[k][t], 1); } }", "forall j: K, t in sets[j]. j == k")]
    [InlineData("op o(k: K, t: T) ensures (forall u in sets[k]. u in s) ==> sets[k] == s { sets[k] += s; }", "forall u in s. u != t")]
    public void What_bodies_do_to_composed_types_is_what_it_looks_like(string operation, string requires = "true")
    {
        const string Members = "type K; type T; record Kept { hits: PNCounter, last: MV[T], best: Max[int] } shared sets : Map[K -> ORSet[T]]; shared counts : Map[K -> PNCounter]; "
            + "shared nested : Map[K -> Map[T -> Max[nat]]]; shared stats : Map[K -> Kept]; shared whole : Kept; shared pair : GSet[T] * Max[int]; shared s : GSet[T];";
        int place = operation.IndexOf(operation.Contains(" requires", StringComparison.Ordinal) ? " requires" : " ensures", StringComparison.Ordinal);
        Verify($"{Members} {operation.Insert(place, $" requires {requires}")}").The(CheckKind.Contract, "o").Verdict.ShouldBe(Verdict.Proved);
    }

    [Fact]
    public void A_merge_that_is_no_join_is_refuted() =>
        Verify("shared x : int; merge(other) { x := x + other.x; } order(other) := x >= other.x;").The(CheckKind.Lub, "merge").Verdict.ShouldBe(Verdict.Refuted);

    [Fact]
    public void Each_replica_may_count_on_its_own_name()
    {
        Proof.Verification verification = Verify("type R; shared votes : Map[R -> int]; concurrency invariant own(other): me in other.votes ==> me in votes; op vote(n: int) requires me not in votes { votes[me] := n; }");
        verification.Report.Findings.ShouldAllBe(f => f.Verdict == Verdict.Proved);
    }

    [Fact]
    public void Locks_keep_what_observed_remove_sets_refer_to()
    {
        Proof.Verification verification = Verify("""
            type Player; type Cup;
            shared players : ORSet[Player]; shared cups : ORSet[Cup]; shared running : GSet[Cup]; shared enrolled : ORSet[Player * Cup];
            invariant known: forall (p, c) in enrolled. p in players && c in cups;
            invariant somebody: forall c in running. exists (p, d) in enrolled. d == c;
            op addPlayer(p: Player) { players += {p}; }
            op removePlayer(p: Player) requires p in players && forall (q, c) in enrolled. q != p { players -= {p}; }
            op addCup(c: Cup) { cups += {c}; }
            op removeCup(c: Cup) requires c in cups && forall (p, d) in enrolled. d != c { cups -= {c}; }
            op enrol(p: Player, c: Cup) requires p in players && c in cups { enrolled += {(p, c)}; }
            op begin(c: Cup) requires exists (p, d) in enrolled. d == c { running += {c}; }
            lock player(p: Player) { shared enrol(p, _); exclusive removePlayer(p); }
            lock cup(c: Cup) { shared enrol(_, c); exclusive removeCup(c); }
            """);
        verification.Report.Findings.Where(f => f.Verdict != Verdict.Proved).Select(Golden.Specifications.Line).ShouldBeEmpty();
    }

    [Fact]
    public void An_axiom_that_nobody_wrote_is_no_finding() =>
        Verify("type T; shared x : option T;").Report.Findings.ShouldNotContain(f => f.Kind == CheckKind.Vacuity);

    private static Proof.Verification Verify(string members) =>
        TheVerifier.Value.Verify(Specifications.BindSxt($"replicated R {{ {members} }}"), progress: null, CancellationToken.None);
}
