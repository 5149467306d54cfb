using Sextant.Exploration.Replicas;
using Sextant.Exploration.Search;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Tests.Replicas;

/// <summary>Replicas that send each other operations.</summary>
public sealed class OperationGroupTests
{
    private const string Account = """
        replicated Account {
          shared balance : int := 0;
          invariant never_negative: balance >= 0;
          op deposit() requires balance < 2 { balance += 1; }
          op withdraw() requires balance >= 1 { balance -= 1; }
          propagation operations;
        }
        """;

    [Fact]
    public void Two_withdrawals_at_once_break_what_either_requires() =>
        Broken(Account, 2).ShouldBe(["Precondition deposit deposit", "Precondition withdraw withdraw", "Precondition"]);

    [Fact]
    public void An_operation_under_a_lock_waits_for_all_that_the_lock_keeps_it_apart_from() =>
        Broken(Account.Replace("propagation operations;", "lock all { exclusive deposit(); exclusive withdraw(); } propagation operations;", StringComparison.Ordinal), 3).ShouldBeEmpty();

    [Fact]
    public void A_lock_of_other_keys_keeps_nothing_apart()
    {
        const string seats = """
            replicated Seats {
              type Seat;
              type Guest;
              shared taken : Map[Seat -> Guest] := {};
              op take(s: Seat, g: Guest) requires s not in taken { taken[s] := g; }
              lock KEY
              propagation operations;
            }
            """;
        Broken(seats.Replace("KEY", "seat(s: Seat) { exclusive take(s, _); }", StringComparison.Ordinal), 2).ShouldBeEmpty();
        Broken(seats.Replace("KEY", "guest(g: Guest) { exclusive take(_, g); }", StringComparison.Ordinal), 2)
            .ShouldBe(["Commutativity take take", "Precondition take take", "Precondition"]);
    }

    [Fact]
    public void What_depends_on_the_order_of_arrival_is_found_with_its_field()
    {
        const string last = """
            replicated Last {
              shared x : int := 0;
              shared n : int := 0;
              op set(to: bool) { x := if to then 1 else 2; n += 1; }
              propagation operations;
            }
            """;
        ReplicatedObject obj = TextObjects.Bind(last);
        var group = ReplicaGroup.Of(obj, GroupBounds.Pair);
        PropertyResult[] results = [.. new BreadthFirst(() => group, new SearchBounds(2_000), goal: SearchGoal.EveryProperty).Run().Properties];
        GroupProperty[] broken = [.. group.Questions.Where((q, i) => results[i].Verdict == PropertyVerdict.Violated)];
        broken.Select(q => $"{q.With?.Name} {q.Clause?.Name}").ShouldBe(["set x", " "]);
        Trace trace = GroupTrace.Of(group, results[group.Questions.Items.IndexOf(broken[0])].Path!, broken[0], "x");
        trace.Steps.Select(s => s.Action).ShouldBe(["", "set(true)", "set(false)", "set(true) of A"]);
        trace.Violation.ShouldBe("x is 1, and 2 had set(true) of A come first");
    }

    [Fact]
    public void An_operation_arrives_under_the_name_of_the_replica_that_ran_it()
    {
        Broken("""
            replicated Marks {
              type Replica;
              shared marked : GSet[Replica] := {};
              invariant only_three: true;
              op mark() requires me not in marked { marked += {me}; }
              propagation operations;
            }
            """, 3).ShouldBeEmpty();
        Broken("""
            replicated Own {
              type Replica;
              shared marked : GSet[Replica] := {};
              invariant nobody_else: forall r in marked. r == me;
              op mark() { marked += {me}; }
              propagation operations;
            }
            """, 2).ShouldBe(["Safety mark"]);
    }

    [Fact]
    public void What_has_arrived_everywhere_is_forgotten()
    {
        ReplicatedObject obj = TextObjects.Bind("""
            replicated Switch {
              shared on : bool := false;
              op turn() requires !on { on := true; }
              lock all { exclusive turn(); }
              propagation operations;
            }
            """);
        SearchResult result = new BreadthFirst(() => ReplicaGroup.Of(obj, GroupBounds.Pair), new SearchBounds(1_000), goal: SearchGoal.EveryProperty).Run();
        result.End.ShouldBe(SearchEnd.Complete);
        result.States.ShouldBe(4, "nothing has run, either replica has, or the other has seen it");
    }

    private static string[] Broken(string text, int replicas)
    {
        ReplicatedObject obj = TextObjects.Bind(text);
        ReplicaGroup.WhyNot(obj).ShouldBeNull();
        var group = ReplicaGroup.Of(obj, GroupBounds.Pair with { Replicas = replicas });
        EquatableArray<PropertyResult> results = new BreadthFirst(() => group, new SearchBounds(20_000), goal: SearchGoal.EveryProperty).Run().Properties;
        return [.. results.Zip(group.Questions).Where(r => r.First.Verdict == PropertyVerdict.Violated).Select(r => $"{r.Second.Kind} {r.Second.Operation?.Name} {r.Second.With?.Name}".TrimEnd())];
    }
}
