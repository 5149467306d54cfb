using Sextant.Model.Evaluation.Compilation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Evaluation.Programs;

/// <summary>What came of a call of a method.</summary>
/// <param name="State">The state after it; where it met a fault, the state before.</param>
/// <param name="Value">What it yielded; the empty tuple where that is nothing.</param>
public readonly record struct MethodResult(Datum State, Datum Value, EvaluationFault? Fault);

/// <summary>
/// Runs the methods of an atomic object. A state is one datum, a record of the fields. Methods are total and deterministic:
/// where one meets something that has no value, that is a fault, and the state is as before. One machine serves one thread.
/// </summary>
public sealed class ObjectMachine
{
    private readonly record struct Code(ProgramCode Body, int[] Parameters, int Result);

    private readonly Evaluator _evaluator;
    private readonly Layout _layout = new();
    private readonly int[] _fields;
    private readonly int[] _before;
    private readonly int _caller;
    private readonly Code[] _methods;
    private readonly Dictionary<ProgramProperty, CompiledCondition> _properties = [];
    private readonly Frame _frame;

    internal ObjectMachine(Evaluator evaluator, AtomicObject obj)
    {
        Object = obj;
        _evaluator = evaluator;
        _fields = [.. obj.Fields.Select(f => _layout.Add(f.Symbol))];
        _before = [.. obj.Fields.Select(f => _layout.AddBefore(f.Symbol))];
        _caller = _layout.Add(obj.Caller);
        foreach (VariableSymbol variable in obj.Methods.SelectMany(m => m.Parameters.Concat(m.Locals)))
            _layout.Add(variable);
        var expressions = new ExprCompiler(evaluator, _layout);
        _methods = [.. obj.Methods.Select(m => Compile(m, expressions))];
        foreach (ProgramProperty property in obj.Properties)
            _properties.Add(property, evaluator.CompileCondition(property.Condition, _layout));
        _frame = new Frame(_layout);
        Initial = ReadInitial();
    }

    public AtomicObject Object { get; }

    /// <summary>The state before the first call, and a fault where an initial value has none.</summary>
    public MethodResult Initial { get; }

    private Code Compile(Routine method, ExprCompiler expressions)
    {
        int result = _layout.AddNameless();
        var writer = new CodeWriter(_layout, expressions, t => _evaluator.Domains.Any(t).GetValueOrDefault());
        writer.Routine(method, result);
        return new Code(ProgramCode.Of(writer.Lines, slots: 0), [.. method.Parameters.Select(p => _layout[p])], result);
    }

    private MethodResult ReadInitial()
    {
        var values = new Datum[_fields.Length];
        for (int i = 0; i < values.Length; i++)
        {
            Evaluated value = _evaluator.Compile(Object.Fields[i].Initial, _layout).Evaluate(_frame);
            if (value.IsFault)
                return new MethodResult(default, default, value.Fault);
            values[i] = value.Value;
        }

        return new MethodResult(Datum.Of(0, values), default, null);
    }

    /// <summary>Calls a method in a state.</summary>
    /// <param name="method">Its number among the object's methods.</param>
    /// <param name="caller">The number of the node that calls.</param>
    /// <param name="arguments">As many as the method has parameters, of their types.</param>
    public MethodResult Run(int method, Datum state, int caller, ReadOnlySpan<Datum> arguments)
    {
        ref readonly Code code = ref _methods[method];
        _frame.Fit(_layout.Count);
        Load(state);
        Datum[] slots = _frame.Slots;
        slots[_caller] = Datum.Of(caller);
        for (int i = 0; i < arguments.Length; i++)
            slots[code.Parameters[i]] = arguments[i];
        _frame.Steps = _evaluator.Limits.Steps;
        try
        {
            code.Body.RunFrom(0, _frame);
        }
        catch (EvaluationFaultException e)
        {
            return new MethodResult(state, default, e.Fault);
        }

        return new MethodResult(Store(state), slots[code.Result], null);
    }

    private void Load(Datum state)
    {
        ReadOnlySpan<Datum> values = state.Fields;
        for (int i = 0; i < _fields.Length; i++)
            _frame.Slots[_fields[i]] = values[i];
    }

    private Datum Store(Datum state)
    {
        ReadOnlySpan<Datum> before = state.Fields;
        bool isSame = true;
        for (int i = 0; i < _fields.Length && isSame; i++)
            isSame = before[i] == _frame.Slots[_fields[i]];
        return isSame ? state : Datum.Of(0, [.. _fields.Select(f => _frame.Slots[f])]);
    }

    /// <summary>Whether a property of the object holds of a committed state.</summary>
    /// <param name="before">The committed state before; equal to the other where there is none.</param>
    public Decision Holds(ProgramProperty property, Datum before, Datum state)
    {
        _frame.Fit(_layout.Count);
        Load(state);
        ReadOnlySpan<Datum> earlier = before.Fields;
        for (int i = 0; i < _before.Length; i++)
            _frame.Slots[_before[i]] = earlier[i];
        return _properties[property].Decide(_frame);
    }

    /// <summary>The first property of every committed state that does not hold of this one, with what is known of it.</summary>
    public (ProgramProperty Property, Decision Decision)? Broken(Datum before, Datum state)
    {
        foreach (ProgramProperty property in Object.Properties.Where(p => p.Kind != PropertyKind.Sometimes))
        {
            Decision decision = Holds(property, before, state);
            if (decision.Holds != true)
                return (property, decision);
        }

        return null;
    }
}
