using System.Collections.Concurrent;
using Sextant.Model.Binding.Boogie;
using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Smt;
using Sextant.Proof.Tests.Smt;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Tests.Verdicts;

/// <summary>Small specifications and what the verifier says of them.</summary>
internal static class Specifications
{
    /// <summary>A number that only grows; merge takes the larger. Tests put other operations and conditions into it.</summary>
    public static string Counter(string declarations = "", string invariant = "x >= 0", string requires = "", string operations = "") => $$"""
        var x: int;
        {{declarations}}
        @invariant function inv(x: int) returns (bool) { {{invariant}} }
        @gteq function ge(x1: int, x2: int) returns (bool) { x1 >= x2 }
        @merge procedure merge(x1: int)
          modifies x;
          {{requires}}
          ensures x == (if x1 > old(x) then x1 else old(x));
        {
          if (x1 > x) { x := x1; }
        }
        {{operations}}
        """;

    public static ReplicatedObject Bind(string text)
    {
        var diagnostics = new DiagnosticBag(new SourceText("test.spec", text));
        ReplicatedObject? bound = BoogieBinder.Bind(BoogieParser.Parse(diagnostics.Source, diagnostics), diagnostics);
        diagnostics.ToImmutable().Select(d => $"{d.Position} {d.Message}").ShouldBeEmpty();
        return bound.ShouldNotBeNull();
    }

    /// <summary>The one object of a file in the language, which may be warned of.</summary>
    public static ReplicatedObject BindSxt(string text)
    {
        var diagnostics = new DiagnosticBag(new SourceText("test.sxt", text));
        EquatableArray<ReplicatedObject> bound = SxtBinder.Bind(SxtParser.Parse(diagnostics.Source, diagnostics), diagnostics).Replicated;
        diagnostics.ToImmutable().Where(d => d.IsError).Select(d => $"{d.Position} {d.Message}").ShouldBeEmpty();
        return bound.ShouldHaveSingleItem();
    }

    /// <summary>One verifier for each way of verifying, so that the tests do not wait for solvers to start.</summary>
    private static readonly ConcurrentDictionary<(ObligationSet, SolverKind, long), Verifier> Verifiers = new();

    public static Verification Verify(string text, ObligationSet obligations = ObligationSet.Soteria, SolverKind solver = SolverKind.Z3, long resourceLimit = 2_000_000) =>
        Verifiers.GetOrAdd((obligations, solver, resourceLimit), _ => NewVerifier(2, obligations, solver, resourceLimit)).Verify(Bind(text), progress: null, CancellationToken.None);

    public static Verifier NewVerifier(int parallelism, ObligationSet obligations = ObligationSet.Soteria, SolverKind solver = SolverKind.Z3, long resourceLimit = 2_000_000, string? log = null) =>
        new(new VerificationOptions(obligations, RealSolvers.Configuration(solver), parallelism, resourceLimit, log));

    public static Finding The(this Verification verification, CheckKind kind, string? operation = null) =>
        verification.Report.Findings.Single(f => f.Kind == kind && f.Operation == operation);

    public static Trace TheTrace(this Finding finding) => finding.Clauses.First(c => c.Trace is not null).Trace!;

    /// <summary>A state of a trace as text: `x = 1, y = {0: true}`.</summary>
    public static string State(this Trace trace, int step, int column) =>
        string.Join(", ", trace.Steps[step].States[column].Bindings.Select(b => $"{b.Name} = {b.Value}"));

    public static string Verdicts(this Verification verification) =>
        string.Join('\n', verification.Report.Findings.Select(f => $"{f.Kind} {f.Operation} {f.Verdict}"));
}
