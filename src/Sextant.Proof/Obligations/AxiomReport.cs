using System.Globalization;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Obligations;

/// <summary>Says what the consistency of the axioms means: a finding of its own, or a warning beside the published obligations.</summary>
internal static class AxiomReport
{
    private static readonly DiagnosticCode Warning = new(FindingCodes.ContradictoryAxioms, Severity.Warning, "the axioms contradict each other");

    private const string Help = "an axiom about all states constrains none of them: state it of the initial state, or as a precondition or an invariant";

    public static Finding ToFinding(AxiomConsistency consistency, ReplicatedObject obj)
    {
        SourceSpan place = obj.Theory.Axioms[0].Span;
        return consistency.Verdict switch
        {
            Verdict.Proved => new Finding(CheckKind.Vacuity, null, null, Verdict.Proved, "the axioms can all hold at once", place, []),
            Verdict.Unknown => new Finding(CheckKind.Vacuity, null, null, Verdict.Unknown, "undecided: whether the axioms can all hold at once", place,
                [new ClauseFinding(FindingCodes.ContradictoryAxioms, Verdict.Unknown, place, "undecided: whether the axioms can all hold at once", null, consistency.Reason,
                    "define functions by a body instead of axioms where that is possible")]),
            _ => new Finding(CheckKind.Vacuity, null, null, Verdict.Refuted, Sentence(consistency.Contradictions[0], obj.Source), consistency.Contradictions[0][^1].Span,
                consistency.Contradictions.Select(c => new ClauseFinding(FindingCodes.ContradictoryAxioms, Verdict.Refuted, c[^1].Span, Sentence(c, obj.Source), null, "", Help)).ToEquatable()),
        };
    }

    public static IEnumerable<Diagnostic> ToWarnings(AxiomConsistency consistency, ReplicatedObject obj) =>
        consistency.Contradictions.Select(c => new Diagnostic(Warning, obj.Source.Path, obj.Source, c[^1].Span, Sentence(c, obj.Source), Help,
            c.SkipLast(1).Select(a => new DiagnosticLabel(a.Span, "together with this axiom")).ToEquatable()));

    private static string Sentence(EquatableArray<Axiom> core, SourceText source) => core.Count == 1
        ? "this axiom can never hold, so everything follows from it and no proof here means anything"
        : string.Create(CultureInfo.InvariantCulture,
            $"the axioms on lines {string.Join(", ", core.Select(a => source.PositionOf(a.Span.Start).Line))} contradict each other, so everything follows from them and no proof here means anything");
}
