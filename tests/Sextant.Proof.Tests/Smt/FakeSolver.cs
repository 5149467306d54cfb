using System.Runtime.Versioning;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Smt;

/// <summary>A solver that misbehaves: a shell script in a folder of its own.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class FakeSolver : IDisposable
{
    /// <summary>
    /// Answers the echoes that end each exchange, and whatever else the cases say. A case may set <c>after</c> to a command
    /// that runs once the exchange has ended.
    /// </summary>
    private const string Loop = """
        while read -r line; do
          case "$line" in
            '(echo '*) m="${line#*\"}"; echo "${m%%\"*}"; eval "$after"; after= ;;
            CASES
          esac
        done
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sextant-fake-").FullName;

    public FakeSolver(string script, double wallSeconds = 1, double startSeconds = 10)
    {
        string path = Path.Combine(_folder, "solver.sh");
        File.WriteAllText(path, "#!/bin/sh\ncd \"${0%/*}\"\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Configuration = new SolverConfiguration(SolverKind.Z3, path, 0, TimeSpan.FromSeconds(wallSeconds), TimeSpan.FromSeconds(startSeconds));
    }

    public SolverConfiguration Configuration { get; }

    /// <summary>
    /// Whether the script, or anything that it started, goes on running: all of them work in the script's folder. What the
    /// script started was killed with it, but is not our child to wait for, and may take a moment.
    /// </summary>
    public bool IsRunning => !SpinWait.SpinUntil(() => !Processes.WorkIn(_folder), TimeSpan.FromSeconds(3));

    /// <summary>One that keeps to the protocol, apart from what the shell cases do with the lines they match.</summary>
    public static FakeSolver Answering(string cases, double wallSeconds = 1) =>
        new(Loop.Replace("CASES", cases, StringComparison.Ordinal), wallSeconds);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
