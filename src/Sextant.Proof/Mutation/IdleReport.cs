using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Proof.Mutation;

/// <summary>Says of each idle clause that it is idle, as a warning: nothing that is proved is less true for it.</summary>
internal static class IdleReport
{
    private static readonly DiagnosticCode Precondition = new(FindingCodes.IdlePrecondition, Severity.Warning, "a precondition is idle");
    private static readonly DiagnosticCode Invariant = new(FindingCodes.IdleInvariant, Severity.Warning, "an invariant is idle");

    public static IEnumerable<Diagnostic> ToWarnings(IEnumerable<ClauseUse> uses, ReplicatedObject obj) => uses.Where(u => u.Idle is not null).Select(u =>
    {
        (DiagnosticCode code, string subject, string help) = u.Role switch
        {
            ClauseRole.Precondition => (Precondition, $"`{u.Operation}` requires `{u.Text}`, which", $"without it `{u.Operation}` can run more often; keep it if the application needs it for what no invariant says"),
            _ => (Invariant, $"the {(u.Role == ClauseRole.Invariant ? "invariant" : "concurrency invariant")} `{u.Text}`", "leave it out, or write what was meant: as it stands, no precondition and no body matters to it"),
        };
        return new Diagnostic(code, obj.Source.Path, obj.Source, u.Span, $"{subject} {u.Idle}", help, []);
    });
}
