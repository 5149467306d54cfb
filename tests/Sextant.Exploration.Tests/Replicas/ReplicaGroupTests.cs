using Sextant.Exploration.Replicas;
using Sextant.Exploration.Search;
using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

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
        PropertyResult broken = Search(Flags, GroupBounds.Pair).Single(r => r.Verdict == PropertyVerdict.Violated);
        broken.Property.Name.ShouldBe("Stability raise");
        broken.Path!.Count.ShouldBe(3);
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
        PropertyResult broken = results.Single(r => r.Verdict == PropertyVerdict.Violated);
        broken.Property.Name.ShouldStartWith("Initial");
        broken.Path!.Count.ShouldBe(1);
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

    private static EquatableArray<PropertyResult> Search(string text, GroupBounds bounds)
    {
        ReplicatedObject obj = Bind(text);
        ReplicaGroup.WhyNot(obj).ShouldBeNull();
        return new BreadthFirst(() => new ReplicaGroup(obj, bounds), new SearchBounds(), goal: SearchGoal.EveryProperty).Run().Properties;
    }

    private static ReplicatedObject Bind(string text)
    {
        var source = new SourceText("test.sxt", text);
        var diagnostics = new DiagnosticBag(source);
        EquatableArray<ReplicatedObject> objects = SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics).Replicated;
        diagnostics.HasErrors.ShouldBeFalse(string.Join('\n', diagnostics.ToImmutable().Select(d => d.Message)));
        return objects.ShouldHaveSingleItem();
    }
}
