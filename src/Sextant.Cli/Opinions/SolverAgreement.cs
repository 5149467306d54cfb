using Sextant.Model.Results;

namespace Sextant.Cli.Opinions;

/// <summary>Puts the answers of two solvers to the same checks together: what either proves is proved, unless the other refutes it.</summary>
internal static class SolverAgreement
{
    /// <param name="z3">Whose counterexamples are shown where both refute.</param>
    public static ObjectReport Of(ObjectReport z3, ObjectReport cvc5)
    {
        (Finding First, Finding Second)[] pairs = [.. z3.Findings.Zip(cvc5.Findings)];
        if (z3.Findings.Count != cvc5.Findings.Count || Array.Exists(pairs, p => Subject(p.First) != Subject(p.Second)))
            throw new InvalidOperationException("two solvers were asked different questions");
        return z3 with
        {
            Findings = pairs.Select(p => Joined(p.First, p.Second)).ToEquatable(),
            Disagreements = pairs.Where(Disagree).Select(p => $"{(p.First.Verdict == Verdict.Proved ? "z3 proves what cvc5 refutes" : "cvc5 proves what z3 refutes")}: {Refuting(p).Message}").ToEquatable(),
        };
    }

    private static (CheckKind Kind, string? Operation, string? With) Subject(Finding finding) => (finding.Kind, finding.Operation, finding.With);

    private static bool Disagree((Finding First, Finding Second) pair) =>
        pair is ({ Verdict: Verdict.Proved }, { Verdict: Verdict.Refuted }) or ({ Verdict: Verdict.Refuted }, { Verdict: Verdict.Proved });

    private static Finding Refuting((Finding First, Finding Second) pair) => pair.First.Verdict == Verdict.Refuted ? pair.First : pair.Second;

    /// <summary>A refutation, which can be looked at, is shown rather than the proof that it contradicts.</summary>
    private static Finding Joined(Finding first, Finding second)
    {
        string[] proving = [.. new[] { (Name: "z3", Finding: first), (Name: "cvc5", Finding: second) }.Where(s => s.Finding.Verdict == Verdict.Proved).Select(s => s.Name)];
        Finding shown = first.Verdict == Verdict.Refuted ? first
            : second.Verdict == Verdict.Refuted ? second
            : first.Verdict == Verdict.Proved ? first
            : second;
        return shown with { ProvedBy = proving.ToEquatable() };
    }
}
