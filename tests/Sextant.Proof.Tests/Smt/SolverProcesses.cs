namespace Sextant.Proof.Tests.Smt;

/// <summary>
/// Tests that start processes run one after another and beside no others: they set limits of time, and a script that was
/// just written cannot be run while a process started elsewhere at that moment still holds it open.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SolverProcesses
{
    public const string Name = "Solver processes";
}
