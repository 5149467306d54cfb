namespace Sextant.Proof.Tests.Smt;

/// <summary>What the system says about processes, zombies included.</summary>
internal static class Processes
{
    public static bool Exist(int id) => Directory.Exists($"/proc/{id}");

    public static bool WorkIn(string folder) => Directory.GetDirectories("/proc")
        .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
        .Any(process => string.Equals(WorkingDirectory(process), folder, StringComparison.Ordinal));

    private static string? WorkingDirectory(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we were looking.
            return null;
        }
    }
}
