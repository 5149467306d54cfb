using Sextant.Bench.Agreement;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;

namespace Sextant.Cli.Tests.Opinions;

/// <summary>What is about the join of two states is asked one way only. Here it is asked every way, as if somebody had written it, and the answers are compared.</summary>
public sealed class JoinTests
{
    private const int Objects = 80;

    [Fact]
    public void Asked_every_way_it_gets_the_same_verdicts()
    {
        using var verifier = new Verifier(ExampleTests.Options(ObligationSet.Full, Environment.ProcessorCount));
        int asked = 0;
        int refuted = 0;
        for (int n = 0; n < Objects; n++)
        {
            string text = ObjectGenerator.Make(11, n).Text;
            if (Trial.Read(text) is not { Propagation: Propagation.States states } obj || !states.Merge.Operation.Requires.Any(c => c.IsOfJoin))
                continue;
            ObjectReport once = verifier.Verify(obj, null, CancellationToken.None).Report;
            ObjectReport everyWay = verifier.Verify(WithoutJoins(obj, states), null, CancellationToken.None).Report;
            if (!IsLattice(everyWay))
                continue;
            asked++;
            foreach (Finding finding in once.Findings.Where(f => f.Kind == CheckKind.Stability && f.Operation != "merge"))
            {
                refuted += finding.Verdict == Verdict.Refuted ? 1 : 0;
                Verdict also = Of(everyWay, CheckKind.Remote, finding.Operation!);
                if (also != Verdict.Unknown && finding.Verdict != Verdict.Unknown)
                    Verdicts.Worst([finding.Verdict, Of(once, CheckKind.Remote, finding.Operation!)]).ShouldBe(Verdicts.Worst([also, Of(everyWay, CheckKind.Stability, finding.Operation!)]), text);
            }

            if (Of(once, CheckKind.Stale, "merge") == Verdict.Proved)
                Of(everyWay, CheckKind.Stale, "merge").ShouldNotBe(Verdict.Refuted, text);
            if (Of(once, CheckKind.ThirdReplica, "merge") == Verdict.Proved)
                Of(everyWay, CheckKind.ThirdReplica, "merge").ShouldNotBe(Verdict.Refuted, text);
        }

        asked.ShouldBeGreaterThan(Objects / 4);
        refuted.ShouldBeGreaterThan(Objects / 10);
    }

    [Fact]
    public void Of_two_operations_every_clause_would_be_answered_as_those_are_that_read_what_both_change()
    {
        using var verifier = new Verifier(ExampleTests.Options(ObligationSet.Full, Environment.ProcessorCount));
        int conflicts = 0;
        int free = 0;
        for (int n = 0; n < Objects; n++)
        {
            string text = ObjectGenerator.Make(12, n).Text;
            if (Trial.Read(text) is not { MergesByTypes: true } obj || Verifier.WhyNoConflicts(obj) is not null)
                continue;
            string[] some = [.. verifier.FindConflicts(obj, null, CancellationToken.None).Select(c => $"{c.First} {c.Second}")];
            string[] every = [.. verifier.FindConflicts(obj with { MergesByTypes = false }, null, CancellationToken.None).Select(c => $"{c.First} {c.Second}")];
            ObjectReport report = verifier.Verify(obj, null, CancellationToken.None).Report;
            if (!IsLattice(report))
                continue;
            some.ShouldBe(every, text);
            conflicts += some.Length;
            free += some.Length == 0 ? 1 : 0;
        }

        conflicts.ShouldBeGreaterThan(Objects / 20);
        free.ShouldBeGreaterThan(Objects / 10);
    }

    [Fact]
    public void A_written_concurrency_invariant_is_asked_every_way()
    {
        ObjectReport Verify(string written)
        {
            using var verifier = new Verifier(ExampleTests.Options(ObligationSet.Full, 1));
            return verifier.Verify(Trial.Read($$"""
                replicated Doors {
                  shared a : Flag;
                  shared b : Flag;
                  invariant one: !(a && b);
                  {{written}}
                  op open() requires !b { a := true; }
                }
                """)!, null, CancellationToken.None).Report;
        }

        Verify("").Findings.Select(f => f.Kind).ShouldNotContain(CheckKind.Remote);
        Verify("").Findings.Select(f => f.Kind).ShouldNotContain(CheckKind.Stale);
        ObjectReport written = Verify("concurrency invariant both(other): !(a && other.b);");
        written.Findings.Select(f => f.Kind).ShouldContain(CheckKind.Remote);
        written.Findings.Select(f => f.Kind).ShouldContain(CheckKind.Stale);
    }

    private static ReplicatedObject WithoutJoins(ReplicatedObject obj, Propagation.States states)
    {
        Operation merge = states.Merge.Operation;
        return obj with { Propagation = states with { Merge = states.Merge with { Operation = merge with { Requires = merge.Requires.Select(c => c with { IsOfJoin = false }).ToEquatable() } } } };
    }

    /// <summary>Whether states grow and merge is a join: without that one way says nothing of the other.</summary>
    private static bool IsLattice(ObjectReport report) =>
        report.Findings.Where(f => f.Kind is CheckKind.Order or CheckKind.Monotonicity or CheckKind.Lub or CheckKind.MergeLaws).All(f => f.Verdict == Verdict.Proved);

    /// <summary>Proved where it is not asked.</summary>
    private static Verdict Of(ObjectReport report, CheckKind kind, string operation) =>
        report.Findings.Where(f => f.Kind == kind && f.Operation == operation).Select(f => f.Verdict).DefaultIfEmpty(Verdict.Proved).Single();
}
