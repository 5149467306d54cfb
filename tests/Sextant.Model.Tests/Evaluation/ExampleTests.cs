using Sextant.Model.Binding.Boogie;
using Sextant.Model.Binding.Sxt;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Model.Tests.Evaluation;

/// <summary>Every replicated object of the examples whose replicas send states runs: from its initial states, with small arguments, for a few steps.</summary>
public sealed class ExampleTests
{
    private const int MostStates = 60;

    private static readonly SmallDomain Domain = new() { MostValues = 12 };

    /// <summary>Its state is a map polymorphic in the type of its fields, of which the evaluator enumerates no values to begin with.</summary>
    private const string NoStates = "examples/bank/one-client.spec";

    /// <summary>Its merge forgets whole maps and assumes of each entry what it is, which can be proved about and not run.</summary>
    private const string MergesByAssuming = "examples/bank/bank.spec";

    public static TheoryData<string> Examples => [.. Directory.GetFiles(Path.Combine(Root, "examples"), "*.s*", SearchOption.AllDirectories)
        .Where(p => p.EndsWith(".spec", StringComparison.Ordinal) || p.EndsWith(".sxt", StringComparison.Ordinal))
        .Where(p => Load(p).Any())
        .Select(p => Path.GetRelativePath(Root, p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Operations_and_merge_run_and_keep_their_promises(string example)
    {
        foreach (ReplicatedObject obj in Load(Path.Combine(Root, example)))
        {
            Universe? universe = SmallUniverse(obj);
            (universe is null).ShouldBe(example == NoStates);
            if (universe is null)
                continue;
            var model = new ReplicaModel(obj, universe);
            List<ReplicaState> states = Reach(model);
            states.ShouldNotBeEmpty();
            foreach (ReplicaState state in states)
            {
                byte[] bytes = state.ToBytes();
                Datum[] read = CanonicalBytes.Read(bytes);
                new ReplicaState(read).ShouldBe(state);
                for (int count = 0; count <= read.Length; count++)
                    CanonicalBytes.LengthOf(bytes, count).ShouldBe(CanonicalBytes.Of(read.AsSpan(0, count)).Length);
            }

            foreach ((ReplicaState a, ReplicaState b) in states.Take(12).SelectMany(a => states.Take(12).Select(b => (a, b))))
            {
                if (model.MayMerge(a, b).Holds != true)
                    continue;
                RunResult run = model.Merge(a, b);
                (run is RunResult.Faulted { Fault.Kind: FaultKind.NotExecutable }).ShouldBe(example == MergesByAssuming);
                if (example == MergesByAssuming)
                    continue;
                RunEnd merged = Ends(run).ShouldHaveSingleItem();
                Decide(model.AtLeast(merged.State, a)).ShouldBeTrue();
                Decide(model.AtLeast(merged.State, b)).ShouldBeTrue();
                foreach (Clause clause in obj.Merge.Operation.Ensures)
                    Decide(model.Ensures(clause, obj.Merge.Operation, a, model.ArgumentsOf(b), merged)).ShouldBeTrue();
            }
        }
    }

    private static List<ReplicaState> Reach(ReplicaModel model)
    {
        List<ReplicaState> states = [.. Ends(model.InitialStates(Domain)).Select(e => e.State).Take(MostStates / 2)];
        var seen = new HashSet<ReplicaState>(states);
        for (int i = 0; i < states.Count && states.Count < MostStates; i++)
        {
            foreach (Operation operation in model.Object.Operations)
            {
                foreach (Datum[] arguments in model.Arguments(operation, Domain).Take(40))
                {
                    if (!Decide(model.Requires(operation, states[i], arguments)))
                        continue;
                    foreach (RunEnd end in Ends(model.Run(operation, states[i], arguments)))
                    {
                        foreach (Clause clause in operation.Ensures)
                            Decide(model.Ensures(clause, operation, states[i], arguments, end)).ShouldBeTrue();
                        if (Decide(model.Invariant(end.State)) && seen.Add(end.State))
                            states.Add(end.State);
                    }
                }
            }
        }

        return states;
    }

    private static bool Decide(Decision decision)
    {
        decision.Fault.ShouldBeNull();
        return decision.Holds!.Value;
    }

    private static EquatableArray<RunEnd> Ends(RunResult result) => result.ShouldBeOfType<RunResult.Ended>($"{(result as RunResult.Faulted)?.Fault}").Ends;

    /// <summary>
    /// The first universe of small values in which the axioms hold and replicas can begin. Functions that have no definition yield
    /// the largest of their arguments, which is what axioms of the examples ask of them.
    /// </summary>
    private static Universe? SmallUniverse(ReplicatedObject obj)
    {
        var universe = new Universe();
        foreach (FunctionDefinition function in obj.Theory.Functions.Where(f => f.Meaning is FunctionMeaning.Uninterpreted))
            universe = universe with { Functions = universe.Functions.Add(function.Symbol, Largest(function.Symbol.ParameterTypes)) };
        var evaluator = new Evaluator(obj.Theory, universe);
        IEnumerable<Universe> universes = [universe];
        foreach (ConstantSymbol constant in obj.Theory.Constants)
        {
            IReadOnlyList<Datum> values = constant.Type is DataType.Int ? [Datum.Of(2), Datum.Of(1), Datum.Of(0)] : new SmallDomain().Of(evaluator, constant.Type).Values;
            universes = universes.SelectMany(u => values.Where(v => !constant.IsUnique || !u.Constants.Any(c => c.Key.IsUnique && c.Key.Type == constant.Type && c.Value == v))
                .Select(v => u with { Constants = u.Constants.Add(constant, v) }));
        }

        return universes.FirstOrDefault(u => AxiomsHold(obj, u) && Ends(new ReplicaModel(obj, u).InitialStates(Domain)).Count > 0);
    }

    private static FunctionTable Largest(EquatableArray<DataType> parameters)
    {
        IEnumerable<int[]> lists = [[]];
        for (int i = 0; i < parameters.Count; i++)
            lists = lists.SelectMany(l => Enumerable.Range(-1, 12).Select(n => (int[])[.. l, n]));
        return new FunctionTable(lists.ToDictionary(l => FunctionTable.Key([.. l.Select(n => Datum.Of(n))]), l => Datum.Of(l.Max())), parameters.All(p => p is DataType.Int) ? null : Datum.Of(0));
    }

    private static bool AxiomsHold(ReplicatedObject obj, Universe universe)
    {
        var evaluator = new Evaluator(obj.Theory, universe);
        foreach (Axiom axiom in obj.Theory.Axioms)
        {
            var layout = new Layout();
            if (evaluator.CompileCondition(axiom.Condition, layout).Decide(new Frame(layout)).Holds == false)
                return false;
        }

        return true;
    }

    private static IReadOnlyList<ReplicatedObject> Load(string path)
    {
        var source = new SourceText(path, File.ReadAllText(path));
        var diagnostics = new DiagnosticBag(source);
        if (path.EndsWith(".sxt", StringComparison.Ordinal))
            return [.. SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics).Replicated.Where(o => o.Propagation is Propagation.States)];
        return BoogieBinder.Bind(BoogieParser.Parse(source, diagnostics), diagnostics) is { } obj ? [obj] : [];
    }

    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Sextant.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder.ShouldNotBeNull("the tests run inside the repository");
    }
}
