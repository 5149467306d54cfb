using Sextant.Cli.Opinions;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;
using Sextant.Coordination.Simulation;
using Sextant.Model.Objects;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>The steps from a problem to an answer: search, check, simulate, and verify again.</summary>
internal sealed class Planning(Host host, Inquiry inquiry, CoordinationChoices choices)
{
    /// <param name="file">The file with the conflicts, as the user named it.</param>
    /// <param name="specified">The specification in which they were found; null where somebody stated them.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public CoordinationAnswer Answer(string file, CoordinationProblem problem, SpecificationInput? specified)
    {
        PlanSearchResult found = Search(problem, choices.Objective);
        if (!PlanSafety.IsSafe(found.Plan, problem.Conflicts))
            throw new InvalidOperationException("the search has found a plan that is not safe");
        SimulationResult simulated = Simulator.Run(problem, found.Plan, choices.Simulation, host.Cancellation);
        EquatableArray<KeyedLock> locks = specified?.Specified.LocksOf(found.Plan) ?? [];
        return new CoordinationAnswer(file, problem, choices, found, simulated)
        {
            Input = specified,
            Locks = locks,
            ForMiddle = choices.Objective.Aim == Aim.Middle ? null : Search(problem, choices.Objective with { Aim = Aim.Middle }),
            Drift = choices.LooksAtDrift ? LookAtDrift(problem, found.Plan) : null,
            Verified = specified?.Verify(host, inquiry, locks).Report,
        };
    }

    /// <summary>Writes the plan where the user wants it; false when it cannot be written, which is said on stderr.</summary>
    public bool TryWritePlan(CoordinationAnswer answer) => choices.PlanPath is not { } path || WholeFile.TryWrite(host, path, PlanFile.Text(answer.Problem, answer.Found.Plan));

    /// <summary>The first Ctrl+C ends the search, not the run.</summary>
    private PlanSearchResult Search(CoordinationProblem problem, Objective objective)
    {
        using var progress = new PlanProgressLine(host.Error, Host.HasLiveError);
        using Interruption.Gentle interruption = host.Interruption.BeGentle();
        PlanSearchResult found = PlanSearch.Run(problem, objective, choices.Bounds, progress, interruption.Token);
        host.Cancellation.ThrowIfCancellationRequested();
        return found;
    }

    private DriftResult LookAtDrift(CoordinationProblem problem, Plan plan)
    {
        using var progress = new PlanProgressLine(host.Error, Host.HasLiveError);
        using Interruption.Gentle interruption = host.Interruption.BeGentle();
        DriftResult drift = DriftSearch.Run(problem, plan, choices.Objective, choices.Bounds with { MaxNodes = long.MaxValue }, progress, interruption.Token);
        host.Cancellation.ThrowIfCancellationRequested();
        return drift;
    }
}
