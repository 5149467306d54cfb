using Sextant.Exploration.Apps;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Tests.Apps;

/// <summary>Apps whose clients have no names against the same apps with names.</summary>
public sealed class SymmetricAppTests
{
    private static readonly string[] Statements =
    [
        "while (!c.take()!) {}", "c.give()!;", "if (c.take()? == FAIL) { this.n := 1; }", "this.n := 2;", "c.pull(); c.take(); c.push();", "while (c.pull() == FAIL) {} c.give(); while (c.push() == FAIL) {}",
    ];

    public static TheoryData<string, int> Pairs
    {
        get
        {
            var all = new TheoryData<string, int>();
            for (int i = 0; i < Statements.Length * Statements.Length; i++)
                all.Add($"{Statements[i / Statements.Length]} {Statements[i % Statements.Length]}", (i % 3) + 1);
            return all;
        }
    }

    /// <summary>Verdicts and depths, of liveness too, and paths on which every client keeps its name.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Small_apps_have_the_verdicts_and_depths_that_they_have_with_names(string body, int bounds)
    {
        string limits = bounds switch { 1 => "calls := 1; failures := 1;", 2 => "calls := 2; failures := 1;", _ => "calls := 1; failures := 2; crashes := 1; restarts := 1;" };
        Compare(() => AppSource.Of($$"""
            ADO Cell {
              shared free : bool := true;
              method take(): bool { if (!this.free) { return false; } this.free := false; return true; }
              method give() { this.free := true; }
              always step: old(this.free) || this.free || !this.free;
            }
            DApp Two(c: Cell) {
              local n : int := 0;
              proc run() { {{body}} }
              always never_two: n != 2 || !c.free;
              sometimes comes_to_one: n == 1;
              client one * 2 { run(); }
              {{(bounds == 1 ? "client other { c.take()?; }" : "")}}
              bounds { {{limits}} }
            }
            """), BangMeaning.PullAgain);
    }

    [Theory]
    [InlineData("ticket/ticket-lock", BangMeaning.PullAgain)]
    [InlineData("bank/account", BangMeaning.PullAgain)]
    [InlineData("calls/overtaken", BangMeaning.PullAgain)]
    [InlineData("calls/overtaken", BangMeaning.Slides)]
    public void Examples_have_the_verdicts_and_depths_that_they_have_with_names(string example, BangMeaning bang) => Compare(() => AppSource.OfExample(example), bang);

    [Theory]
    [InlineData("ticket/ticket-lock")]
    [InlineData("bank/account")]
    public void A_state_stands_for_each_orbit_and_the_orbits_are_all_states(string example)
    {
        DistributedApp app = AppSource.OfExample(example);
        var symmetric = new SymmetricApp(ModelOf(app));
        string[] orbits = [.. Reachable(symmetric).SelectMany(symmetric.Orbit).Select(Convert.ToHexString)];
        orbits.Distinct(StringComparer.Ordinal).Count().ShouldBe(orbits.Length);
        orbits.Order(StringComparer.Ordinal).ShouldBe(Reachable(ModelOf(app)).Select(Convert.ToHexString).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("dlock/dlock", "`tryAcquire` of `DLock` reads which node calls it")]
    [InlineData("ticket/mended", "`tickets_differ` names nodes")]
    [InlineData("kv/kvlock-sugar", "no two clients run the same program")]
    [InlineData("ticket/ticket-lock", null)]
    public void Clients_that_something_tells_apart_are_not_alike(string example, string? why) => SymmetricApp.WhyNot(AppSource.OfExample(example)).ShouldBe(why);

    private static void Compare(Func<DistributedApp> app, BangMeaning bang)
    {
        SymmetricApp.WhyNot(app()).ShouldBeNull();
        ExplorationReport named = Explore(app(), bang, isSymmetric: false);
        ExplorationReport nameless = Explore(app(), bang, isSymmetric: true);
        nameless.States.ShouldBeLessThanOrEqualTo(named.States);
        (nameless.Depth, nameless.IsComplete).ShouldBe((named.Depth, named.IsComplete));
        nameless.Properties.Select(p => (p.Name, p.Verdict, p.Actions.Count)).ShouldBe(named.Properties.Select(p => (p.Name, p.Verdict, p.Actions.Count)));
        nameless.NeverRun.ShouldBe(named.NeverRun);
        var report = new AppReport(app(), AppBounds.Of(app())!, bang);
        foreach (ExploredProperty told in nameless.Properties.Where(p => p.Trace is not null))
            report.Replay(told.Name, [.. told.Actions], CancellationToken.None).ShouldBeOfType<PathAnswer.Shown>().Trace.Steps.ShouldBe(told.Trace!.Steps);
    }

    private static ExplorationReport Explore(DistributedApp app, BangMeaning bang, bool isSymmetric)
    {
        var report = new AppReport(app, AppBounds.Of(app)!, bang) { IsSymmetric = isSymmetric };
        return report.Of(new BreadthFirst(report.Model, new SearchBounds(), goal: SearchGoal.EveryProperty).Run(), [], "", seed: null, CancellationToken.None);
    }

    private static AppModel ModelOf(DistributedApp app) => new(app, AppBounds.Of(app)!);

    private static List<byte[]> Reachable(IModel model)
    {
        var found = new Collected();
        model.Begin(found);
        for (int i = 0; i < found.All.Count; i++)
            model.Expand(found.All[i], found);
        return found.All;
    }

    private sealed class Collected : ISuccessors
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public List<byte[]> All { get; } = [];

        public void Add(ReadOnlySpan<byte> state)
        {
            if (_seen.Add(Convert.ToHexString(state)))
                All.Add(state.ToArray());
        }
    }
}
