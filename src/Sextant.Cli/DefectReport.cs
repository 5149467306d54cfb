namespace Sextant.Cli;

/// <summary>What the user reads when Sextant itself is at fault.</summary>
internal static class DefectReport
{
    /// <summary>Set to 1, this environment variable shows the details that a maintainer needs.</summary>
    private const string DebugVariable = "SEXTANT_DEBUG";

    public static void Write(TextWriter error, Exception exception)
    {
        error.WriteLine(
            $"sextant: this is a defect in Sextant {SextantVersion.Text} ({exception.GetType().Name}): "
            + $"please report it as README.md says, with the command and its input; {DebugVariable}=1 shows the details.");
        if (string.Equals(Environment.GetEnvironmentVariable(DebugVariable), "1", StringComparison.Ordinal))
            error.WriteLine(exception);
    }
}
