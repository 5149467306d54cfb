using System.Collections.Immutable;
using Sextant.Exploration.Replicas;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Model.Types;

namespace Sextant.Exploration.Tests.Replicas;

public sealed class ReplicaGroupTests
{
    private const string Flags = """
        replicated Flags {
          type Name;
          shared raised : GSet[Name] := {};
          invariant at_most_one: forall a, b in raised. a == b;
          op raise() requires raised == {} { raised += {me}; }
        }
        """;

    [Fact]
    public void Two_replicas_that_raise_the_only_flag_break_what_merge_relies_on()
    {
        PropertyResult[] broken = [.. Search(Flags, GroupBounds.Pair).Where(r => r.Verdict == PropertyVerdict.Violated)];
        broken.Select(b => b.Property.Name).ShouldBe(["Stability raise"]);
        broken.ShouldAllBe(b => b.Path!.Count == 3);
    }

    [Fact]
    public void An_object_without_conflict_keeps_everything()
    {
        EquatableArray<PropertyResult> results = Search("""
            replicated Peak {
              shared seen : Max[int] := 0;
              shared on : Flag := false;
              invariant counted: on ==> seen >= 1;
              op see(n: int) requires n > seen { seen := n; }
              op start() requires seen >= 1 { on := true; }
            }
            """, GroupBounds.Pair);
        results.ShouldAllBe(r => r.Verdict == PropertyVerdict.Holds);
    }

    [Fact]
    public void An_invariant_that_speaks_of_no_field_is_what_merge_relies_on_too()
    {
        Search("replicated R { shared x : Flag := false; invariant always: true; op raise() { x := true; } }", GroupBounds.Pair)
            .ShouldAllBe(r => r.Verdict == PropertyVerdict.Holds);
    }

    [Fact]
    public void A_merge_of_two_can_break_what_a_third_one_relies_on()
    {
        const string three = """
            replicated Three {
              shared a : Flag := false;
              shared b : Flag := false;
              shared c : Flag := false;
              invariant not_all: !(a && b && c);
              op raiseA() requires !b && !c { a := true; }
              op raiseB() requires !a && !c { b := true; }
              op raiseC() requires !a && !b { c := true; }
            }
            """;
        Search(three, GroupBounds.Pair).ShouldAllBe(r => r.Verdict == PropertyVerdict.Holds);
        Search(three, GroupBounds.Pair with { Replicas = 3 }).Any(r => r.Verdict == PropertyVerdict.Violated).ShouldBeTrue();
    }

    [Fact]
    public void An_initial_state_that_breaks_the_invariant_is_where_the_search_ends()
    {
        EquatableArray<PropertyResult> results = Search("replicated Wrong { shared on : Flag := true; invariant off: !on; op stay() { on := true; } }", GroupBounds.Pair);
        PropertyResult[] broken = [.. results.Where(r => r.Verdict == PropertyVerdict.Violated)];
        broken.Length.ShouldBe(2, "the invariant, and that it holds of what two initial states merge to");
        broken.ShouldAllBe(b => b.Property.Name.StartsWith("Initial", StringComparison.Ordinal) && b.Path!.Count == 1);
    }

    [Fact]
    public void A_step_that_breaks_several_clauses_breaks_each_of_them()
    {
        EquatableArray<PropertyResult> results = Search("""
            replicated Two {
              shared seen : Max[int] := 0;
              invariant small: seen <= 1;
              invariant smaller: seen <= 0;
              op see() { seen := 2; }
            }
            """, GroupBounds.Pair);
        results.Count(r => r is { Verdict: PropertyVerdict.Violated, Property.Name: "Safety see" }).ShouldBe(2);
    }

    [Fact]
    public void What_makes_a_state_smaller_hides_nothing_that_breaks_later()
    {
        EquatableArray<PropertyResult> results = Search("""
            replicated Falling {
              shared x : int := 3;
              invariant natural: x >= 1;
              op fall() requires x > 0 { x -= 1; }
              merge(other) { x := max(x, other.x); }
              order(other) := x >= other.x;
            }
            """, GroupBounds.Pair);
        results.Where(r => r.Verdict == PropertyVerdict.Violated).Select(r => r.Property.Name).Contains("Safety fall", StringComparer.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public void A_run_that_breaks_what_is_derived_from_the_invariant_ends_with_the_merge_that_breaks_it()
    {
        ReplicatedObject obj = TextObjects.Bind(Flags);
        var group = ReplicaGroup.Of(obj, GroupBounds.Pair);
        PropertyResult broken = new BreadthFirst(() => group, new SearchBounds(), goal: SearchGoal.EveryProperty).Run().Properties.First(r => r.Verdict == PropertyVerdict.Violated);
        Trace trace = GroupTrace.Of(group, broken.Path!, group.Questions.First(q => q.Kind == CheckKind.Stability && q.Operation!.Name == "raise"), "at most one");
        trace.Steps.Select(s => s.Action).ShouldBe(["", "raise()", "raise()", "merge ← A"]);
    }

    [Fact]
    public void A_group_in_a_universe_has_the_constants_of_that_universe()
    {
        ReplicatedObject obj = TextObjects.Bind("""
            replicated Room {
              const seats : nat;
              shared taken : Max[nat] := 0;
              invariant enough: taken <= 1;
              op take() requires taken < seats { taken += 1; }
            }
            """);
        ReplicaGroup.WhyNotAlone(obj).ShouldNotBeNull();
        bool Breaks(int seats) => new BreadthFirst(() => ReplicaGroup.Of(obj, GroupBounds.Pair with
        {
            Universe = new Universe { Constants = ImmutableDictionary<ConstantSymbol, Datum>.Empty.Add(obj.Theory.Constants[0], Datum.Of(seats)) },
        }), new SearchBounds(), goal: SearchGoal.EveryProperty).Run().Properties.Any(p => p.Verdict == PropertyVerdict.Violated);
        Breaks(1).ShouldBeFalse();
        Breaks(2).ShouldBeTrue();
    }

    [Fact]
    public void A_merge_that_keeps_what_came_last_gives_different_results()
    {
        EquatableArray<PropertyResult> results = Search("""
            replicated Last {
              shared x : int := 0;
              op set(n: int) { x := n; }
              merge(other) { x := other.x; }
              order(other) := x == other.x;
            }
            """, GroupBounds.Pair);
        results.Where(r => r.Verdict == PropertyVerdict.Violated).ShouldContain(r => r.Property.Name == "Monotonicity set");
        Search("""
            replicated Last {
              shared x : bool := false;
              op set() requires !x { x := true; }
              merge(other) { x := other.x; }
              order(other) := x || !other.x;
            }
            """, GroupBounds.Pair).Where(r => r.Verdict == PropertyVerdict.Violated).ShouldContain(r => r.Property.Name == "MergeLaws merge");
    }

    [Fact]
    public void What_another_replica_knows_now_is_not_asked_of_what_it_sent_earlier()
    {
        Search("""
            replicated Known {
              shared seen : Max[int] := 0;
              shared peak : Max[int] := 0;
              concurrency invariant mine_is_the_peak(other): other.seen <= peak || other.peak >= other.seen;
              op see() requires seen < 2 { seen += 1; peak := max(peak, seen); }
            }
            """, GroupBounds.Pair).ShouldAllBe(r => r.Verdict == PropertyVerdict.Holds);
    }

    [Fact]
    public void A_group_finds_the_same_whether_it_shares_what_replicas_do_with_another_or_not()
    {
        ReplicatedObject obj = TextObjects.Bind(Flags);
        SearchResult SearchOf(ReplicaGroup group) => new BreadthFirst(() => group, new SearchBounds(), goal: SearchGoal.EveryProperty).Run();
        var without = ReplicaGroup.Of(obj, GroupBounds.Pair with { HasOldMessages = false });
        SearchResult first = SearchOf(without);
        SearchResult shared = SearchOf(without.WithOldMessages(true));
        SearchResult alone = SearchOf(ReplicaGroup.Of(obj, GroupBounds.Pair));
        shared.States.ShouldBe(alone.States);
        shared.States.ShouldBeGreaterThan(first.States);
        shared.Properties.Select(p => p.Path).ShouldBe(alone.Properties.Select(p => p.Path));
    }

    [Fact]
    public void Replicas_do_the_same_in_universes_of_one_size_and_not_where_more_elements_or_constants_are()
    {
        ReplicatedObject obj = TextObjects.Bind("""
            replicated Marks {
              type Thing;
              shared marked : GSet[Thing] := {};
              op mark(t: Thing) { marked += {t}; }
            }
            """);
        GroupBounds In(int things) => GroupBounds.Pair with { Universe = new Universe { Sizes = ImmutableDictionary<DataType.Sort, int>.Empty.Add((DataType.Sort)obj.Operations[0].Parameters[0].Type, things) } };
        ReplicaGroup.AreAlike(obj, GroupBounds.Pair, In(2)).ShouldBeTrue();
        ReplicaGroup.AreAlike(obj, GroupBounds.Pair, In(3)).ShouldBeFalse();
        ReplicaGroup.AreAlike(obj, GroupBounds.Pair, In(2) with { HasOldMessages = false }).ShouldBeFalse();
    }

    [Fact]
    public void What_a_violation_does_not_take_is_no_part_of_smaller_goals()
    {
        ReplicatedObject obj = TextObjects.Bind("""
            replicated Shop {
              enum Item := A, B, C;
              shared stock : TwoPhaseSet[Item] := {};
              shared orders : GSet[Item] := {};
              shared seen : GSet[Item] := {};
              invariant stocked: forall i in orders. i in stock;
              op offer(i: Item) { stock += {i}; }
              op withdraw(i: Item) requires i in stock && i not in orders { stock -= {i}; }
              op order(i: Item) requires i in stock { orders += {i}; }
              op see(i: Item) { seen += {i}; }
            }
            """);
        GroupBounds free = GroupBounds.Pair with { HasOldMessages = false };
        var model = new ReplicaModel(obj, new Universe());
        ReplicaState first = ((RunResult.Ended)model.InitialStates(free.Domain)).Ends[0].State;
        Datum[] items = [.. model.Evaluator.AllValues(obj.Operations[0].Parameters[0].Type)!];
        ReplicaState here = Ran(Ran(Ran(Ran(first, "offer", 0), "offer", 1), "withdraw", 1), "see", 2);
        ReplicaState there = Ran(Ran(Ran(first, "offer", 0), "offer", 2), "see", 0);
        GroupBounds led = free with { Goals = [here, there], Last = [Operation("order")] };

        GroupBounds smaller = SmallerGoals.Of(obj, led, q => q.Kind == CheckKind.Stability && q.Operation == Operation("withdraw"));
        smaller.ShouldBe(led, "no one step of these states breaks it, so that they stay as they are");
        smaller = SmallerGoals.Of(obj, led with { Goals = [Ran(here, "order", 0), there] }, q => q.Kind == CheckKind.Stability && q.Operation == Operation("withdraw"));
        smaller.Goals.Select(Shown).ShouldBe(new[] { Ran(Ran(first, "offer", 0), "order", 0), Ran(first, "offer", 0) }.Select(Shown));

        string Shown(ReplicaState state) => string.Join(" ", state.Values.ToArray().Select(v => v.Map.ToString()));
        Operation Operation(string name) => obj.Operations.First(o => o.Name == name);
        ReplicaState Ran(ReplicaState state, string operation, int item) => ((RunResult.Ended)model.Run(Operation(operation), state, [items[item]])).Ends[0].State;
    }

    private static EquatableArray<PropertyResult> Search(string text, GroupBounds bounds)
    {
        ReplicatedObject obj = TextObjects.Bind(text);
        ReplicaGroup.WhyNot(obj).ShouldBeNull();
        return new BreadthFirst(() => ReplicaGroup.Of(obj, bounds), new SearchBounds(), goal: SearchGoal.EveryProperty).Run().Properties;
    }
}
