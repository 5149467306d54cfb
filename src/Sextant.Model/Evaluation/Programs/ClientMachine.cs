using System.Collections.Immutable;
using Sextant.Model.Evaluation.Compilation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Programs;

/// <summary>Runs what one client does, from one operation to the next.</summary>
internal sealed class ClientMachine
{
    /// <summary>Where a client stands that met a fault.</summary>
    private const int Nowhere = -1;

    private readonly Evaluator _evaluator;
    private readonly DistributedApp _app;
    private readonly Layout _layout = new();
    private readonly ProgramCode _code;
    private readonly EvaluationFault? _broken;
    private readonly Frame _frame;
    private readonly int _node;
    private readonly int[] _fields;
    private readonly int? _requests;
    private readonly int[] _kept;
    private readonly int _keptAlways;
    private readonly ImmutableArray<ClientEvent>.Builder _events = ImmutableArray.CreateBuilder<ClientEvent>();
    private readonly IReadOnlyDictionary<string, AtomicObject> _types;
    private readonly IReadOnlyDictionary<string, Routine> _procs;

    public ClientMachine(Evaluator evaluator, DistributedApp app, Routine body, ProgramOptions options)
    {
        _evaluator = evaluator;
        _app = app;
        _types = app.ObjectTypes.ToDictionary(t => t.Name, StringComparer.Ordinal);
        _procs = app.Procs.ToDictionary(p => p.Name, StringComparer.Ordinal);
        _node = _layout.Add(app.Node);
        _fields = [.. app.Locals.Select(l => _layout.Add(l.Symbol))];
        _requests = options.NumbersRequests ? _layout.AddNameless() : null;
        foreach (VariableSymbol variable in app.Procs.Append(body).SelectMany(r => r.Parameters.Concat(r.Locals)))
            _layout.Add(variable);
        var writer = new CodeWriter(_layout, new ExprCompiler(evaluator, _layout), t => evaluator.Domains.Any(t).GetValueOrDefault())
        {
            Procs = _procs,
            Bang = options.Bang,
            Requests = _requests,
            StopsAtCalls = options.StopsAtCalls,
            Began = (proc, arguments) => _events.Add(new ClientEvent.Began(proc, arguments.ToEquatable())),
            Ended = (proc, result) => _events.Add(new ClientEvent.Ended(proc, result)),
        };
        _code = new ProgramCode([], [], []);
        try
        {
            writer.Routine(body, _layout.AddNameless());
            _code = ProgramCode.Of(writer.Lines, _layout.Count);
        }
        catch (EvaluationFaultException e)
        {
            _broken = e.Fault;
        }

        int[] always = _requests is { } counter ? [.. _fields, counter] : _fields;
        _keptAlways = always.Length;
        _kept = [.. always, .. Enumerable.Range(0, _layout.Count).Where(s => s != _node && !always.Contains(s) && _code.Live.Any(l => l?[s] ?? false))];
        _frame = new Frame(_layout);
    }

    /// <summary>How many values a state has.</summary>
    public int ValuesCount => _kept.Length;

    /// <summary>The values of the app's local fields in a state, in their order.</summary>
    public ReadOnlySpan<Datum> Fields(ClientState state) => state.Values.Items.AsSpan()[.._fields.Length];

    public ClientStep Begin(int node)
    {
        Prepare(node);
        if (_broken is not null)
            return Faulted(_broken);
        for (int i = 0; i < _fields.Length; i++)
        {
            Evaluated value = _evaluator.Compile(_app.Locals[i].Initial, _layout).Evaluate(_frame);
            if (value.IsFault)
                return Faulted(value.Fault);
            _frame.Slots[_fields[i]] = value.Value;
        }

        return Run(0);
    }

    public Pending PendingIn(int node, ClientState state)
    {
        Load(node, state);
        return At(state.Position);
    }

    public ClientStep Resume(int node, ClientState state, OperationOutcome outcome)
    {
        Load(node, state);
        var stop = (Stop.Operation)_code.Stops[state.Position]!;
        if (outcome.Value is not { } value)
            _frame.Slots[stop.Result] = Datum.Of(0);
        else if (stop.Action == ObjectAction.Push && Other(stop, outcome.Method) is { } fault)
            return Faulted(fault);
        else
            _frame.Slots[stop.Result] = Datum.Of(1, stop is { Action: ObjectAction.Push, Method: null } ? Datum.Of(0) : value);
        return Run(state.Position + 1);
    }

    public ClientStep Continue(int node, ClientState state)
    {
        Load(node, state);
        return Run(state.Position + 1);
    }

    /// <summary>A push yields what the last method committed yielded, and that need not be the one that the text expects.</summary>
    private EvaluationFault? Other(Stop.Operation stop, int method)
    {
        if (stop.Method is null)
            return null;
        AtomicObject type = _types[stop.ObjectType];
        Routine expected = type.Method(stop.Method, out int number);
        return number == method || expected.Result == type.Methods[method].Result ? null
            : new EvaluationFault(FaultKind.Partial, stop.Span, $"the last method that this commits is `{type.Methods[method].Name}`, and the result of `{stop.Method}` is used");
    }

    private void Prepare(int node)
    {
        _frame.Fit(_layout.Count);
        Array.Clear(_frame.Slots);
        _frame.Slots[_node] = Datum.Of(node);
        _events.Clear();
    }

    private void Load(int node, ClientState state)
    {
        Prepare(node);
        for (int i = 0; i < _kept.Length; i++)
            _frame.Slots[_kept[i]] = state.Values[i];
    }

    private ClientStep Run(int from)
    {
        _frame.Steps = _evaluator.Limits.Steps;
        try
        {
            int position = _code.RunFrom(from, _frame);
            Pending next = At(position);
            return next is Pending.Faulted faulted ? Faulted(faulted.Fault) : new ClientStep(new ClientState(position, Kept(_code.Live[position]!)), next, Events());
        }
        catch (EvaluationFaultException e)
        {
            return Faulted(e.Fault);
        }
    }

    private ImmutableArray<ClientEvent> Events() => _events.ToImmutable();

    private ClientStep Faulted(EvaluationFault fault) => new(new ClientState(Nowhere, Kept(new bool[_layout.Count])), new Pending.Faulted(fault), Events());

    private EquatableArray<Datum> Kept(bool[] live)
    {
        var values = ImmutableArray.CreateBuilder<Datum>(_kept.Length);
        for (int i = 0; i < _kept.Length; i++)
            values.Add(i < _keptAlways || live[_kept[i]] ? _frame.Slots[_kept[i]] : default);
        return new EquatableArray<Datum>(values.MoveToImmutable());
    }

    private Pending At(int position)
    {
        if (position == Nowhere)
            return new Pending.Done(_app.NameSpan);
        switch (_code.Stops[position])
        {
            case Stop.Operation operation:
                try
                {
                    AtomicObject type = _types[operation.ObjectType];
                    int method = -1;
                    if (operation.Action == ObjectAction.Invoke)
                        type.Method(operation.Method!, out method);
                    return new Pending.Operation(operation.Action, (int)operation.Object(_frame).Number, method, operation.Arguments.Select(a => a(_frame)).ToEquatable(),
                        _requests is { } counter ? _frame.Slots[counter].Bits : 0, operation.Span);
                }
                catch (EvaluationFaultException e)
                {
                    return new Pending.Faulted(e.Fault);
                }

            case Stop.Call call:
                return new Pending.Call(_procs[call.Proc], call.Parameters.Select(p => _frame.Slots[p]).ToEquatable(), call.Span);
            case Stop.End end:
                return new Pending.Done(end.Span);
            default:
                throw new InvalidOperationException("a client stands where nothing is asked of it");
        }
    }
}
