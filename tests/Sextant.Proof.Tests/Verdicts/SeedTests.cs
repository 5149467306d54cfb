using System.Runtime.Versioning;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Smt;
using Sextant.Proof.Tests.Smt;

namespace Sextant.Proof.Tests.Verdicts;

[UnsupportedOSPlatform("windows")]
public sealed class SeedTests
{
    private static readonly ReplicatedObject Counter = Specifications.Bind(Specifications.Counter(operations: "procedure add(n: int) modifies x; requires n >= 0; ensures x == old(x) + n; { x := x + n; }"));

    [Fact]
    public void Each_proof_is_asked_again_with_every_seed()
    {
        EquatableArray<SeededProof> proofs = Seeded(2, seeds: 5);
        proofs.ShouldAllBe(p => p.Seeds == 5 && p.Proved == 5 && !p.IsUnstable && p.Steps.Count == 5);
        proofs.ShouldAllBe(p => p.LeastSteps <= p.MedianSteps && p.MedianSteps <= p.MostSteps);
        proofs.ShouldContain(p => p.Kind == CheckKind.Safety && p.Operation == "add" && p.LeastSteps > 0);
        proofs.ShouldNotContain(p => p.Kind == CheckKind.Vacuity, "an example is no proof");
        Seeded(1, seeds: 5).ShouldBe(proofs);
    }

    /// <summary>A solver that gives up whenever its seed is two.</summary>
    [Fact]
    public void A_proof_that_not_every_seed_finds_is_unstable()
    {
        using var moody = FakeSolver.Answering("""
            '(set-option :smt.random_seed 2)') bad=1 ;;
            '(set-option :smt.random_seed'*) bad= ;;
            '(get-info :rlimit)') n=$((n+7)); echo "(:rlimit $n)" ;;
            '(get-info :reason-unknown)') echo '(:reason-unknown "incomplete")' ;;
            '(check-sat)') if [ "$bad" ]; then echo unknown; else echo unsat; fi ;;
            """);
        using Verifier verifier = NewVerifier(1, moody.Configuration);
        EquatableArray<SeededProof> proofs = verifier.WithSeeds(Counter, verifier.Verify(Counter, null, CancellationToken.None), 3, null, CancellationToken.None).Report.Seeds!;
        proofs.Count(p => p.MostSteps > 0).ShouldBeGreaterThan(3);
        proofs.ShouldAllBe(p => p.Seeds == 3 && p.IsUnstable == (p.MostSteps > 0) && p.Proved == (p.IsUnstable ? 2 : 3), "only where nothing is to be shown is nothing asked");
    }

    [Fact]
    public void What_is_not_proved_is_not_asked_again()
    {
        ReplicatedObject falling = Specifications.Bind(Specifications.Counter(operations: "procedure add(n: int) modifies x; ensures x == old(x) + n; { x := x + n; }"));
        using Verifier verifier = NewVerifier(2);
        Verification answer = verifier.Verify(falling, null, CancellationToken.None);
        answer.Report.Findings.ShouldContain(f => f.Kind == CheckKind.Monotonicity && f.Verdict == Verdict.Refuted);
        verifier.WithSeeds(falling, answer, 2, null, CancellationToken.None).Report.Seeds!.ShouldNotContain(p => p.Kind == CheckKind.Monotonicity);
    }

    private static Verifier NewVerifier(int parallelism, SolverConfiguration? solver = null) =>
        new(new VerificationOptions(ObligationSet.Full, solver ?? RealSolvers.Configuration(SolverKind.Z3), parallelism, ResourceLimit: 2_000_000, QueryLogDirectory: null));

    private static EquatableArray<SeededProof> Seeded(int parallelism, int seeds)
    {
        using Verifier verifier = NewVerifier(parallelism);
        return verifier.WithSeeds(Counter, verifier.Verify(Counter, null, CancellationToken.None), seeds, null, CancellationToken.None).Report.Seeds!;
    }
}
