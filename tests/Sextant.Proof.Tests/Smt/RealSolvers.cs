using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Smt;

/// <summary>The solvers of this machine.</summary>
internal static class RealSolvers
{
    public static SolverConfiguration Configuration(SolverKind kind, TimeSpan? wallLimit = null, int memoryMegabytes = 1024) =>
        new(kind, PathOf(kind), memoryMegabytes, wallLimit ?? TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));

    public static SolverSession Start(SolverKind kind, TimeSpan? wallLimit = null, int memoryMegabytes = 1024) =>
        new(Configuration(kind, wallLimit, memoryMegabytes));

    private static string PathOf(SolverKind kind) => SolverLocator.Locate(kind) switch
    {
        SolverLocation.Found found => found.Path,
        SolverLocation.Missing missing => throw new InvalidOperationException(missing.Reason),
        _ => throw new InvalidOperationException("There is no other outcome."),
    };
}
