using Sextant.Coordination.Cost;
using Sextant.Coordination.Simulation;

namespace Sextant.Coordination.Deployment;

/// <summary>
/// The workloads that stand for all those that ranges leave possible. Only the operations of a component vary, each range by itself: then the
/// expected and the worst costs of components add up to those of the whole.
/// </summary>
public static class Scenarios
{
    /// <summary>How many stand for a mean.</summary>
    public const int Drawn = 16;

    /// <summary>Of more ranges than these not all corners are looked at.</summary>
    public const int MaxCorners = 4;

    private const ulong Seed = 1;

    /// <summary>Problems whose amounts are exact; a single one where the component has no ranges.</summary>
    public static IReadOnlyList<CoordinationProblem> Of(CoordinationProblem component, Aim aim)
    {
        ArgumentNullException.ThrowIfNull(component);
        (int Operation, int Site)[] ranges = [.. Ranges(component)];
        IEnumerable<double[]> parts = aim == Aim.Middle || ranges.Length == 0 ? [[.. ranges.Select(_ => 0.5)]]
            : aim == Aim.Expected ? Strata(ranges.Length)
            : Corners(ranges.Length);
        return [.. parts.Select(p => At(component, ranges, p))];
    }

    private static IEnumerable<(int Operation, int Site)> Ranges(CoordinationProblem component) =>
        from o in Enumerable.Range(0, component.Workload.Operations.Count)
        where component.Conflicts.Operations.Contains(component.Workload.Operations[o].Name, StringComparer.Ordinal)
        from s in Enumerable.Range(0, component.SiteCount)
        where !component.Workload.Operations[o].Amounts[s].IsExact
        select (o, s);

    /// <summary>A Latin hypercube: of each range the middles of equal strata, each once, in an order by chance that is the same in every run.</summary>
    private static IEnumerable<double[]> Strata(int ranges)
    {
        var random = new SeededGenerator(Seed);
        var orders = new int[ranges][];
        for (int r = 0; r < ranges; r++)
        {
            orders[r] = [.. Enumerable.Range(0, Drawn)];
            for (int i = Drawn - 1; i > 0; i--)
            {
                int other = (int)(random.Unit() * (i + 1));
                (orders[r][i], orders[r][other]) = (orders[r][other], orders[r][i]);
            }
        }

        return Enumerable.Range(0, Drawn).Select(i => orders.Select(order => (order[i] + 0.5) / Drawn).ToArray());
    }

    /// <summary>Each range at one of its ends: all combinations, or of many ranges all high, all low, and those with one that differs.</summary>
    private static IEnumerable<double[]> Corners(int ranges) => ranges <= MaxCorners
        ? Enumerable.Range(0, 1 << ranges).Select(corner => Enumerable.Range(0, ranges).Select(r => (double)(corner >> r & 1)).ToArray())
        : from odd in Enumerable.Range(-1, ranges + 1)
          from others in (double[])[0, 1]
          select Enumerable.Range(0, ranges).Select(r => r == odd ? 1 - others : others).ToArray();

    /// <param name="parts">How far in its range each one lies, from 0 to 1.</param>
    private static CoordinationProblem At(CoordinationProblem component, (int Operation, int Site)[] ranges, double[] parts)
    {
        OperationLoad[] operations = [.. component.Workload.Operations];
        for (int r = 0; r < ranges.Length; r++)
        {
            (int o, int site) = ranges[r];
            double part = parts[r];
            operations[o] = operations[o] with { Amounts = operations[o].Amounts.Select((a, s) => s == site ? Amount.Exactly(a.Low + (part * (a.High - a.Low))) : a).ToEquatable() };
        }

        return component with { Workload = component.Workload with { Operations = operations.ToEquatable() } };
    }
}
