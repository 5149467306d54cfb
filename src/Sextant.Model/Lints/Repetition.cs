using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Model.Lints;

/// <summary>
/// Whether it shows that a method was called twice in a row where it should have been called once, by the state or by what it
/// yields: looked for in the states that a few calls with small arguments reach. Where none is found, nothing is claimed.
/// </summary>
internal sealed class Repetition(ObjectMachine machine, Evaluator evaluator, Repetition.Budget budget)
{
    /// <summary>How many calls one file may take; when they are spent, nothing more is looked for.</summary>
    internal sealed class Budget
    {
        private const int MostCalls = 20_000;

        private int _calls;

        public bool IsSpent => _calls >= MostCalls;

        public void Spend() => _calls++;
    }

    private const int MostStates = 8;
    private const int MostArguments = 6;
    private const int MostSteps = 20_000;

    private List<Datum>? _states;

    public bool Shows(int method)
    {
        _states ??= Reach();
        return _states.Exists(state => Arguments(method).Any(arguments =>
        {
            MethodResult once = Call(method, state, arguments);
            MethodResult twice = once.Fault is null ? Call(method, once.State, arguments) : once;
            return once.Fault is null && twice.Fault is null && (once.State != twice.State || once.Value != twice.Value);
        }));
    }

    private MethodResult Call(int method, Datum state, Datum[] arguments)
    {
        budget.Spend();
        return machine.Run(method, state, 0, arguments);
    }

    private List<Datum> Reach()
    {
        List<Datum> states = machine.Initial.Fault is null ? [machine.Initial.State] : [];
        var seen = new HashSet<Datum>(states);
        for (int i = 0; i < states.Count && states.Count < MostStates; i++)
        {
            for (int method = 0; method < machine.Object.Methods.Count; method++)
            {
                foreach (Datum[] arguments in Arguments(method))
                {
                    MethodResult result = Call(method, states[i], arguments);
                    if (result.Fault is null && states.Count < MostStates && seen.Add(result.State))
                        states.Add(result.State);
                }
            }
        }

        return states;
    }

    private IEnumerable<Datum[]> Arguments(int method)
    {
        IEnumerable<Datum[]> all = [[]];
        foreach (VariableSymbol parameter in machine.Object.Methods[method].Parameters)
        {
            Datum[] values = [.. Small(parameter.Type)];
            all = all.SelectMany(before => values.Select(v => (Datum[])[.. before, v])).Take(MostArguments);
        }

        return all;
    }

    /// <summary>A few values of each type, small ones first.</summary>
    private IEnumerable<Datum> Small(DataType type) => type is DataType.Int ? [Datum.Of(1), Datum.Of(2), Datum.Of(0)]
        : evaluator.AllValues(type) is { } all ? all.Take(3)
        : evaluator.SomeValues(type).Take(2);

    /// <summary>How far one call goes here.</summary>
    public static EvaluationLimits Limits { get; } = new() { Steps = MostSteps };
}
