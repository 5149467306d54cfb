using Sextant.Model.Results;

namespace Sextant.Proof.Tests.Golden;

/// <summary>Every refutation of an example is run before it is shown.</summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData("examples/auction/auction.spec")]
    [InlineData("examples/auction/auction.sxt")]
    [InlineData("examples/courseware/courseware.spec")]
    [InlineData("examples/courseware/courseware.sxt")]
    [InlineData("examples/tournament/tournament.spec")]
    public void What_is_refuted_is_confirmed_by_the_evaluator(string example)
    {
        Proof.Verification verification = Specifications.Verify(Specifications.Load(example), ObligationSet.Full);
        ClauseFinding[] refuted = [.. verification.Report.Findings.SelectMany(f => f.Clauses).Where(c => c.Verdict == Verdict.Refuted)];
        refuted.ShouldNotBeEmpty();
        refuted.Select(c => c.NotReplayed).ShouldAllBe(reason => reason == null);
    }
}
