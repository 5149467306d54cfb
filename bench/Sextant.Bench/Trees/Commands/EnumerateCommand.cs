using System.Diagnostics;
using System.Globalization;
using Sextant.Bench.Trees.Campaigns;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Folding;

namespace Sextant.Bench.Trees.Commands;

/// <summary>Enumerates every history of a size and checks each delivery of it.</summary>
internal sealed class EnumerateCommand : IBenchmark
{
    public string Name => "enumerate";

    public string Purpose => "POLICY REPLICAS OPERATIONS NODES [moves]: every history over trees of up to so many nodes; POLICY is lamport, seed or maram";

    public int Run(IReadOnlyList<string> arguments)
    {
        if (arguments.Count < 4 || !TryNumber(arguments[1], out int replicas) || !TryNumber(arguments[2], out int operations)
            || !TryNumber(arguments[3], out int nodes) || ModelOf(arguments[0], replicas) is not { } model)
        {
            Console.Error.WriteLine($"{Name} {Purpose}");
            return 2;
        }
        var enumerator = new HistoryEnumerator(model, replicas, operations, onlyMoves: arguments.Count > 4);
        long began = Stopwatch.GetTimestamp();
        for (int size = 1; size <= nodes; size++)
        {
            foreach (IReadOnlyList<int> shape in Shapes.Of(size))
            {
                if (enumerator.FindViolation(shape) is { } found)
                {
                    Console.WriteLine($"violated after {enumerator.Histories} histories");
                    Console.WriteLine(found.History);
                    Console.WriteLine(found.Violation);
                    return 1;
                }
                Console.Error.WriteLine($"{size} nodes, shape [{string.Join(' ', shape)}]: {enumerator.Histories} histories so far");
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{arguments[0]}: {enumerator.Histories} histories of {replicas} replicas with up to {operations} operations over up to {nodes} nodes ({enumerator.Checked} but for names of nodes), all as specified, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"));
        return 0;
    }

    private static bool TryNumber(string text, out int number)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    private static ISmallModel? ModelOf(string policy, int replicas) => policy switch
    {
        "lamport" => new FoldModel(TreePolicy.Lamport, FoldTuning.AlwaysSweep, FoldTuning.AlwaysPass),
        "seed" => new FoldModel(TreePolicy.Seed, FoldTuning.AlwaysSweep, FoldTuning.AlwaysPass),
        "maram" => new MaramModel(replicas),
        _ => null,
    };
}
