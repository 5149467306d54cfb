using Sextant.Bench.Trees;
using Sextant.Runtime.Trees.Folding;
using Sextant.Runtime.Trees.Tracing;

namespace Sextant.Runtime.Tests.Trees.Tracing;

public sealed class TraceReplayTests
{
    [Fact]
    public void W4_loses_the_1476_moves_that_other_implementations_lose()
    {
        ReplayResult result = Replay(Workload.W4(), ReplayPolicy.Lamport);
        result.LostMoves.ShouldBe(1476);
        result.Operations.ShouldBe(15_100);
        result.Replicas.ShouldBe(3);
        result.Nodes.ShouldBe(100);
    }

    public static TheoryData<string> Workloads => ["W1", "W2", "W2n", "W3", "W4"];

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Replicas_converge_to_the_parents_of_the_naive_fold(string name)
    {
        Workload workload = WorkloadOf(name);
        ReplayResult result = Replay(workload, ReplayPolicy.Lamport);
        result.Converged.ShouldBeTrue();
        result.Acyclic.ShouldBeTrue();
        result.Parents.ShouldBe(NaiveParents(workload));
    }

    [Theory]
    [InlineData("W2")]
    [InlineData("W4")]
    public void Replicas_converge_without_cycles_under_the_policy_of_the_seed(string name)
    {
        ReplayResult result = Replay(WorkloadOf(name), ReplayPolicy.Seed);
        result.Converged.ShouldBeTrue();
        result.Acyclic.ShouldBeTrue();
        result.LostMoves.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void On_short_histories_the_published_algorithm_converges_and_loses_many_times_as_many_moves()
    {
        int published = 0;
        int ours = 0;
        for (uint seed = 1; seed <= 40; seed++)
        {
            Workload workload = Workload.Create("short", 30, seed, replicas: 3, operations: 5, seed * 10, OperationMix.OnlyMoves);
            ReplayResult result = Replay(workload, ReplayPolicy.Maram);
            result.Converged.ShouldBeTrue();
            published += result.LostMoves;
            ours += Replay(workload, ReplayPolicy.Lamport).LostMoves;
        }
        const int Moves = 40 * 3 * 5;
        published.ShouldBeLessThan(Moves * 2 / 3);
        published.ShouldBeGreaterThan(5 * ours);
    }

    [Fact]
    public void A_trace_survives_its_file()
    {
        IReadOnlyList<TraceOperation> operations = Workload.W2().Replicas[1];
        var text = new StringWriter();
        TraceReader.Write(text, operations);
        TraceReader.Read("trace", new StringReader(text.ToString())).Operations.ShouldBe(operations);
    }

    [Theory]
    [InlineData("nonsense", "this line is not JSON")]
    [InlineData("[1]", "an operation is a JSON object")]
    [InlineData("""{"r":1,"i":0,"t":0,"op":"move","n":1,"p":0,"o":0}""", "t is a Lamport time of at least 1")]
    [InlineData("""{"r":1,"i":0,"t":1,"op":"jump","n":1,"p":0,"o":0}""", "op is move, add or remove")]
    [InlineData("""{"r":1,"i":0,"t":1,"op":"move","n":1,"p":-1,"o":0}""", "a removal, and nothing else, has -1 as p")]
    [InlineData("""{"r":1,"i":0,"t":1,"op":"move","n":99999999999,"p":0,"o":0}""", "whole numbers of 32 bits")]
    [InlineData("""{"r":1,"i":0,"t":1,"op":"move","n":0,"p":0,"o":0}""", "n names no root")]
    public void A_line_that_is_no_operation_is_reported_with_its_place(string line, string message)
    {
        TraceProblem problem = TraceReader.Read("bad", new StringReader("\n" + line)).Problem.ShouldNotBeNull();
        problem.Line.ShouldBe(2);
        problem.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("""{"r":1,"i":0,"t":9,"op":"move","n":5,"p":0,"o":0}""", "nothing has added the node n")]
    [InlineData("""{"r":1,"i":0,"t":9,"op":"move","n":1,"p":7,"o":0}""", "nothing has added the node p")]
    [InlineData("""{"r":1,"i":0,"t":9,"op":"add","n":1,"p":0,"o":-1}""", "the node has been added before")]
    [InlineData("""{"r":0,"i":1,"t":1,"op":"add","n":2,"p":0,"o":-1}""", "a time that is not after")]
    public void An_operation_that_makes_no_sense_after_the_base_is_a_problem_of_its_file(string line, string message)
    {
        var shared = new TraceFile("base", [new TraceOperation(0, 0, 1, TraceOperationKind.Add, 1, 0, -1)]);
        var own = new TraceFile("own", TraceReader.Read("own", new StringReader(line)).Operations);
        TraceProblem problem = TraceReplay.Run(shared, [own], ReplayPolicy.Lamport).Problem.ShouldNotBeNull();
        problem.File.ShouldBe("own");
        problem.Message.ShouldContain(message);
    }

    private static ReplayResult Replay(Workload workload, ReplayPolicy policy) => TraceReplay.Run(
        new TraceFile("base", workload.Base),
        [.. workload.Replicas.Select((replica, index) => new TraceFile($"r{index}", replica))],
        policy).Result.ShouldNotBeNull();

    private static Workload WorkloadOf(string name) => name switch
    {
        "W1" => Workload.W1(10_000, 1001, 5001),
        "W2" => Workload.W2(),
        "W2n" => Workload.W2n(),
        "W3" => Workload.W3(),
        _ => Workload.W4(),
    };

    private static string NaiveParents(Workload workload)
    {
        const int Trash = -1;
        IEnumerable<NaiveFold.Move> moves = workload.Replicas.Prepend(workload.Base).SelectMany(trace => trace).Select(operation =>
            new NaiveFold.Move(((ulong)operation.Time * 8) + (ulong)(operation.Replica + 1), operation.Node, operation.Parent));
        Dictionary<int, int> parents = NaiveFold.Of(moves).Parents;
        bool IsLive(int node) => node == 0 || (node != Trash && parents.TryGetValue(node, out int parent) && IsLive(parent));
        return string.Concat(parents.Where(entry => IsLive(entry.Key)).OrderBy(entry => entry.Key).Select(entry => $"{entry.Key}\t{entry.Value}\n"));
    }
}
