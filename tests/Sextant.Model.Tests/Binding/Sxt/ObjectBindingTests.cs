using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Model.Tests.Binding.Sxt;

public sealed class ObjectBindingTests
{
    [Theory]
    [InlineData("shared x : Max[nat];", "int")]
    [InlineData("enum E := A < B; shared x : E;", "E")]
    [InlineData("shared x : Flag;", "bool")]
    [InlineData("type T; shared x : option T;", "option T")]
    [InlineData("type T; shared x : GSet[T];", "[T]bool")]
    [InlineData("type S; type T; shared x : GSet[S * T];", "[S, T]bool")]
    [InlineData("type T; shared x : TwoPhaseSet[T];", "[T]TwoPhase")]
    [InlineData("type T; record R { a: int } shared x : Map[T -> R];", "[T]option R")]
    [InlineData("record P[A, B] { a: A, b: B } shared x : P[Max[int], Flag];", "P[int, bool]")]
    [InlineData("type T; type M := Map[T -> int]; shared x : M;", "[T]option int")]
    [InlineData("shared x : Max[int] * Flag;", "(int * bool)")]
    public void A_field_is_stored_as_its_type_says(string members, string stored) =>
        SxtBinding.Object(members).State.ShouldHaveSingleItem().Type.ToString().ShouldBe(stored);

    [Theory]
    [InlineData("int")]
    [InlineData("bool")]
    [InlineData("E")]
    [InlineData("T")]
    [InlineData("Set[T]")]
    [InlineData("option Set[T]")]
    [InlineData("Bid")]
    public void A_type_that_does_not_say_how_it_merges_is_refused(string type) =>
        SxtBinding.Errors($"type T; enum E := A, B; record Bid {{ amount: int }} shared x : {type};").ShouldBe($"SX1509 {type}");

    [Fact]
    public void A_merge_by_hand_merges_what_the_types_do_not()
    {
        ReplicatedObject obj = SxtBinding.Object("shared n : int; shared f : Flag; merge(other) { if (other.n > n) { n := other.n; } }");
        obj.Merge.Operation.Ensures.Count.ShouldBe(2);
        obj.Merge.Incoming.Select(v => v.Name).ShouldBe(["other.n", "other.f"]);
    }

    [Theory]
    [InlineData("shared x : bool; shared n : int; merge(other) { x := x; n := max(n, other.n); }", 2)]
    [InlineData("shared x : Max[int]; merge(other) { x := x; }", 1)]
    [InlineData("record P { s: Set[int], n: int } shared x : P; merge(other) { if (other.x.n > x.n) { x := other.x; } }", 2)]
    [InlineData("record P { s: GSet[int], n: int } shared x : P; merge(other) { x.n := max(x.n, other.x.n); }", 2)]
    [InlineData("type K; shared x : Map[K -> GSet[K]]; merge(other) { x := x; }", 1)]
    public void What_merge_assigns_is_merged_by_hand_even_where_it_stays_as_it_is(string members, int stored)
    {
        ReplicatedObject obj = SxtBinding.Object(members);
        obj.Merge.Operation.Ensures.Count.ShouldBe(stored);
        obj.Merge.Operation.Ensures.Count(e => ExprWalk.All(e.Condition).Any(p => p is Expr.Reference r && r.Symbol.Name.StartsWith("other.x", StringComparison.Ordinal))).ShouldBe(members.Contains("other.x", StringComparison.Ordinal) ? 2 : 0);
    }

    [Theory]
    [InlineData("shared x : Max[int];")]
    [InlineData("shared x : Max[int]; propagation state;")]
    public void Replicas_send_their_states_unless_the_object_says_otherwise(string members) =>
        SxtBinding.Object(members).Propagation.ShouldBeOfType<Propagation.States>();

    [Fact]
    public void Where_operations_are_sent_nothing_needs_to_merge()
    {
        ReplicatedObject obj = SxtBinding.Object("type T; shared n : int; shared f : bool; shared s : Set[T]; op o(t: T) { n += 1; s += {t}; } propagation operations;");
        obj.Propagation.ShouldBeOfType<Propagation.Operations>();
        obj.Routines.Select(r => r.Name).ShouldBe(["o"]);
        Should.Throw<InvalidOperationException>(() => obj.Merge);
        Should.Throw<InvalidOperationException>(() => obj.Order);
    }

    [Fact]
    public void A_function_with_type_parameters_is_made_once_for_each_choice_of_types_that_is_called()
    {
        ReplicatedObject obj = SxtBinding.Object("""
            type T; shared a : GSet[T]; shared b : TwoPhaseSet[int];
            function has[X](s: Set[X], x: X) := x in s;
            function subset[X](a: Set[X], b: Set[X]) := forall x in a. has(b, x);
            function unused[X](x: X) := has({x}, x);
            invariant subset(a, a) && subset({}, a);
            invariant subset(b, b) && has(b, 1) == has({1}, 1);
            op o(t: T) requires !has(a, t) { a += {t}; }
            """);
        obj.Theory.Functions.Select(f => f.Symbol.Name).Order(StringComparer.Ordinal).ShouldBe(["has[T]", "has[int]", "subset[T]", "subset[int]"]);
    }

    [Theory]
    [InlineData("shared x : Max[int]; invariant y > 0;", "SX1301 y")]
    [InlineData("shared x : Max[int]; invariant x;", "SX1401 x")]
    [InlineData("shared x : Max[itn];", "SX1303 itn")]
    [InlineData("shared x : Max[int]; invariant None == x;", "SX1401 None")]
    [InlineData("shared x : Max[int]; invariant x in x;", "SX1401 x")]
    [InlineData("shared x : Max[int]; invariant x[0] == 1;", "SX1403 x")]
    [InlineData("shared x : Max[int]; invariant f(x);", "SX1301 f")]
    [InlineData("shared x : Max[int]; function f(a: int) := a > 0; invariant f(x, x);", "SX1402 f(x, x)")]
    [InlineData("shared x : Max[int]; function f(a: int): bool := f(a);", "SX1304 f")]
    [InlineData("shared x : Max[int]; record A { b: A }", "SX1304 A")]
    [InlineData("shared x : Max[int]; shared x : Flag;", "SX1302 x")]
    [InlineData("shared x : Max[int]; op o(a: int) { a := 1; }", "SX1204 a")]
    [InlineData("shared x : Max[int]; op o(a) { x := 1; }", "SX1401 a")]
    [InlineData("shared x : Max[int]; function f() := x > 0;", "SX1301 x")]
    [InlineData("enum E := A, B; shared x : option E; invariant A < B;", "SX1401 A < B")]
    [InlineData("shared x : Vector[int];", "SX1601 Vector[int]")]
    [InlineData("shared x : Max[int]; op o() { while (x < 3) { x += 1; } }", "SX1601 while (x < 3) { x += 1; }")]
    [InlineData("shared x : Max[int]; op o() { } op o() { }", "SX1302 o")]
    [InlineData("shared x : Max[int]; order(a) := x >= a.x; order(b) := x >= b.x;", "SX1302 b")]
    [InlineData("op o() { }", "SX1508 R")]
    public void One_mistake_is_reported_once_and_where_it_stands(string members, string error) => SxtBinding.Errors(members).ShouldBe(error);

    [Fact]
    public void A_function_may_not_read_a_field_that_it_is_not_given() =>
        SxtBinding.Errors("shared x : Max[int]; function f(a: int) := a > x;").ShouldBe("SX1301 x");

    [Theory]
    [InlineData("invariant a: forall k in m. m[k] == m[k];")]
    [InlineData("invariant a: best == None || best.value in m;")]
    [InlineData("invariant a: best != None ==> best.value in m;")]
    [InlineData("function has(n: Map[K -> V], k: K) := k in n; invariant a: forall k: K. has(m, k) ==> m[k] == m[k];")]
    [InlineData("op o(k: K, j: K) requires j in m { m[k] := m[j]; }")]
    [InlineData("op o(k: K, j: K, v: V) requires j in m { m[k] := v; m[k] := m[j]; }")]
    [InlineData("op o(k: K) requires best != None { n[best.value] += 1; }")]
    [InlineData("op o(k: K) { n[k] := n[k] + 1; }")]
    public void What_is_asked_about_first_or_has_a_first_value_is_read_without_a_warning(string member) =>
        SxtBinding.Diagnose($"replicated R {{ type K; type V; shared m : Map[K -> V]; shared n : Map[K -> Max[int]]; shared best : option K; {member} }}").ShouldBeEmpty();

    [Theory]
    [InlineData("axiom a: x > 0;", "SX1301 x")]
    [InlineData("type T := U;", "SX1303 U")]
    [InlineData("function f(a: int): bool := a;", "SX1401 a")]
    public void Declarations_are_checked_even_where_no_object_uses_them(string text, string error) => SxtBinding.ErrorsOf(text).ShouldBe(error);

    [Fact]
    public void A_file_may_hold_several_objects_that_share_declarations()
    {
        IReadOnlyList<ReplicatedObject> objects = SxtBinding.Objects("type T; replicated A { shared x : GSet[T]; } replicated B { shared y : option T; }");
        objects.Select(o => $"{o.Name}: {o.State[0]}").ShouldBe(["A: x", "B: y"]);
    }

    [Fact]
    public void Clauses_keep_the_names_that_they_are_given()
    {
        ReplicatedObject obj = SxtBinding.Object("shared x : Max[int]; invariant low: x >= 0; op o() requires small: x < 3 { x += 1; }");
        obj.Invariant.ShouldHaveSingleItem().Name.ShouldBe("low");
        obj.Operations[0].Requires.ShouldHaveSingleItem().Name.ShouldBe("small");
        obj.Merge.Operation.Requires.ShouldHaveSingleItem().Name.ShouldBe("low");
    }

    [Fact]
    public void A_replica_has_a_name_only_where_somebody_asks_for_it()
    {
        SxtBinding.Object("shared x : Max[int];").State.Select(v => v.Name).ShouldBe(["x"]);
        SxtBinding.Object("type T; shared x : GSet[T]; op o() { x += {me}; }").State.Select(v => $"{v.Name}: {v.Type}").ShouldBe(["me: T", "x: [T]bool"]);
    }

    [Fact]
    public void Every_field_has_an_initial_value_even_where_none_is_written() =>
        SxtBinding.Object("type T; shared a : Max[int] := 3; shared b : GSet[T] := {}; shared c : option T; shared d : TwoPhaseSet[T];")
            .Initial.Select(c => c.Name).ShouldBe(["a", "b", "c", "d"]);

    [Fact]
    public void A_natural_number_is_kept_natural_like_an_invariant() =>
        SxtBinding.Object("shared x : Max[nat]; shared y : Max[int];").Invariant.Count.ShouldBe(1);

    [Theory]
    [InlineData("shared n : Max[int]; invariant grown: n >= old(n);", "SX1406 old(n)")]
    [InlineData("shared n : Max[int]; op add() requires old(n) == n { n := n + 1; }", "SX1406 old(n)")]
    public void Old_is_refused_where_there_is_no_earlier_state(string members, string error) => SxtBinding.Errors(members).ShouldBe(error);

    [Fact]
    public void Old_may_stand_in_a_postcondition() =>
        SxtBinding.Object("shared n : Max[int]; op add() ensures n > old(n) { n := n + 1; }").Operations.ShouldHaveSingleItem().Ensures[0].IsFree.ShouldBeFalse();

    [Fact]
    public void A_variable_that_one_branch_makes_has_no_value_in_the_other() =>
        SxtBinding.Errors("shared n : Max[int]; op add(b: bool) { if (b) { x := 1; } n := n + 1; }").ShouldStartWith("SX1601");
}
