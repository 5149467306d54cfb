using Sextant.Model.Results;
using Sextant.Syntax.Text;

namespace Sextant.Reporting.Terminal;

/// <summary>Shows of each conflict what the two operations break together, with the steps that lead there.</summary>
public static class ConflictRenderer
{
    /// <param name="path">As the user wrote it.</param>
    public static void Write(TextWriter output, string path, SourceText source, IEnumerable<Conflict> conflicts, TerminalSettings terminal)
    {
        ArgumentNullException.ThrowIfNull(conflicts);
        var renderer = new DiagnosticRenderer(output, terminal);
        foreach (ClauseFinding clause in conflicts.SelectMany(c => c.Clauses))
            renderer.Write(path, source, clause, told: null);
    }
}
