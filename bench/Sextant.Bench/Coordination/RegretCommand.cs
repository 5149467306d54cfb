using System.Globalization;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Simulation;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Bench.Coordination;

/// <summary>The workloads of the published study: what the two costs choose among its plans, and how well they rank them, against the simulator.</summary>
internal sealed class RegretCommand : IBenchmark
{
    private const int Runs = 3;

    public string Name => "regret";

    public string Purpose => "the costs of plans against the simulator: FOLDER (examples/coordination) [PLANS]";

    public int Run(IReadOnlyList<string> arguments)
    {
        string folder = arguments.Count > 0 ? arguments[0] : "examples/coordination";
        bool lists = arguments.Count > 1;
        Network network = Read(Path.Combine(folder, "network.yaml"), NetworkReader.Read);
        Console.WriteLine("study  workload    plans  regret   corr.  | thesis: regret   corr.");
        double worst = 1;
        foreach (string study in (string[])["two", "three"])
        {
            ConflictGraph conflicts = Read(Path.Combine(folder, study, "conflicts.yaml"), ConflictReader.Read);
            foreach (string file in Directory.GetFiles(Path.Combine(folder, study)).Where(f => !f.EndsWith("conflicts.yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                var problem = new CoordinationProblem(conflicts, Read(file, d => WorkloadReader.Read(d, network, conflicts)), network);
                worst = Math.Max(worst, Compare(study, Path.GetFileNameWithoutExtension(file), problem, lists));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worst regret {worst:F3}"));
        return worst <= 1.05 ? 0 : 1;
    }

    private static double Compare(string study, string workload, CoordinationProblem problem, bool lists)
    {
        IReadOnlyList<(string Name, Plan Plan)> plans = study == "two" ? PublishedPlans.OfTwo : PublishedPlans.OfThree;
        var queueing = new QueueingCost(problem);
        var thesis = new ThesisCost(problem);
        double[] simulated = [.. plans.Select(p => Enumerable.Range(1, Runs).Average(seed => Simulator.Run(problem, p.Plan, new SimulationOptions((ulong)seed)).TotalMs))];
        double[] ours = [.. plans.Select(p => queueing.Of(p.Plan))];
        double[] theirs = [.. plans.Select(p => thesis.Of(p.Plan))];
        double regret = Comparison.Regret(ours, simulated);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{study,-6} {workload,-11} {plans.Count,5} {regret,7:F3} {Comparison.RankCorrelation(ours, simulated),7:F3}  | {Comparison.Regret(theirs, simulated),14:F3} {Comparison.RankCorrelation(theirs, simulated),7:F3}"));
        for (int i = 0; i < plans.Count && lists; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {plans[i].Name} simulated {simulated[i],10:F0} ours {ours[i],10:F0} ({ours[i] / simulated[i]:F3}) thesis {theirs[i],10:F0}"));
        return regret;
    }

    private static T Read<T>(string path, Func<DiagnosticBag, T?> read)
        where T : class
    {
        var bag = new DiagnosticBag(new SourceText(path, File.ReadAllText(path)));
        return read(bag) ?? throw new InvalidDataException($"{path}: {bag.ToImmutable()[0].Message}");
    }
}
