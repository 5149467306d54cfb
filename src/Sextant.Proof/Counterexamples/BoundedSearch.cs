using System.Collections.Immutable;
using Sextant.Model.Objects;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// Looks for counterexamples in small worlds, the smallest first. In a finite scope the question has no quantifiers and is
/// quickly answered; the values found are then fixed, and the question as it stands is asked of them. Only when that is
/// answered `sat`, by a check of the quantifiers against one concrete state, is it a counterexample.
/// </summary>
internal sealed class BoundedSearch
{
    private const int LargestScope = 3;

    private readonly ImmutableArray<SmallWorld> _worlds;

    public BoundedSearch(ReplicatedObject obj) => _worlds = [.. Enumerable.Range(1, LargestScope).Select(size => new SmallWorld(obj, new FiniteScope(obj, size)))];

    /// <summary>
    /// Leaves the session with a model of the goal's failure, confirmed against the specification as it stands.
    /// </summary>
    /// <param name="prelude">The axioms and all else that every query starts with.</param>
    /// <param name="point">Which point of the obligation, counted from 0, and which goal there.</param>
    public bool TryFind(SolverSession session, Obligation obligation, string prelude, GoalPoint point, Goal goal, (int Point, int Goal) at, long resourceLimit, CancellationToken cancellation)
    {
        foreach (SmallWorld world in _worlds)
        {
            if (!session.IsAlive)
                return false;
            ImmutableArray<string>? values = world.Solve(session, obligation, at, resourceLimit, cancellation);
            if (values is { } pins && Confirm(session, world, prelude, point, goal, pins, resourceLimit, cancellation))
                return true;
        }

        return false;
    }

    private static bool Confirm(SolverSession session, SmallWorld world, string prelude, GoalPoint point, Goal goal, ImmutableArray<string> pins, long resourceLimit, CancellationToken cancellation)
    {
        session.Reset(Instantiation.ModelBased, resourceLimit, seed: 0);
        session.Send(prelude);
        session.Send(world.Closure);
        foreach (string chunk in point.Known)
            session.Send(chunk);
        session.Send(goal.Negation);
        foreach (string pin in pins)
            session.Send(pin);
        CheckAnswer answer = session.Check(cancellation);
        SolverDefectException.ThrowIf(answer);
        return answer.Status == SatStatus.Sat;
    }
}
