using System.Text;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>Writes a plan as YAML: whole, or not at all.</summary>
internal static class PlanFile
{
    /// <summary>False when the file cannot be written, which is said on stderr.</summary>
    public static bool TryWrite(Host host, string path, CoordinationProblem problem, Plan plan)
    {
        string part = $"{path}.part";
        try
        {
            File.WriteAllText(part, Text(problem, plan));
            File.Move(part, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            host.Error.WriteLine($"sextant: {path} cannot be written: {e.Message}");
            return false;
        }
    }

    private static string Text(CoordinationProblem problem, Plan plan)
    {
        var text = new StringBuilder("# Locks, in the order in which they are taken. Who is `grouped` keeps apart from whom it conflicts with.\nlocks:\n");
        foreach (PlannedLock l in plan.Locks)
        {
            text.Append($"  - lock: {Quoted(l.Name)}\n    key: [{string.Join(", ", l.Key.Select(Quoted))}]\n    site: {Quoted(problem.Network.Sites[l.Site])}\n");
            text.Append($"    uses: {{ {string.Join(", ", l.Uses.Select(u => $"{Quoted(u.Operation)}: {CoordinationAnswer.NameOf(u.Mode)}"))} }}\n");
            text.Append($"    conflicts: [{string.Join(", ", l.Pairs.Select(p => $"[{Quoted(p.A)}, {Quoted(p.B)}]"))}]\n");
        }

        return text.ToString();
    }

    /// <summary>Names hold letters, digits, blanks, dots and hyphens; a quoted one is never taken for a number or a boolean.</summary>
    private static string Quoted(string name) => $"\"{name}\"";
}
