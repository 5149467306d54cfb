using System.Diagnostics;
using System.Globalization;
using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Protocols;
using Sextant.Exploration.Search;

namespace Sextant.Bench.Exploration;

/// <summary>
/// What the authors of atomic distributed objects conjecture: that a search of the model reaches farther than one of the
/// protocol with its messages. The same property, committed logs agree, within the same bounds: states and time side by side.
/// </summary>
internal sealed class ConjectureCommand : IBenchmark
{
    private static readonly (int MaxTime, int MaxCaches)[] Rows = [(2, 4), (2, 5), (2, 6), (2, 7), (3, 5), (3, 6), (3, 7)];

    public string Name => "conjecture";

    public string Purpose => "one property of three nodes: the atomic object at both levels, and multi-Paxos with its messages: [MAX-STATES]";

    public int Run(IReadOnlyList<string> arguments)
    {
        long most = arguments.Count > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : 20_000_000;
        Console.WriteLine("  T  K   clients: states  seconds   replicas: states  seconds   messages: states  seconds   to replicas");
        foreach ((int time, int caches) in Rows)
        {
            KernelBounds bounds = KernelBounds.Majority(3, time, caches);
            (SearchResult Result, double Seconds) clients = Search(() => new ClientKernel(bounds), most);
            (SearchResult Result, double Seconds) replicas = Search(() => new Kernel(bounds), most);
            (SearchResult Result, double Seconds) messages = Search(() => new MultiPaxos(bounds), most);
            string isCut = messages.Result.End == SearchEnd.Complete ? "" : "+";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{time,3}{caches,3}{clients.Result.States,18}{clients.Seconds,9:F2}{replicas.Result.States,19}{replicas.Seconds,9:F2}{messages.Result.States,18}{isCut,1}{messages.Seconds,8:F2}{(double)messages.Result.States / replicas.Result.States,12:F1}"));
            if (replicas.Result.Properties.Concat(messages.Result.Properties).Any(p => p.Verdict == PropertyVerdict.Violated))
                return 1;
        }

        return 0;
    }

    /// <summary>Seconds of processor time, which a busy machine leaves comparable.</summary>
    private static (SearchResult Result, double Seconds) Search(Func<IModel> model, long most)
    {
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        SearchResult result = new BreadthFirst(model, new SearchBounds(MaxStates: most)).Run();
        return (result, (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds);
    }
}
