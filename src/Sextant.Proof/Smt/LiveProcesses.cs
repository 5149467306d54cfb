using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Sextant.Proof.Smt;

/// <summary>
/// The solvers that run now, so that a host which ends without disposing of them does not leave them behind. A host that is
/// killed outright closes their stdin, on which an idle solver ends by itself, and a busy one at its own time limit.
/// </summary>
internal static class LiveProcesses
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<SolverProcess> Running = [];

    /// <summary>A signal ends a .NET process without its exit handlers; these run first, and the signal then takes its course.</summary>
    private static readonly ImmutableArray<PosixSignalRegistration> Signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => KillAll()),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => KillAll()),
    ];

    static LiveProcesses() => AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();

    public static void Add(SolverProcess process)
    {
        lock (Gate)
            Running.Add(process);
    }

    public static void Remove(SolverProcess process)
    {
        lock (Gate)
            Running.Remove(process);
    }

    private static void KillAll()
    {
        lock (Gate)
        {
            foreach (SolverProcess process in Running)
                process.Kill();
        }
    }
}
