using Sextant.Cli.Opinions;
using Sextant.Cli.Tests.Processes;
using Sextant.Model.Results;

namespace Sextant.Cli.Tests.Opinions;

public sealed class SolverAgreementTests
{
    [Theory]
    [InlineData(Verdict.Proved, Verdict.Proved, Verdict.Proved, "z3 cvc5")]
    [InlineData(Verdict.Proved, Verdict.Unknown, Verdict.Proved, "z3")]
    [InlineData(Verdict.Unknown, Verdict.Proved, Verdict.Proved, "cvc5")]
    [InlineData(Verdict.Unknown, Verdict.Refuted, Verdict.Refuted, "")]
    [InlineData(Verdict.Unknown, Verdict.Unknown, Verdict.Unknown, "")]
    public void What_one_solver_leaves_open_the_other_may_answer(Verdict z3, Verdict cvc5, Verdict together, string provers)
    {
        ObjectReport report = SolverAgreement.Of(Report(z3), Report(cvc5));
        report.Verdict.ShouldBe(together);
        string.Join(' ', report.Findings[0].ProvedBy!).ShouldBe(provers);
        report.Contradicts.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Verdict.Proved, Verdict.Refuted, "z3 proves what cvc5 refutes: it is cvc5")]
    [InlineData(Verdict.Refuted, Verdict.Proved, "cvc5 proves what z3 refutes: it is z3")]
    public void A_proof_of_what_the_other_solver_refutes_is_a_contradiction(Verdict z3, Verdict cvc5, string told)
    {
        ObjectReport report = SolverAgreement.Of(Report(z3, "it is z3"), Report(cvc5, "it is cvc5"));
        report.Contradicts.ShouldBeTrue();
        report.Verdict.ShouldBe(Verdict.Refuted);
        report.Disagreements.ShouldBe([told]);
    }

    [Fact]
    public void Verify_says_which_proofs_the_second_solver_confirms()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "peak.sxt");
        File.WriteAllText(path, "replicated Peak { shared on : Flag := false; invariant any: on || !on; op start() { on := true; } }");
        ProcessResult result = SextantProcess.Run("verify", "--solver", "both", path);
        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldMatch("solvers: [0-9]+ of [0-9]+ proofs are confirmed by the second");
        SextantProcess.Run("verify", path).Output.ShouldNotContain("solvers:");
    }

    private static ObjectReport Report(Verdict verdict, string message = "") => new("Any", [new Finding(CheckKind.Safety, "op", null, verdict, message, default, [])]);
}
