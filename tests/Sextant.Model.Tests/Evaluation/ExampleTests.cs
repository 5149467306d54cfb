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

/// <summary>Every replicated object of the examples runs: from its initial states, with small arguments, for a few steps.</summary>
public sealed class ExampleTests
{
    private const int MostStates = 60;

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
            var model = new ReplicaModel(obj, SmallUniverse(obj));
            List<ReplicaState> states = Reach(model);
            states.ShouldNotBeEmpty();
            foreach (ReplicaState state in states)
            {
                Datum[] read = CanonicalBytes.Read(state.ToBytes());
                new ReplicaState(read).ShouldBe(state);
            }

            foreach ((ReplicaState a, ReplicaState b) in states.Take(12).SelectMany(a => states.Take(12).Select(b => (a, b))))
            {
                if (model.MayMerge(a, b).Holds != true)
                    continue;
                RunEnd merged = Ends(model.Merge(a, b)).ShouldHaveSingleItem();
                Decide(model.AtLeast(merged.State, a)).ShouldBeTrue();
                Decide(model.AtLeast(merged.State, b)).ShouldBeTrue();
                foreach (Clause clause in obj.Merge.Operation.Ensures)
                    Decide(model.Ensures(clause, obj.Merge.Operation, a, model.ArgumentsOf(b), merged)).ShouldBeTrue();
            }
        }
    }

    private static List<ReplicaState> Reach(ReplicaModel model)
    {
        var domain = new SmallDomain { MostValues = 12 };
        List<ReplicaState> states = [.. Ends(model.InitialStates(domain)).Select(e => e.State).Take(MostStates / 2)];
        var seen = new HashSet<ReplicaState>(states);
        for (int i = 0; i < states.Count && states.Count < MostStates; i++)
        {
            foreach (Operation operation in model.Object.Operations)
            {
                foreach (Datum[] arguments in model.Arguments(operation, domain).Take(40))
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

    /// <summary>Numbers are small, unique constants differ, maps and functions that nothing is said of yield their arguments' order.</summary>
    private static Universe SmallUniverse(ReplicatedObject obj)
    {
        var universe = new Universe();
        var evaluator = new Evaluator(obj.Theory, universe);
        foreach (IGrouping<DataType, ConstantSymbol> constants in obj.Theory.Constants.GroupBy(c => c.Type))
        {
            IReadOnlyList<Datum> values = constants.Key is DataType.Int ? [Datum.Of(2)] : new SmallDomain().Of(evaluator, constants.Key).Values;
            universe = universe with { Constants = universe.Constants.AddRange(constants.Select((c, i) => KeyValuePair.Create(c, values[i % values.Count]))) };
        }

        foreach (FunctionDefinition function in obj.Theory.Functions.Where(f => f.Meaning is FunctionMeaning.Uninterpreted))
        {
            IEnumerable<Datum> keys = Enumerable.Range(0, 4).Select(n => Datum.Of(n));
            universe = universe with { Functions = universe.Functions.Add(function.Symbol, new FunctionTable(keys.ToDictionary(k => k), Datum.Of(0))) };
        }

        return universe;
    }

    private static IReadOnlyList<ReplicatedObject> Load(string path)
    {
        var source = new SourceText(path, File.ReadAllText(path));
        var diagnostics = new DiagnosticBag(source);
        if (path.EndsWith(".sxt", StringComparison.Ordinal))
            return SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics).Replicated;
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
