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

internal static class Processes
{
    /// <summary>Whether there is such a process, be it a zombie.</summary>
    public static bool Exist(int id) => Directory.Exists($"/proc/{id}");

    public static int ChildrenOf(int id) => Directory.GetDirectories("/proc").Count(folder => ParentOf(folder) == id);

    private static int ParentOf(string folder)
    {
        try
        {
            string stat = File.ReadAllText(Path.Combine(folder, "stat"));
            // The name is in parentheses and may hold anything; state and parent follow it.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }
}
