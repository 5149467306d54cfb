using Sextant.Exploration.Apps;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Tests.Apps;

/// <summary>Steps of apps, and what a model remembers of them.</summary>
public sealed class AppModelTests
{
    [Theory]
    [InlineData("kv/kvlock-crash")]
    [InlineData("kv/kvlockfree")]
    [InlineData("calls/idempotent-retry")]
    [InlineData("bank/account")]
    [InlineData("commit/two-phase-commit")]
    public void A_model_that_remembers_gives_what_one_gives_that_has_seen_nothing(string example)
    {
        DistributedApp app = AppSource.OfExample(example);
        AppModel remembering = ModelOf(app);
        var seen = new Collected();
        remembering.Begin(seen);
        for (int i = 0; i < seen.States.Count && i < 20_000; i++)
        {
            var before = new Given();
            remembering.Expand(seen.States[i], before);
            before.States.ForEach(s => seen.Add(s));
            if (i % 37 != 0)
                continue;
            var fresh = new Given();
            ModelOf(app).Expand(seen.States[i], fresh);
            fresh.States.Select(Convert.ToHexString).ShouldBe(before.States.Select(Convert.ToHexString));
        }
    }

    [Theory]
    [InlineData("kv/kvlock-sugar")]
    [InlineData("bank/account")]
    public void A_model_that_forgets_again_and_again_finds_the_same(string example)
    {
        DistributedApp app = AppSource.OfExample(example);
        SearchResult Search(long bytes) => new BreadthFirst(() => new AppModel(app, AppBounds.Of(app)!) { MaxRememberedBytes = bytes }, new SearchBounds()).Run();
        Search(bytes: 1).ShouldBe(Search(bytes: long.MaxValue));
    }

    [Fact]
    public void What_a_client_forgets_when_it_begins_anew_can_break_what_is_promised()
    {
        DistributedApp app = AppSource.Of("""
            ADO Counter {
              shared value : int := 0;
              method add() { this.value += 1; }
            }
            DApp Once(counter: Counter) {
              local counted : bool := false;
              proc count() {
                counter.add()!;
                this.counted := true;
                counter.add()!;
              }
              always whoever_counted_knows_it: counted || counter.value == 0;
              client one { count(); }
              bounds { calls := 1; crashes := 1; restarts := 1; }
            }
            """);
        var report = new AppReport(app, AppBounds.Of(app)!, BangMeaning.PullAgain);
        ExplorationReport answer = report.Of(new BreadthFirst(report.Model, new SearchBounds()).Run(), [], "", null, CancellationToken.None);
        ExploredProperty broken = answer.Properties.Where(p => p.Verdict == Verdict.Refuted).ShouldHaveSingleItem();
        broken.Trace.ShouldNotBeNull().Steps[^1].Action.ShouldBe("begins anew");
    }

    [Fact]
    public void Calls_that_are_committed_at_once_are_judged_one_after_the_other()
    {
        DistributedApp app = AppSource.Of("""
            ADO Counter {
              shared value : int := 0;
              method add() { this.value += 1; }
              always by_one: this.value <= old(this.value) + 1;
              client one {
                this.pull();
                this.add();
                this.add();
                this.push();
              }
              bounds { calls := 2; }
            }
            """);
        SearchResult result = new BreadthFirst(() => ModelOf(app), new SearchBounds()).Run();
        result.End.ShouldBe(SearchEnd.Complete);
        result.Properties.ShouldAllBe(p => p.Verdict == PropertyVerdict.Holds);
    }

    [Fact]
    public void A_function_with_type_parameters_runs_with_each_choice_of_types()
    {
        DistributedApp app = AppSource.Of("""
            record Pair[A, B] { first: A, second: B }
            function has[T](xs: [T], x: T): bool := exists y in xs. y == x;
            function twice[T](x: T) := (x, x);
            function given[T](o: option T, x: T): T := if o == None then x else o.value;
            function swap[A, B](p: Pair[A, B]): Pair[B, A] := Pair{first: p.second, second: p.first};
            ADO Log[T] {
              shared xs : [T] := [];
              function last[U](xs: [U], none: U): U := if len(xs) == 0 then none else xs.last;
              method add(x: T): bool {
                if (has(this.xs, x)) { return false; }
                this.xs[len(this.xs)] := x;
                return true;
              }
              method end(x: T): T { return last(this.xs, x); }
            }
            DApp Logs(numbers: Log[int], names: Log[string], seen: Log[bool]) {
              proc write(n: int, name: string): bool {
                four := twice(twice(n));
                a := numbers.add(four[1][0])!;
                b := names.add(given(None, name))!;
                local p : Pair[bool, int] := Pair{first: a && b, second: n};
                c := seen.add(swap(swap(p)).first)!;
                return c && given(Some(n), 0) == n;
              }
              always each_once: forall x in numbers.xs. has(numbers.xs, x) && !has(numbers.xs, 7);
              sometimes names_come_back: has(names.xs, "b") && has(seen.xs, true) && !has(seen.xs, false);
              sometimes twice_is_refused: has(seen.xs, false);
              client one { write(1, "a"); write(2, "b"); write(2, "c"); }
              bounds { calls := 3; failures := 0; }
            }
            """);
        SearchResult result = new BreadthFirst(() => ModelOf(app), new SearchBounds()).Run();
        result.End.ShouldBe(SearchEnd.Complete);
        result.Properties.ShouldAllBe(p => p.Verdict == PropertyVerdict.Holds);
    }

    [Fact]
    public void A_promise_that_is_not_asked_is_unknown_and_never_green()
    {
        DistributedApp app = AppSource.Of("""
            ADO Cell {
              shared value : int := 0;
              method put(x: int) { this.value := x; }
            }
            ADO Other {
              shared value : int := 0;
              method put(x: int) { this.value := x; }
            }
            DApp Register(cell: Cell) {
              proc put(x: int) { cell.put(x)!; }
              refines Cell;
              refines Other as o by o.value == cell.value;
              linearizable;
              client one { put(1); }
              bounds { calls := 1; }
            }
            """);
        var report = new AppReport(app, AppBounds.Of(app)!, BangMeaning.PullAgain);
        ExplorationReport answer = report.Of(new BreadthFirst(report.Model, new SearchBounds()).Run(), [], "", null, CancellationToken.None);
        answer.Properties.Where(p => p.Verdict == Verdict.Unknown).Select(p => p.Name).ShouldBe(["refines Other", "linearizable"]);
        answer.Verdict.ShouldBe(Verdict.Unknown);
    }

    [Theory]
    [InlineData("this.seen := c.add()!; this.has := true;", "forall a, b in clients. clients[a].has && clients[b].has && clients[a].seen == clients[b].seen ==> a == b", PropertyVerdict.Holds)]
    [InlineData("this.seen := 1; this.has := c.add()! > 0;", "forall a, b in clients. clients[a].has && clients[b].has && clients[a].seen == clients[b].seen ==> a == b", PropertyVerdict.Violated)]
    [InlineData("this.seen := c.add()!;", "exists a in clients. clients[a].seen == 0 || clients[a].seen > 0", PropertyVerdict.Holds)]
    [InlineData("this.seen := c.add()!;", "!(2 in clients) && (nid in clients) && clients[nid].seen == seen", PropertyVerdict.Holds)]
    public void Properties_speak_of_the_fields_of_all_clients(string body, string property, PropertyVerdict expected)
    {
        DistributedApp app = AppSource.Of($$"""
            ADO Counter {
              shared count : nat := 0;
              method add() { this.count += 1; return this.count; }
            }
            DApp Counting(c: Counter) {
              local seen : int := 0;
              local has : bool := false;
              proc run() { {{body}} }
              always asked: {{property}};
              client one * 2 { run(); }
              bounds { calls := 1; }
            }
            """);
        SearchResult result = new BreadthFirst(() => ModelOf(app), new SearchBounds(), goal: SearchGoal.EveryProperty).Run();
        result.Properties.Single(p => p.Property.Name == "asked").Verdict.ShouldBe(expected);
    }

    /// <summary>What goes wrong is said with its place, in the first step of a client as in any other.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("c.put(7)!;", 3)]
    public void A_proc_that_runs_for_ever_inside_one_step_is_cut_with_its_place(string before, int depth)
    {
        DistributedApp app = AppSource.Of($$"""
            ADO Cell {
              shared value : int := 0;
              method put(x: int) { this.value := x; }
            }
            DApp Endless(c: Cell) {
              proc run() { local i : int := 0; {{before}} while (i >= 0) { i += 1; } c.put(i)!; }
              client one { run(); }
              bounds { calls := 1; steps := 1000; }
            }
            """);
        var report = new AppReport(app, AppBounds.Of(app)!, BangMeaning.PullAgain);
        ExplorationReport answer = report.Of(new BreadthFirst(report.Model, new SearchBounds()).Run(), [], "", null, CancellationToken.None);
        ExploredProperty wrong = answer.Properties[0];
        (wrong.Name, wrong.Verdict, answer.Depth).ShouldBe(("nothing goes wrong", Verdict.Refuted, depth));
        wrong.Message.ShouldBe("the run takes more than 1000 steps");
        wrong.Trace.ShouldNotBeNull().Violation.ShouldBe(wrong.Message);
        app.Source.Slice(wrong.Place.ShouldNotBeNull()).ShouldStartWith("while (i >= 0)");
    }

    [Theory]
    [InlineData("put(3 - 5)", PropertyVerdict.Violated)]
    [InlineData("put(5 - 3)", PropertyVerdict.Holds)]
    public void A_negative_number_for_a_natural_one_goes_wrong_where_it_is_given(string call, PropertyVerdict expected)
    {
        DistributedApp app = AppSource.Of($$"""
            ADO Cell {
              shared value : int := 0;
              method put(x: nat) { this.value := x; }
              client one { this.{{call}}!; }
              bounds { calls := 1; }
            }
            """);
        new BreadthFirst(() => ModelOf(app), new SearchBounds(), goal: SearchGoal.EveryProperty).Run().Properties[0].Verdict.ShouldBe(expected);
    }

    private static AppModel ModelOf(DistributedApp app) => new(app, AppBounds.Of(app)!);

    /// <summary>States as they were given.</summary>
    private sealed class Given : ISuccessors
    {
        public List<byte[]> States { get; } = [];

        public void Add(ReadOnlySpan<byte> state) => States.Add(state.ToArray());
    }

    /// <summary>Different states.</summary>
    private sealed class Collected : ISuccessors
    {
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);

        public List<byte[]> States { get; } = [];

        public void Add(ReadOnlySpan<byte> state)
        {
            if (_known.Add(Convert.ToHexString(state)))
                States.Add(state.ToArray());
        }
    }
}
