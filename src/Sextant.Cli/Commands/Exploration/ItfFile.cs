using Sextant.Model.Results;
using Sextant.Reporting.Json;

namespace Sextant.Cli.Commands.Exploration;

/// <summary>Writes a trace in the form that viewers of other tools read.</summary>
internal static class ItfFile
{
    /// <summary>The first trace that refutes, or else the first one at all; where there is none, no file is written and that is said.</summary>
    /// <returns>False where it could not be written, which has been said too.</returns>
    public static bool TryWrite(Host host, string path, string about, IEnumerable<ExploredProperty> properties)
    {
        ExploredProperty[] shown = [.. properties.Where(p => p.Trace is not null)];
        if ((Array.Find(shown, p => p.Verdict == Verdict.Refuted) ?? shown.FirstOrDefault()) is not { Trace: { } trace } property)
        {
            host.Error.WriteLine($"sextant: there is no trace to write to {path}");
            return true;
        }

        try
        {
            using FileStream file = File.Create(path);
            JsonItf.Write(file, trace, $"{property.Name} of {about}");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            host.Error.WriteLine($"sextant: {path} cannot be written: {e.Message}");
            return false;
        }
    }
}
