namespace Sextant.Cli.Commands.Coordination;

/// <summary>Writes a file whole, or not at all.</summary>
internal static class WholeFile
{
    /// <summary>False when it cannot be written, which is said on stderr.</summary>
    public static bool TryWrite(Host host, string path, string text)
    {
        string part = $"{path}.part";
        try
        {
            File.WriteAllText(part, text);
            File.Move(part, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            host.Error.WriteLine($"sextant: {path} cannot be written: {e.Message}");
            return false;
        }
    }
}
