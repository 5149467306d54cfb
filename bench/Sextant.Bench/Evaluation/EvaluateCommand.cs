using System.Diagnostics;
using System.Globalization;
using Sextant.Bench.Verification;
using Sextant.Model.Binding.Boogie;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Bench.Evaluation;

/// <summary>
/// How fast the evaluator is, on one core: loops of simple operations, of which one is an addition, a comparison, a read of a
/// map or an assignment, and whole operations of a real object.
/// </summary>
internal sealed class EvaluateCommand : IBenchmark
{
    private const int Rounds = 5;
    private const long Turns = 2_000_000;

    private const string Loops = """
        var state: int;
        @invariant
        function any(state: int) returns (bool) { true }
        @gteq
        function more(state1: int, state2: int) returns (bool) { state2 <= state1 }
        @merge
        procedure merge(state1: int) modifies state; { if (state < state1) { state := state1; } }

        procedure count(n: int) returns (i: int)
        {
          i := 0;
          while (i < n) { i := i + 1; }
        }

        procedure sum(n: int) returns (s: int)
        {
          var i: int;
          i := 0;
          s := 0;
          while (i < n) { s := s + i; i := i + 1; }
        }

        procedure read(n: int, m: [int]int) returns (s: int)
        {
          var i: int;
          i := 0;
          s := 0;
          while (i < n) { s := s + m[i mod 16]; i := i + 1; }
        }

        procedure branch(n: int) returns (s: int)
        {
          var i: int;
          i := 0;
          s := 0;
          while (i < n) { if (s < 100 || s == 7) { s := s + 3; } else { s := 0; } i := i + 1; }
        }
        """;

    public string Name => "evaluate";

    public string Purpose => "the evaluator: simple operations a second and bytes allocated for each, then whole operations of an object";

    public int Run(IReadOnlyList<string> arguments)
    {
        ReplicatedObject loops = Load(new SourceText("loops.spec", Loops));
        var model = new ReplicaModel(loops, new Universe(), new EvaluationLimits { Steps = long.MaxValue });
        var start = new ReplicaState(Datum.Of(0));
        Datum table = model.Evaluator.MapOf((Model.Types.DataType.Map)loops.Operations[2].Parameters[1].Type,
            Enumerable.Range(0, 16).Select(i => KeyValuePair.Create(Datum.Of(i), Datum.Of(i * i))), Datum.Of(0));
        Console.WriteLine($"{"one core",-34} {"million ops/s",14} {"bytes/op",10}   (best of {Rounds})");
        bool isRight = Loop(model, start, "count", 3, [Datum.Of(Turns)], Turns)
            & Loop(model, start, "sum", 5, [Datum.Of(Turns)], Turns * (Turns - 1) / 2)
            & Loop(model, start, "read", 7, [Datum.Of(Turns), table], Turns / 16 * 1240)
            & Loop(model, start, "branch", 7, [Datum.Of(Turns)], null);
        Auction();
        return isRight ? 0 : 1;
    }

    private static bool Loop(ReplicaModel model, ReplicaState state, string name, int operationsPerTurn, Datum[] arguments, long? expected)
    {
        Operation operation = model.Object.Operations.First(o => o.Name == name);
        Datum result = default;
        Measure(name, Turns * operationsPerTurn, () => result = ((RunResult.Ended)model.Run(operation, state, arguments)).Ends[0].Results[0]);
        return expected is null || result == Datum.Of(expected.Value);
    }

    /// <summary>The auction of the examples, with eight bids.</summary>
    private static void Auction()
    {
        SourceText source = ((SourceFile.Readable)SourceFile.Load(Path.Combine(Repository.Root, "examples", "auction", "auction.spec"))).Text;
        ReplicatedObject auction = Load(source);
        ConstantSymbol bids = auction.Theory.Constants.First(c => c.Name == "bids");
        ConstantSymbol amount = auction.Theory.Constants.First(c => c.Name == "amount");
        var plain = new Evaluator(auction.Theory, new Universe());
        Datum amounts = plain.MapOf((Model.Types.DataType.Map)amount.Type, Enumerable.Range(1, 8).Select(i => KeyValuePair.Create(Datum.Of(i), Datum.Of(i * 37 % 11))), Datum.Of(0));
        var universe = new Universe { Constants = plain.Universe.Constants.Add(bids, Datum.Of(8)).Add(amount, amounts) };
        var model = new ReplicaModel(auction, universe);
        Operation place = auction.Operations.First(o => o.Name == "placeBid");
        var empty = new ReplicaState(Datum.False, Datum.Of(0), Evaluator.ConstantMap(Datum.False));
        ReplicaState full = Enumerable.Range(1, 8).Aggregate(empty, (s, b) => ((RunResult.Ended)model.Run(place, s, [Datum.Of(b)])).Ends[0].State);
        const int count = 20_000;
        Console.WriteLine();
        Console.WriteLine($"{"the auction, eight bids",-34} {"thousand/s",14} {"bytes",10}");
        Repeat("requires of placeBid", count, () => model.Requires(place, empty, [Datum.Of(3)]));
        Repeat("run placeBid", count, () => model.Run(place, empty, [Datum.Of(3)]));
        Repeat("invariant", count, () => model.Invariant(full));
        Repeat("merge, a loop over the bids", count, () => model.Merge(empty, full));
        Repeat("canonical bytes and fingerprint", count, () => Fingerprint.Of(full.ToBytes()));
    }

    private static void Repeat<T>(string what, int count, Func<T> act) => Measure(what, count, () =>
    {
        for (int i = 0; i < count; i++)
            act();
    }, perSecond: 1e3);

    private static void Measure(string what, long operations, Action act, double perSecond = 1e6)
    {
        double best = double.MaxValue;
        long bytes = 0;
        for (int round = 0; round <= Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            act();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34} {operations / best / perSecond,14:0.0} {(double)bytes / operations,10:0.00}"));
    }

    private static ReplicatedObject Load(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        return BoogieBinder.Bind(BoogieParser.Parse(source, diagnostics), diagnostics)
            ?? throw new InvalidOperationException(string.Join('\n', diagnostics.ToImmutable().Select(d => $"{d.Position} {d.Message}")));
    }
}
