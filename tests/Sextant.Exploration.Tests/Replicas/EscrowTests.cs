using Sextant.Exploration.Replicas;
using Sextant.Exploration.Search;
using Sextant.Model.Objects;

namespace Sextant.Exploration.Tests.Replicas;

/// <summary>Replicas whose operations draw on escrows.</summary>
public sealed class EscrowTests
{
    private const string Stock = """
        replicated Stock {
          shared left : int := 2;
          shared made : int := 0;
          shared sold : int := 0;
          invariant never_oversold: left >= 0;
          op make() requires made < 2 { left += 1; made += 1; }
          op sell() requires left >= 1 { left -= 1; sold += 1; }
          op sellTwo() requires left >= 2 { left -= 2; sold += 2; }
          escrow goods of left >= 0 {
            make() gives 1;
            sell() takes 1;
            sellTwo() takes 2;
          }
          propagation operations;
        }
        """;

    private const string Counter = """
        replicated Stock {
          shared left : PNCounter := 0;
          invariant never_oversold: left >= 0;
          op make() { left += 1; }
          op sell() requires left >= 1 { left -= 1; }
          op sellTwo() requires left >= 2 { left -= 2; }
          escrow goods of left >= 0 {
            make() gives 1;
            sell() takes 1;
            sellTwo() takes 2;
          }
        }
        """;

    [Fact]
    public void Operations_that_take_what_they_use_up_leave_enough_for_all_that_run_at_the_same_time() =>
        Broken(Stock.Replace("requires made < 2", "requires made < 1", StringComparison.Ordinal), 2).Where(b => b is not "Precondition make make" and not "Precondition").ShouldBeEmpty();

    [Fact]
    public void So_do_those_whose_results_are_merged() => Broken(Counter, 2).ShouldBeEmpty();

    [Theory]
    [InlineData("sell() takes 1;", "", "sell")]
    [InlineData("sellTwo() takes 2;", "", "sellTwo")]
    [InlineData("takes 2", "takes 1", "sellTwo")]
    [InlineData("gives 1", "gives 2", "make")]
    public void An_escrow_that_says_too_little_is_broken_by_the_operation_and_then_what_it_keeps(string said, string instead, string operation)
    {
        string[] merged = Broken(Counter.Replace(said, instead, StringComparison.Ordinal), 2);
        merged.ShouldContain($"Escrow {operation}", StringComparer.Ordinal);
        if (said.StartsWith("sell", StringComparison.Ordinal))
            merged.ShouldContain(b => b.StartsWith("Stability", StringComparison.Ordinal) && b.Contains(operation, StringComparison.Ordinal), "a run goes on to what the escrow should have kept");
        Broken(Stock.Replace(said, instead, StringComparison.Ordinal), 2).ShouldContain($"Escrow {operation}", StringComparer.Ordinal);
    }

    [Fact]
    public void Without_an_escrow_the_runs_break_what_it_keeps()
    {
        string without = Counter[..Counter.IndexOf("escrow", StringComparison.Ordinal)] + "lock none { shared sell(); } }";
        Broken(without, 2).ShouldContain("Stability sell sell", StringComparer.Ordinal);
    }

    [Fact]
    public void The_beginning_has_room() =>
        Broken(Stock.Replace("left : int := 2", "left : int := 0", StringComparison.Ordinal).Replace("of left >= 0", "of left >= 1", StringComparison.Ordinal), 2).ShouldContain("Escrow", StringComparer.Ordinal);

    [Fact]
    public void An_amount_below_nothing_is_found() =>
        Broken(Stock.Replace("left >= 1 { left -= 1; sold += 1; }", "left >= 1 { left += 1; }", StringComparison.Ordinal).Replace("sell() takes 1", "sell() takes -1", StringComparison.Ordinal), 2).ShouldContain("Escrow sell", StringComparer.Ordinal);

    /// <summary>Of two that are left, one replica may sell one and the other one too, or one of them both; what one makes it may sell at once, and another one when it has seen it.</summary>
    [Theory]
    [InlineData("A:sell B:sell", true)]
    [InlineData("A:sellTwo B:sell", false)]
    [InlineData("A:sellTwo B:make B:sell", true)]
    [InlineData("A:sellTwo B:make B:sellTwo", false)]
    [InlineData("A:sellTwo B:make A:sell", false)]
    [InlineData("A:sellTwo B:make A<B A:sell", true)]
    [InlineData("A:sellTwo B:make A<B A:sell B:sell", false)]
    [InlineData("A:make A:sellTwo B:make B:sellTwo", true)]
    [InlineData("A:make A:sellTwo B:make B:sellTwo B:sell", false)]
    public void A_run_takes_what_it_could_hold_if_rights_were_handed_around_in_the_best_way(string runs, bool isPossible)
    {
        ReplicatedObject obj = TextObjects.Bind(Stock);
        var group = ReplicaGroup.Of(obj, GroupBounds.Pair);
        var states = new List<byte[]>();
        group.Begin(new Collected(states));
        byte[] state = states.Single();
        string[] steps = runs.Split(' ');
        foreach (string step in steps)
        {
            int[] fitting = [.. group.ActionsOf(state).Select((a, i) => (a, i)).Where(a => Is(a.a, step)).Select(a => a.i)];
            (fitting.Length > 0).ShouldBe(isPossible || step != steps[^1], step);
            if (fitting.Length == 0)
                return;
            states.Clear();
            group.Expand(state, new Collected(states));
            state = states[fitting[0]];
        }
    }

    private static bool Is(GroupAction action, string step) => action switch
    {
        GroupAction.Run run => step == $"{(char)('A' + run.Replica)}:{run.Operation.Name}",
        GroupAction.Arrive arrive => step == $"{(char)('A' + arrive.Replica)}<{(char)('A' + arrive.From)}",
        _ => false,
    };

    private sealed class Collected(List<byte[]> states) : ISuccessors
    {
        public void Add(ReadOnlySpan<byte> state) => states.Add(state.ToArray());
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
