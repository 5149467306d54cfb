using System.Globalization;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Model.Evaluation.Programs;

/// <summary>An object of an app.</summary>
/// <param name="Name">As the text calls it: <c>lk</c>, <c>rm_1</c>, <c>this</c>.</param>
public sealed record AppObject(string Name, int Number, ObjectMachine Machine);

/// <summary>A client of an app; its node has its number.</summary>
/// <param name="Name">As the text calls it, with a number where there are several.</param>
public sealed record AppClient(string Name, int Number, Client Declaration);

/// <summary>
/// Runs the clients of an app one operation at a time, and decides its properties. Whoever drives it decides who goes on and
/// how operations come out, and keeps the states. One machine serves one thread.
/// </summary>
public sealed class AppMachine
{
    private readonly ClientMachine[] _code;
    private readonly Layout _layout = new();
    private readonly Frame _frame;
    private readonly int[] _states;
    private readonly int[] _before;
    private readonly int[] _locals;
    private readonly int _clientFields;
    private readonly Dictionary<ProgramProperty, CompiledCondition> _properties = [];

    public AppMachine(DistributedApp app, ProgramOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        App = app;
        Options = options ?? ProgramOptions.Default;
        var fixedParts = new AppUniverse(app, Options);
        Evaluator = fixedParts.Evaluator;
        ObjectMachine[] machines = [.. app.ObjectTypes.Select(t => new ObjectMachine(Evaluator, t))];
        Objects = fixedParts.Names.Select((n, i) => new AppObject(n.Name, i, machines.First(m => m.Object.Name == n.ObjectType))).ToEquatable();
        Clients = app.Clients.SelectMany(c => Named(c, fixedParts.CountOf(c))).Select((c, i) => new AppClient(c.Name, i, c.Client)).ToEquatable();
        _code = [.. app.Clients.SelectMany(c => Enumerable.Repeat(new ClientMachine(Evaluator, app, c.Body, Options), fixedParts.CountOf(c)))];
        _states = [.. app.StatesOf.Select(s => _layout.Add(s))];
        _before = [.. app.StatesOf.Select(s => _layout.AddBefore(s))];
        _locals = [.. app.Locals.Select(l => _layout.Add(l.Symbol))];
        _clientFields = _layout.Add(app.ClientFields);
        _layout.Add(app.Node);
        foreach (ProgramProperty property in app.Properties)
            _properties.Add(property, Evaluator.CompileCondition(property.Condition, _layout));
        _frame = new Frame(_layout);
    }

    public DistributedApp App { get; }

    public ProgramOptions Options { get; }

    /// <summary>Shows values.</summary>
    public Evaluator Evaluator { get; }

    public EquatableArray<AppObject> Objects { get; }

    public EquatableArray<AppClient> Clients { get; }

    private static IEnumerable<(string Name, Client Client)> Named(Client client, int count) => client.Count is null
        ? [(client.Body.Name, client)]
        : Enumerable.Range(1, count).Select(i => (string.Create(CultureInfo.InvariantCulture, $"{client.Body.Name} {i}"), client));

    /// <summary>Runs another object's methods in the same universe, such as those of one that the app refines.</summary>
    public ObjectMachine MachineOf(AtomicObject obj) => new(Evaluator, obj);

    /// <summary>The client before it has done anything.</summary>
    public ClientStep Begin(int client) => _code[client].Begin(client);

    /// <summary>What the client is about to do in this state.</summary>
    public Pending PendingIn(int client, ClientState state) => _code[client].PendingIn(client, state);

    /// <summary>The client goes on after the operation at which it stopped, up to the next one.</summary>
    public ClientStep Resume(int client, ClientState state, OperationOutcome outcome) => _code[client].Resume(client, state, outcome);

    /// <summary>The client begins the call at which it stopped.</summary>
    public ClientStep Continue(int client, ClientState state) => _code[client].Continue(client, state);

    /// <summary>How many data one state of the client is, for whoever reads it from bytes.</summary>
    public int SizeOf(int client) => 1 + _code[client].ValuesCount;

    /// <summary>The values of the app's local fields in a state of a client, in their order.</summary>
    public ReadOnlySpan<Datum> FieldsOf(int client, ClientState state) => _code[client].Fields(state);

    /// <summary>Whether a property of the app holds. One that speaks of local fields is asked of each client.</summary>
    /// <param name="before">The committed states of the objects before the last commit.</param>
    /// <param name="states">The committed states of the objects, by number.</param>
    public Decision Holds(ProgramProperty property, ReadOnlySpan<Datum> before, ReadOnlySpan<Datum> states, ReadOnlySpan<ClientState> clients)
    {
        _frame.Fit(_layout.Count);
        for (int type = 0; type < _states.Length; type++)
        {
            _frame.Slots[_states[type]] = Listed(type, states);
            if (property.ReadsBefore)
                _frame.Slots[_before[type]] = Listed(type, before);
        }

        if (clients.Length > 0 && ReadsClients(property))
            _frame.Slots[_clientFields] = Mapped(clients);
        if (clients.Length == 0 || !ReadsLocals(property))
            return _properties[property].Decide(_frame);
        bool isSometimes = property.Kind == Syntax.Sxt.Ast.PropertyKind.Sometimes;
        Decision? unknown = null;
        for (int client = 0; client < clients.Length; client++)
        {
            ReadOnlySpan<Datum> fields = _code[client].Fields(clients[client]);
            for (int i = 0; i < fields.Length; i++)
                _frame.Slots[_locals[i]] = fields[i];
            _frame.Slots[_layout[App.Node]] = Datum.Of(client);
            Decision decision = _properties[property].Decide(_frame);
            if (decision.Holds is null)
                unknown ??= decision;
            else if (decision.Holds == isSometimes)
                return decision;
        }

        return unknown ?? new Decision(!isSometimes, null);
    }

    /// <summary>Whether a property of the app speaks of clients' local fields, so that it is asked of each client.</summary>
    public bool ReadsLocals(ProgramProperty property) => ExprWalk.All(property.Condition)
        .Any(e => e is Expr.Reference { Symbol: VariableSymbol v } && (v == App.Node || App.Locals.Any(l => l.Symbol == v)));

    /// <summary>Whether a property of the app speaks of the local fields of all clients at once.</summary>
    public bool ReadsClients(ProgramProperty property) => ExprWalk.All(property.Condition).Any(e => e is Expr.Reference r && r.Symbol == App.ClientFields);

    /// <summary>The fields of each client by its node.</summary>
    private Datum Mapped(ReadOnlySpan<ClientState> clients)
    {
        var entries = new KeyValuePair<Datum, Datum>[clients.Length];
        for (int client = 0; client < clients.Length; client++)
            entries[client] = KeyValuePair.Create(Datum.Of(client), Datum.Of(1, Datum.Of(0, _code[client].Fields(clients[client]).ToArray())));
        return Evaluator.MapOf((Types.DataType.Map)App.ClientFields.Type, entries, Datum.Of(0));
    }

    /// <summary>The states of the objects of one type, at their numbers.</summary>
    private Datum Listed(int type, ReadOnlySpan<Datum> states)
    {
        var elements = new List<Datum>();
        var indices = new List<long>();
        for (int i = 0; i < states.Length; i++)
        {
            if (Objects[i].Machine.Object.Name != App.ObjectTypes[type].Name)
                continue;
            elements.Add(states[i]);
            indices.Add(i);
        }

        return new Datum(ListValue.Of([.. elements], [.. indices]));
    }
}
