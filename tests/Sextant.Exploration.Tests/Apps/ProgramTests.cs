using Sextant.Exploration.Apps;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Tests.Apps;

/// <summary>Programs over atomic objects, and what must be found in them.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("dlock/dlock")]
    [InlineData("kv/kv")]
    [InlineData("kv/kvlock-sugar")]
    [InlineData("kv/kvlock-exclusive")]
    [InlineData("ticket/mended")]
    [InlineData("kv/kvlock-abort")]
    [InlineData("kv/kvlockfree")]
    [InlineData("bank/account")]
    [InlineData("calls/overtaken")]
    [InlineData("calls/request-ids")]
    public void A_program_that_is_right_holds_in_all_of_its_bounded_space(string example)
    {
        ExplorationReport report = Explore(example);
        report.IsComplete.ShouldBeTrue();
        report.Properties.Where(p => p.Verdict != Verdict.Proved).Select(p => $"{p.Name}: {p.Message}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("kv/kvlock", "refines KV")]
    [InlineData("kv/kvlock-retry", "refines KV")]
    [InlineData("kv/kvlock-crash", AppReport.Liveness)]
    [InlineData("commit/two-phase-commit", "nothing goes wrong")]
    [InlineData("commit/guarded", AppReport.Liveness)]
    [InlineData("ticket/ticket-lock", "somebody_gets_in")]
    [InlineData("bank/transfer", "money_is_kept")]
    [InlineData("calls/idempotent-retry", "linearizable")]
    public void A_program_that_is_wrong_is_found_out(string example, string property) =>
        Refuted(Explore(example)).Name.ShouldBe(property);

    [Fact]
    public void A_set_that_finds_the_lock_taken_drops_its_write()
    {
        Trace trace = Refuted(Explore("kv/kvlock")).Trace.ShouldNotBeNull();
        trace.Steps.ShouldContain(s => s.Action == "lk.push() = false; set ends");
        trace.Steps[^1].Action.ShouldStartWith("data.get(");
    }

    [Fact]
    public void The_calls_of_the_slides_can_be_overtaken_and_then_never_end()
    {
        ExploredProperty stuck = Refuted(Explore("calls/overtaken", BangMeaning.Slides));
        stuck.Name.ShouldBe(AppReport.Liveness);
        stuck.Trace.ShouldNotBeNull().Steps.Count.ShouldBeLessThan(8);
    }

    [Fact]
    public void Whoever_forgets_to_guard_a_decision_is_told_at_the_manager_that_never_saw_it() =>
        Refuted(Explore("commit/two-phase-commit")).Trace.ShouldNotBeNull().Steps[^1].Action.ShouldStartWith("rm_1.decide(");

    [Fact]
    public void A_guarded_decision_commits_only_what_all_have_prepared() =>
        Explore("commit/guarded").Properties.Single(p => p.Name == "commits_only_what_all_prepared").Verdict.ShouldBe(Verdict.Proved);

    [Fact]
    public void What_no_client_came_to_is_named()
    {
        ExplorationReport report = Explore("ticket/ticket-lock");
        DistributedApp app = AppSource.OfExample("ticket/ticket-lock");
        report.NeverRun.ShouldNotBeNull().Select(app.Source.Slice).ShouldBe(["lk.release(ticket)!"]);
    }

    [Fact]
    public void A_trace_is_replayed_from_its_actions_and_nothing_else_breaks_the_property()
    {
        ExploredProperty violated = Refuted(Explore("bank/transfer"));
        var report = new AppReport(AppSource.OfExample("bank/transfer"), AppBounds.Of(AppSource.OfExample("bank/transfer"))!, BangMeaning.PullAgain);
        PathAnswer Replay(string property, params int[] actions) => report.Replay(property, actions, CancellationToken.None);
        Replay(violated.Name, [.. violated.Actions]).ShouldBeOfType<PathAnswer.Shown>().Trace.Steps.ShouldBe(violated.Trace!.Steps);
        Replay(violated.Name, [.. violated.Actions.SkipLast(1)]).ShouldBeOfType<PathAnswer.DoesNotFit>().Reason.ShouldContain("not broken");
        Replay(violated.Name, 0, 1_000).ShouldBeOfType<PathAnswer.DoesNotFit>().Reason.ShouldContain("after 0 of its steps");
        Replay("another").ShouldBeOfType<PathAnswer.DoesNotFit>().Reason.ShouldContain("`another`");
    }

    private static ExploredProperty Refuted(ExplorationReport report) => report.Properties.Where(p => p.Verdict == Verdict.Refuted).ShouldHaveSingleItem();

    private static ExplorationReport Explore(string example, BangMeaning bang = BangMeaning.PullAgain)
    {
        DistributedApp app = AppSource.OfExample(example);
        var report = new AppReport(app, AppBounds.Of(app).ShouldNotBeNull(), bang);
        SearchResult result = new BreadthFirst(report.Model, new SearchBounds(MaxStates: 2_000_000), workers: 2).Run();
        return report.Of(result, [], "", null, CancellationToken.None);
    }
}
