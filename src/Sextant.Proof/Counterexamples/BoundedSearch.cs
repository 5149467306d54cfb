using System.Collections.Immutable;
using Sextant.Model.Objects;
using Sextant.Proof.Encoding;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// Looks for counterexamples in small worlds, the smallest first. In a finite scope the question has no quantifiers and is
/// quickly answered; the values found are then fixed, and the question as it stands is asked of them, unless it was the same. Only when that is
/// answered `sat`, by a check of the quantifiers against one concrete state, is it a counterexample.
/// </summary>
internal sealed class BoundedSearch(ReplicatedObject obj, PolymorphicInstances instances, long resourceLimit, QueryLog? log)
{
    private const int LargestScope = 3;

    /// <summary>With values fixed an answer takes next to no effort, or none is found.</summary>
    private const int FixedDivisor = 100;

    /// <summary>Small numbers everywhere first, since they are easier to read; at last any numbers as elements of maps.</summary>
    private readonly ImmutableArray<SmallWorld> _worlds =
    [
        .. Enumerable.Range(1, LargestScope).Select(size => new SmallWorld(obj, instances, new FiniteScope(obj, size), boundsElements: true, resourceLimit, log)),
        new SmallWorld(obj, instances, new FiniteScope(obj, LargestScope), boundsElements: false, resourceLimit, log),
    ];

    /// <summary>
    /// The scope of a model of the goal's failure, confirmed against the specification as it stands, with which the session is
    /// left; null when none was found.
    /// </summary>
    /// <param name="isSettled">Asked before the largest worlds, where most of the work is, whether these can be left out.</param>
    public FiniteScope? Find(SolverSession session, OpenGoal open, Func<bool> isSettled, CancellationToken cancellation)
    {
        bool isLargest = false;
        foreach (SmallWorld world in _worlds)
        {
            if (!session.IsAlive || (!isLargest && (isLargest = world.Scope.Size == LargestScope) && (isSettled() || !session.IsAlive)))
                return null;
            if (world.Solve(session, open, out bool isDecided, cancellation) is { } pins && (world.IsExact(open) || Confirm(session, world, open, pins, cancellation)))
                return world.Scope;

            // What is too hard in a small world is no easier in a larger one.
            if (!isDecided)
                return null;
        }

        return null;
    }

    /// <summary>
    /// What equations fix is put in place first, which answers most questions at once. Where maps that nothing fixes are left, the solver then
    /// runs in circles, and answers soon when it is asked the question as it stands.
    /// </summary>
    private bool Confirm(SolverSession session, SmallWorld world, OpenGoal open, ImmutableArray<string> pins, CancellationToken cancellation)
    {
        string[] commands = [.. world.Exactly(open), .. pins];
        return IsSatisfied($"{open.Name}-confirm{world.Name}", s => s.CheckFixed(cancellation))
            || (session.IsAlive && IsSatisfied($"{open.Name}-confirm{world.Name}-whole", s => s.Check(cancellation)));

        bool IsSatisfied(string name, Func<SolverSession, CheckAnswer> check)
        {
            long limit = Prover.Part(resourceLimit, FixedDivisor);
            log?.Write(name, Instantiation.ModelBased, limit, commands);
            session.Reset(Instantiation.ModelBased, limit, seed: 0);
            session.SendAll(commands);
            CheckAnswer answer = check(session);
            SolverDefectException.ThrowIf(answer);
            return answer.Status == SatStatus.Sat;
        }
    }
}
