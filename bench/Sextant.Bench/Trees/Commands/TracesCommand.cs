using Sextant.Runtime.Trees.Tracing;

namespace Sextant.Bench.Trees.Commands;

/// <summary>Writes the workloads as traces, for <c>sextant tree replay</c> and for other implementations.</summary>
internal sealed class TracesCommand : IBenchmark
{
    public string Name => "traces";

    public string Purpose => "FOLDER: the workloads of the tree as traces, a base and one file for each replica";

    public int Run(IReadOnlyList<string> arguments)
    {
        if (arguments.Count != 1)
        {
            Console.Error.WriteLine($"{Name} {Purpose}");
            return 2;
        }
        (string Name, Workload Workload)[] workloads =
        [
            ("w1-10k", Workload.W1(10_000, 1001, 5001)), ("w1-100k", Workload.W1(100_000, 1010, 5010)),
            ("w2", Workload.W2()), ("w2n", Workload.W2n()), ("w3", Workload.W3()), ("w4", Workload.W4()),
        ];
        Directory.CreateDirectory(arguments[0]);
        foreach ((string name, Workload workload) in workloads)
        {
            Write(Path.Combine(arguments[0], $"{name}.base"), workload.Base);
            for (int replica = 0; replica < workload.Replicas.Count; replica++)
                Write(Path.Combine(arguments[0], $"{name}.r{replica}"), workload.Replicas[replica]);
        }
        return 0;
    }

    private static void Write(string path, IReadOnlyList<TraceOperation> operations)
    {
        using var text = new StreamWriter(path);
        TraceReader.Write(text, operations);
    }
}
