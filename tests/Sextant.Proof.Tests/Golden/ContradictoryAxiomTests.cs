using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Proof.Tests.Golden;

/// <summary>
/// From axioms that contradict each other everything follows, which published specifications do without noticing. The files
/// make their mistakes, one a file; the lines are those of the axioms that cannot hold together.
/// </summary>
public sealed class ContradictoryAxiomTests
{
    private const string Folder = "tests/Sextant.Proof.Tests/Golden/Contradictory";

    public static TheoryData<string, int[][]> Files => new()
    {
        { "missing-value", [[15]] },
        { "all-maps", [[16]] },
        { "all-states", [[7, 12], [7, 13]] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void The_published_set_warns_and_names_the_fewest_axioms_that_contradict_each_other(string name, int[][] lines)
    {
        ReplicatedObject obj = Load(name);
        Verification verification = Specifications.Verify(obj, ObligationSet.Soteria);

        verification.Warnings.Select(w => w.Labels.Select(l => l.Span).Append(w.Span).Select(s => LineOf(obj, s.Start)).Order())
            .OrderBy(l => l.Last()).ShouldBe(lines.Select(l => l.AsEnumerable()));
        verification.Warnings.ShouldAllBe(w => w.Code.Id == FindingCodes.ContradictoryAxioms && !w.IsError && w.Help != null);
        verification.Report.Findings.ShouldNotContain(f => f.Kind == CheckKind.Vacuity);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_full_set_refutes_that_the_axioms_can_hold(string name, int[][] lines)
    {
        ReplicatedObject obj = Load(name);
        Verification verification = Specifications.Verify(obj, ObligationSet.Full);

        Finding vacuity = verification.Report.Findings[0];
        vacuity.Kind.ShouldBe(CheckKind.Vacuity);
        vacuity.Verdict.ShouldBe(Verdict.Refuted);
        vacuity.Clauses.Select(c => LineOf(obj, c.Span.Start)).Order().ShouldBe(lines.Select(l => l[^1]));
        verification.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_proof_that_needs_the_contradiction_is_not_given()
    {
        Verification verification = Specifications.Verify(Load("all-states"), ObligationSet.Soteria);

        verification.Report.Findings.Where(f => f.Verdict != Verdict.Proved).Select(Specifications.Line).ShouldBe(["safety close refuted"]);
    }

    private static ReplicatedObject Load(string name) => Specifications.Load($"{Folder}/{name}.spec");

    private static int LineOf(ReplicatedObject obj, int position) => obj.Source.PositionOf(position).Line;
}
