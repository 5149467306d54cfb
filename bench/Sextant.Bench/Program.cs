using Sextant.Bench;
using Sextant.Bench.Agreement;
using Sextant.Bench.Coordination;
using Sextant.Bench.Exploration;
using Sextant.Bench.Evaluation;
using Sextant.Bench.Trees.Commands;
using Sextant.Bench.Verification;

// Each benchmark is a command of its own: sextant-bench NAME [ARGUMENT...]
IBenchmark[] benchmarks =
[
    new TreeCommand(),
    new EnumerateCommand(),
    new VerifyCommand(),
    new CheckCommand(),
    new EvaluateCommand(),
    new ProgramsCommand(),
    new AdversarialCommand(),
    new TracesCommand(),
    new ExploreCommand(),
    new AppsCommand(),
    new ConjectureCommand(),
    new CampaignCommand(),
    new RegretCommand(),
    new PlanCommand(),
    new SimulateCommand(),
];

if (args.Length == 0 || Array.Find(benchmarks, benchmark => string.Equals(benchmark.Name, args[0], StringComparison.Ordinal)) is not { } chosen)
{
    Console.Error.WriteLine("sextant-bench NAME [ARGUMENT...]");
    foreach (IBenchmark benchmark in benchmarks)
        Console.Error.WriteLine($"  {benchmark.Name,-12} {benchmark.Purpose}");
    return 2;
}
return chosen.Run(args[1..]);
