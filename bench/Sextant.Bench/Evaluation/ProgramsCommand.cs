using System.Diagnostics;
using System.Globalization;
using Sextant.Model.Binding.Sxt;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Bench.Evaluation;

/// <summary>
/// How fast methods of atomic objects run on one core, in simple operations (an addition, a comparison, an assignment).
/// </summary>
internal sealed class ProgramsCommand : IBenchmark
{
    private const int Rounds = 5;
    private const int Turns = 2_000_000;

    private const string Loops = """
        ADO Loops {
          shared n : int := 0;

          method count(k: int) {
            i := 0;
            while (i < k) { i += 1; }
            return i;
          }

          method sum(k: int) {
            s := 0;
            for i in 0..k { s += i; }
            return s;
          }

          method branch(k: int) {
            s := 0;
            for i in 0..k { if (s < 100 || s == 7) { s += 3; } else { s := 0; } }
            return s;
          }

          client c { this.count(1)!; }
        }
        """;

    private static readonly (string Method, int OperationsPerTurn)[] Measured = [("count", 3), ("sum", 5), ("branch", 7)];

    public string Name => "programs";

    public string Purpose => "atomic objects: simple operations of methods a second";

    public int Run(IReadOnlyList<string> arguments)
    {
        var app = new AppMachine(Bind(new SourceText("loops.sxt", Loops)).Apps[0], new ProgramOptions { Limits = new EvaluationLimits { Steps = long.MaxValue } });
        ObjectMachine loops = app.Objects[0].Machine;
        Console.WriteLine($"{"one core",-34} {"million ops/s",14}   (best of {Rounds})");
        foreach ((string name, int operations) in Measured)
        {
            loops.Object.Method(name, out int method);
            double best = Best(() => loops.Run(method, loops.Initial.State, 0, [Datum.Of(Turns)]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {(double)Turns * operations / best / 1e6,14:0.0}"));
        }

        return 0;
    }

    private static SxtModel Bind(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        SxtModel model = SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics);
        return diagnostics.HasErrors ? throw new InvalidOperationException(string.Join('\n', diagnostics.ToImmutable().Select(d => $"{d.Position} {d.Message}"))) : model;
    }

    private static double Once<T>(Func<T> act)
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed.TotalSeconds;
    }

    private static double Best<T>(Func<T> act) => Enumerable.Range(0, Rounds + 1).Min(_ => Once(act));
}
