using Sextant.Model.Results;
using Sextant.Proof.Smt;
using Sextant.Proof.Tests.Smt;

namespace Sextant.Proof.Tests.Verdicts;

/// <summary>What a verdict may rest on: never on a limit that was hit, never on what ran before.</summary>
[Collection("Solver processes")]
public sealed class VerdictTests
{
    /// <summary>An identity of cubes that no solver here decides.</summary>
    private const string Hard = "procedure cubes(a: int, b: int, c: int) requires a > 0 && b > 0 && c > 0; ensures a * a * a + b * b * b != c * c * c; {}";

    [Fact]
    public void What_the_solver_cannot_decide_is_unknown_with_a_reason_and_never_proved()
    {
        SolverConfiguration impatient = RealSolvers.Configuration(SolverKind.Z3, TimeSpan.FromSeconds(1));
        using var verifier = new Verifier(new VerificationOptions(ObligationSet.Soteria, impatient, 1, 200_000, null));
        Finding finding = verifier.Verify(Specifications.Bind(Specifications.Counter(operations: Hard)), null, CancellationToken.None).The(CheckKind.Contract, "cubes");
        finding.Verdict.ShouldBe(Verdict.Unknown);
        finding.Clauses[0].Reason.ShouldNotBeEmpty();
        finding.Clauses[0].Trace.ShouldBeNull();
        finding.Message.ShouldStartWith("undecided: whether ");
    }

    [Fact]
    public void A_resource_limit_of_one_step_proves_nothing()
    {
        Verification verification = Specifications.Verify(Specifications.Counter(operations: "procedure add(n: int) modifies x; requires n * n > n; ensures x == old(x) + n * n; { x := x + n * n; }"), resourceLimit: 1);
        verification.Report.Findings.Select(f => f.Verdict).ShouldContain(Verdict.Unknown);
        verification.Report.Findings.ShouldNotContain(f => f.Verdict == Verdict.Refuted);
    }

    /// <summary>Small worlds come between the first try at a proof and the last, which asks by patterns only like the first.</summary>
    [Fact]
    public void A_proof_that_needs_nearly_all_of_the_limit_is_found_without_a_search_for_models()
    {
        const string Grow = "procedure add(n: int) modifies x; requires n >= 0; ensures x == old(x) + n; { x := x + n; }";
        Model.Objects.ReplicatedObject counter = Specifications.Bind(Specifications.Counter(operations: Grow));
        for (long limit = 500; limit < 2_000_000; limit += limit / 4)
        {
            DirectoryInfo log = Directory.CreateTempSubdirectory();
            try
            {
                using Verifier verifier = Specifications.NewVerifier(2, resourceLimit: limit, log: log.FullName);
                if (verifier.Verify(counter, null, CancellationToken.None).Report.Findings.Any(f => f.Verdict != Verdict.Proved))
                    continue;
                string[] asked = [.. log.GetFiles("*.smt2", SearchOption.AllDirectories).Select(f => f.Name)];
                asked.ShouldContain(name => name.EndsWith("-again.smt2", StringComparison.Ordinal));
                asked.ShouldNotContain(name => name.EndsWith("-model.smt2", StringComparison.Ordinal));
                return;
            }
            finally
            {
                log.Delete(recursive: true);
            }
        }

        Assert.Fail("no limit is enough");
    }

    [Fact]
    public void The_same_file_gives_the_same_report_whatever_the_parallelism_and_whatever_ran_before()
    {
        string unstable = Specifications.Counter(requires: "requires x - x1 <= 1;", operations: "procedure add() modifies x; ensures x == old(x) + 1; { x := x + 1; } procedure drop(); modifies x; ensures x < old(x);");
        string other = Specifications.Counter(invariant: "x <= 2", operations: "procedure set(n: int) modifies x; ensures x == n; { x := n; }");
        ObjectReport alone = Specifications.Verify(unstable).Report;
        for (int parallelism = 1; parallelism <= 4; parallelism++)
        {
            using var verifier = Specifications.NewVerifier(parallelism);
            verifier.Verify(Specifications.Bind(other), null, CancellationToken.None);
            verifier.Verify(Specifications.Bind(unstable), null, CancellationToken.None).Report.ShouldBe(alone);
        }
    }

    [Fact]
    public void Both_solvers_agree()
    {
        string spec = Specifications.Counter(requires: "requires x - x1 <= 1;", operations: "procedure add() modifies x; ensures x == old(x) + 1; { x := x + 1; } procedure keep() {}");
        Specifications.Verify(spec, solver: SolverKind.Cvc5, resourceLimit: 0).Verdicts().ShouldBe(Specifications.Verify(spec).Verdicts());
    }

    [Fact]
    public void Every_query_is_logged_so_that_it_runs_alone()
    {
        string directory = Directory.CreateTempSubdirectory("sextant-log").FullName;
        try
        {
            string spec = Specifications.Counter(invariant: "x <= 2", operations: "procedure add() modifies x; ensures x == old(x) + 1; { x := x + 1; }");
            using (var verifier = Specifications.NewVerifier(2, log: directory))
                verifier.Verify(Specifications.Bind(spec), null, CancellationToken.None);
            string[] files = Directory.GetFiles(Path.Combine(directory, "test"));
            files.Length.ShouldBeGreaterThan(5);
            using var session = new SolverSession(RealSolvers.Configuration(SolverKind.Z3));
            foreach (string file in files)
            {
                session.Reset(Instantiation.PatternsOnly, 0, 0);
                session.Send(File.ReadAllText(file).Replace("(check-sat)", "", StringComparison.Ordinal));
                session.Check(CancellationToken.None).IsDefect.ShouldBeFalse(file);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void Cancelling_ends_a_verification_at_once()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var verifier = Specifications.NewVerifier(2, resourceLimit: 0);
        Should.Throw<OperationCanceledException>(() => verifier.Verify(Specifications.Bind(Specifications.Counter(operations: Hard)), null, cancellation.Token));
    }
}
