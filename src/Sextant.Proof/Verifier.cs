using System.Collections.Immutable;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;
using Sextant.Proof.Smt;

namespace Sextant.Proof;

/// <summary>
/// Verifies replicated objects. One verifier serves many objects, one after the other, with the same solver processes.
/// </summary>
public sealed class Verifier(VerificationOptions options) : IDisposable
{
    private readonly SolverPool _pool = new(options.Solver, options.Parallelism);

    /// <summary>Discharges all obligations; findings stand in the order of the rules and of the text.</summary>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ObjectReport Verify(ReplicatedObject obj, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        var theory = new TheoryEncoder(obj);
        Obligation[] obligations = [.. ObligationRule.Published.SelectMany(r => r.Operations(obj).Select(o => r.State(obj, theory, o)))];
        QueryLog? log = options.QueryLogDirectory is null ? null : new QueryLog(Path.Combine(options.QueryLogDirectory, obj.Name), options.Solver.Kind, options.ResourceLimit);
        var prover = new Prover(obj, theory, [theory.Prelude], _pool, options, log);
        var findings = new Finding[obligations.Length];
        int done = 0;
        Parallel.ForEach(LargestFirst(obligations), new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellation }, i =>
        {
            findings[i] = prover.Decide(obligations[i], i, cancellation);
            progress?.Report(new VerificationProgress(Interlocked.Increment(ref done), obligations.Length, $"{obligations[i].Kind} of {obligations[i].Operation.Name}"));
        });
        return new ObjectReport(obj.Name, findings.ToEquatable());
    }

    public void Dispose() => _pool.Dispose();

    /// <summary>Long work is begun early, so that no core waits for it at the end.</summary>
    private static ImmutableArray<int> LargestFirst(Obligation[] obligations) =>
        [.. Enumerable.Range(0, obligations.Length).OrderByDescending(i => GoalPoint.Of(obligations[i].Script).Length)];
}
