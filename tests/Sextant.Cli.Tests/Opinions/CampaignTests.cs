using Sextant.Bench.Agreement;
using Sextant.Cli.Opinions;
using Sextant.Model.Results;

namespace Sextant.Cli.Tests.Opinions;

public sealed class CampaignTests
{
    [Fact]
    public void Nothing_that_is_proved_breaks_when_it_runs()
    {
        var campaign = new Campaign(seed: 2);
        campaign.Run(first: 0, count: 150, threads: 2);
        campaign.Contradictions.ShouldBeEmpty(string.Join('\n', campaign.Contradictions.Select(c => $"{string.Join('\n', c.Sentences)}\n{c.Smallest.Text}")));
        ILookup<Verdict, TrialResult> results = campaign.Results.ToLookup(r => r.Proof);
        results[Verdict.Proved].Count().ShouldBeGreaterThan(30, "a campaign in which hardly anything is proved shows nothing");
        results[Verdict.Refuted].Count(r => r.Outcome == "violated").ShouldBeGreaterThan(30, "nor one in which hardly anything breaks");
    }

    /// <summary>A relation derived from one about the join of two states, once taken for such a one, was not asked of what other replicas do.</summary>
    [Fact]
    public void What_is_derived_from_a_relation_of_joins_is_asked_both_ways()
    {
        using var trial = new Trial(Campaign.Options, OpinionBounds.Default);
        trial.Of("""
            replicated Small {
              shared f0 : Max[nat] := 1;
              shared f1 : Flag := false;
              invariant i0: !(f0 >= 3 && f1);
              op op0() { f1 := true; }
              op op1(n: nat) { f0 := n; }
              op op2() requires !(max(f0, 3) >= 3 && f1) { f0 := max(f0, 3); }
            }
            """)!.Contradictions.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_that_is_proved_of_locks_breaks_when_it_runs()
    {
        // Among these are some of which a rule that asks nothing of pairs would prove what breaks.
        var campaign = new Campaign(seed: 5, isLocked: true);
        campaign.Run(first: 320, count: 80, threads: 2);
        campaign.Contradictions.ShouldBeEmpty(string.Join('\n', campaign.Contradictions.Select(c => $"{string.Join('\n', c.Sentences)}\n{c.Smallest.Text}")));
        campaign.Results.Count(r => r.Search is SecondOpinion.Searched).ShouldBeGreaterThan(60);
    }

    [Fact]
    public void An_object_is_made_the_same_whatever_was_made_before_it()
    {
        SmallObject alone = ObjectGenerator.Make(7, 12);
        ObjectGenerator.Make(7, 11);
        ObjectGenerator.Make(7, 12).Text.ShouldBe(alone.Text);
        string.Equals(ObjectGenerator.Make(8, 12).Text, alone.Text, StringComparison.Ordinal).ShouldBeFalse();
    }

    [Fact]
    public void What_a_contradiction_does_not_need_is_left_out()
    {
        SmallObject start = Enumerable.Range(0, 100).Select(n => ObjectGenerator.Make(1, n)).First(o => o.Operations.Count == 3 && o.Text.Contains("f0 : Flag", StringComparison.Ordinal));
        SmallObject smallest = Campaign.Smallest(start, o => o.Text.Contains("f0 : Flag", StringComparison.Ordinal));
        smallest.Fields.Count.ShouldBe(1);
        smallest.Operations.ShouldBeEmpty();
        smallest.Invariants.ShouldBeEmpty();
    }
}
