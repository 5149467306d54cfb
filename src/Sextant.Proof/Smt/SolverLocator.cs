using System.Collections.Immutable;

namespace Sextant.Proof.Smt;

/// <summary>What came of looking for a solver.</summary>
public abstract record SolverLocation
{
    private SolverLocation()
    {
    }

    /// <param name="Path">The full path of the program.</param>
    /// <param name="Version">As it gives it, such as <c>4.8.12</c>.</param>
    public sealed record Found(string Path, string Version) : SolverLocation;

    /// <param name="Reason">A sentence that says what was looked for and what to install.</param>
    public sealed record Missing(string Reason) : SolverLocation;
}

/// <summary>Finds a solver: by an explicit path, else by SEXTANT_Z3 or SEXTANT_CVC5, else on the PATH.</summary>
public static class SolverLocator
{
    private static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(5);

    private const int VersionLengthMax = 10_000;

    public static SolverLocation Locate(SolverKind kind, string? explicitPath = null) =>
        Locate(kind, explicitPath, Environment.GetEnvironmentVariable);

    internal static SolverLocation Locate(SolverKind kind, string? explicitPath, Func<string, string?> environment)
    {
        string name = kind == SolverKind.Z3 ? "z3" : "cvc5";
        string variable = kind == SolverKind.Z3 ? "SEXTANT_Z3" : "SEXTANT_CVC5";
        string? wanted = NullIfEmpty(explicitPath) ?? NullIfEmpty(environment(variable));
        string? path = FindOnPath(wanted ?? name, environment("PATH") ?? "");
        if (path is not null)
            return AskVersion(path, name);
        return new SolverLocation.Missing(wanted is not null
            ? $"The solver `{wanted}` does not exist; give the path of {name}, or none to look for it on the PATH."
            : $"The solver {name} is not on the PATH: install it (on Debian and Ubuntu `apt install {name}`, on macOS `brew install {name}`), or set {variable} to its path.");
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? FindOnPath(string wanted, string searchPath)
    {
        if (wanted.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return File.Exists(wanted) ? Path.GetFullPath(wanted) : null;
        return searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Extensions.Select(extension => Path.Combine(folder, wanted + extension)))
            .Where(File.Exists)
            .Select(Path.GetFullPath)
            .FirstOrDefault();
    }

    private static ImmutableArray<string> Extensions => OperatingSystem.IsWindows() ? [".exe", ""] : [""];

    private static SolverLocation AskVersion(string path, string name)
    {
        try
        {
            using SolverProcess process = SolverProcess.Start(path, ["--version"], VersionLengthMax);
            process.Replies.Wait(Environment.TickCount64 + (long)VersionLimit.TotalMilliseconds, CancellationToken.None);
            return FindVersion(process.Replies.Text, name) is { } version
                ? new SolverLocation.Found(path, version)
                : new SolverLocation.Missing($"The program `{path}` does not say that it is {name} when asked for its version.");
        }
        catch (SolverUnavailableException e)
        {
            return new SolverLocation.Missing(e.Message);
        }
    }

    private static string? FindVersion(string text, string name)
    {
        string line = text.Split('\n')[0];
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int index = Array.IndexOf(words, "version");
        bool isSolver = line.Contains(name, StringComparison.OrdinalIgnoreCase);
        return isSolver && index >= 0 && index + 1 < words.Length ? words[index + 1] : null;
    }
}
