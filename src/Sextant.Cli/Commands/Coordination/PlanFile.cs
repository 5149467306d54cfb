using System.Text;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>A plan as YAML.</summary>
internal static class PlanFile
{
    public static string Text(CoordinationProblem problem, Plan plan)
    {
        var text = new StringBuilder("# Locks, in the order in which they are taken. Who is `grouped` keeps apart from whom it conflicts with.\nlocks:\n");
        foreach (PlannedLock l in plan.Locks)
        {
            text.Append($"  - lock: {Quoted(l.Name)}\n    key: [{string.Join(", ", l.Key.Select(Quoted))}]\n    site: {Quoted(problem.Network.Sites[l.Site])}\n");
            text.Append($"    uses: {{ {string.Join(", ", l.Uses.Select(u => $"{Quoted(u.Operation)}: {CoordinationAnswer.NameOf(u.Mode)}"))} }}\n");
            text.Append($"    conflicts: [{string.Join(", ", l.Pairs.Select(p => $"[{Quoted(p.A)}, {Quoted(p.B)}]").Distinct(StringComparer.Ordinal))}]\n");
        }

        return text.ToString();
    }

    /// <summary>Names hold letters, digits, blanks, dots and hyphens; a quoted one is never taken for a number or a boolean.</summary>
    private static string Quoted(string name) => $"\"{name}\"";
}
