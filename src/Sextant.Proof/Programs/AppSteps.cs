using System.Collections.Immutable;
using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Programs;

/// <summary>
/// The steps of an app with any number of clients, each of which does what one of those does that the app declares.
/// </summary>
/// <remarks>
/// The state is what the objects have committed, and of each client where it stands and what its variables hold. A call
/// <c>o.m(x)!</c> or <c>o.m(x)?</c> is pulled, invoked and pushed, and each of the three may fail; what of it others can ever see is that
/// the object commits it. A push commits a path of the tree of calls: first calls of clients that have not been told, and last its
/// caller's own. So the committed state changes by these steps alone. (1) A client that stands at the call has it committed and is told, and goes on with what the
/// method yields in the committed state, for that is the state it was invoked in. (2) A client that stands at the call has it
/// committed without being told, and stays, to call again. (3) A client that stands at <c>o.m(x)?</c> is told that it failed, and goes on; and
/// (4) such a call is committed later, wherever its client stands by then. After (1) no call of (4) to that object is left, because a commit
/// leaves nothing alive but what its caller invoked after it, and such a caller invokes once for each pull. A client that crashes stays
/// where it is, and (2) and (4) go on. All of that is possible whatever else happened, which is more than objects allow, so that what these steps keep every run keeps.
/// </remarks>
internal sealed class AppSteps
{
    private readonly DistributedApp _app;
    private readonly ProgramTerms _terms;
    private readonly IReadOnlyDictionary<string, AtomicObject> _types;
    private readonly AppParameter[] _objects;
    private readonly VariableSymbol[][] _fields;
    private readonly VariableSymbol _exists;
    private readonly VariableSymbol _client;
    private readonly ClientPlaces _places;
    private readonly Dictionary<VariableSymbol, VariableSymbol> _held = [];
    private readonly Dictionary<ProgramNode.Operate, LateCall> _late = [];
    private readonly List<PlacedPath> _paths = [];
    private HashSet<VariableSymbol> _kept = [];

    /// <summary>A call of which its client was told that it failed, and which may still be committed.</summary>
    /// <param name="IsLeft">Whether it may be.</param>
    /// <param name="Arguments">What holds the arguments that it was made with; null of one that is always the same.</param>
    private sealed record LateCall(int Object, VariableSymbol IsLeft, VariableSymbol?[] Arguments)
    {
        public IEnumerable<VariableSymbol> State => Arguments.OfType<VariableSymbol>().Prepend(IsLeft);
    }

    private AppSteps(DistributedApp app)
    {
        if (app.Bounds.LastOrDefault(b => b.Name == "restarts") is { Value: > 0 } restarts)
            throw new NotProvableException(restarts.Span, "a client that begins anew has forgotten calls which may still be committed");
        if (app.Objects.FirstOrDefault(o => o.Count is not null) is { } family)
            throw new NotProvableException(family.NameSpan, "the prover knows of no families of objects");
        _app = app;
        _types = app.ObjectTypes.ToDictionary(t => t.Name, StringComparer.Ordinal);
        _objects = [.. app.Objects];
        _fields = [.. _objects.Select(o => _types[o.ObjectType].Fields.Select(f => State($"{o.Name}.{f.Symbol.Name}", f.Symbol.DeclaredAt, f.Symbol.Type)).ToArray())];
        _exists = State("is a client", app.NameSpan, ProgramTerms.OfClients(DataType.Boolean));
        _client = new VariableSymbol("client", app.NameSpan, DataType.Integer, VariableRole.Parameter);
        _terms = new ProgramTerms(Replace);
        foreach (ProgramField local in app.Locals)
            Hold(local.Symbol);
        _places = new ClientPlaces(app);
        foreach (VariableSymbol variable in _places.Variables)
            Hold(variable);
    }

    /// <exception cref="NotProvableException">No solver can be told what the app does, or what is asked.</exception>
    public static ProvableProgram Of(DistributedApp app) => new AppSteps(app).Make();

    private static VariableSymbol State(string name, SourceSpan place, DataType type) => new(name, place, type, VariableRole.State);

    private void Hold(VariableSymbol variable) => _held.TryAdd(variable, State(variable.Name, variable.DeclaredAt, ProgramTerms.OfClients(variable.Type)));

    private ProvableProgram Make()
    {
        foreach (ProgramNode.Operate at in _places.Operations.Where(o => o.Operation.Action == ObjectAction.AtMostOnce))
        {
            string name = $"{_places.NameOf(at)} is left";
            _late.Add(at, new LateCall(ObjectOf(at), State(name, at.Span, ProgramTerms.OfClients(DataType.Boolean)),
                [.. Arguments(at).Select((a, i) => IsOfVariables(a) ? State(string.Create(CultureInfo.InvariantCulture, $"{name} with {i + 1}"), at.Span, ProgramTerms.OfClients(a.Type)) : null)]));
        }

        _kept = [.. _held.Keys];
        WriteSteps();
        _kept = KeptVariables.Of(_paths, _places.Operations.SelectMany(Arguments), _held, _app.Locals.Select(l => l.Symbol));
        _paths.Clear();
        (Expr[] begun, Operation[] steps) = WriteSteps();
        (Clause[] asked, Clause[] relations) = MethodSteps.Asked(_app.Properties, c => OfEachClient(c));
        IEnumerable<Clause> invariant =
        [
            .. asked, .. _objects.SelectMany(InvariantOf), .. _objects.SelectMany((o, i) => MethodSteps.Naturals(_types[o.ObjectType].Fields.Zip(_fields[i], (f, s) => f with { Symbol = s }))),
            .. _app.Locals.Where(l => l.IsNatural).Select(l => ForAllClients(ProgramTerms.AtLeastZero(Here(l.Symbol)), l.Symbol.DeclaredAt)),
            ForAllClients(ProgramTerms.AtLeastZero(ProgramTerms.Of(_client)), _app.NameSpan), .. KnownAtPlaces.Of(_paths, _held, _places.Count).Where(k => _kept.Contains(k.Variable)).Select(k => ForAllClients(ProgramTerms.Implies(IsAt(k.Place), ProgramTerms.Equal(Here(k.Variable), k.Value)), _app.NameSpan)),
        ];
        IEnumerable<Clause> initial =
        [
            .. _objects.SelectMany((o, i) => _types[o.ObjectType].Fields.Select((f, n) => StepWriter.Named(ProgramTerms.Equal(ProgramTerms.Of(_fields[i][n]), Lower(f.Initial)), f.Symbol.DeclaredAt))),
            .. _late.Values.Select(l => StepWriter.Named(ProgramTerms.Equal(ProgramTerms.Of(l.IsLeft), Nobody(l.IsLeft)), l.IsLeft.DeclaredAt)),
            ForAllClients(ProgramTerms.AtLeastZero(ProgramTerms.Of(_client)), _app.NameSpan), ForAllClients(ProgramTerms.Any(begun), _app.NameSpan),
        ];
        return Make([.. invariant], [.. initial], [.. steps, .. StepWriter.Nothing(_app.NameSpan, relations)], [.. relations]);
    }

    private ProvableProgram Make(Clause[] invariant, Clause[] initial, Operation[] steps, Clause[] relations)
    {
        foreach (Clause relation in relations)
            ProgramTerms.Check(relation.Condition);
        Expr[] spoken = [.. invariant.Concat(initial).Concat(relations).Concat(steps.SelectMany(s => s.Requires.Concat(s.Ensures))).Select(c => c.Condition)];
        VariableSymbol[] state = [.. _fields.SelectMany(f => f), _exists, _places.At, .. _held.Where(h => _kept.Contains(h.Key)).Select(h => h.Value), .. _late.Values.SelectMany(l => l.State)];
        return new ProvableProgram(StepWriter.System(_app.Name, _app.NameSpan, _app.Source, StepWriter.TheoryOf(_app.Theory, spoken, _terms), state, invariant, initial, steps), [.. relations], ProvableProgram.NoRelations);
    }

    private bool IsOfVariables(Expr expression) => ExprWalk.All(expression).Any(e => e is Expr.Reference { Symbol: VariableSymbol variable } && variable != _client);

    private (Expr[] Begun, Operation[] Steps) WriteSteps() => ([.. _places.Starts.SelectMany(Begin)], [.. _places.Operations.SelectMany(Steps)]);

    private Expr[] Arguments(ProgramNode.Operate at) => [.. at.Operation.Arguments.Select(a => _terms.Lower(a, Local()))];

    private Expr[] Begin(ProgramNode start)
    {
        ImmutableDictionary<Symbol, Expr> begun = Local().SetItems(_app.Locals.Select(l => KeyValuePair.Create((Symbol)l.Symbol, Lower(l.Initial))));
        ProgramPath[] paths = [.. ProgramPath.From(start, begun, _terms)];
        _paths.AddRange(paths.Select(p => new PlacedPath(null, _places.NumberOf(p.Stop), p)));
        return [.. paths.Select(p => ProgramTerms.All([.. p.Conditions, IsAt(_places.NumberOf(p.Stop)), .. _held.Keys.Where(v => _kept.Contains(v) && IsChanged(v, p)).Select(v => ProgramTerms.Equal(Here(v), p.Values[v]))]))];
    }

    private IEnumerable<Operation> Steps(ProgramNode.Operate at)
    {
        ObjectOperation operation = at.Operation;
        if (operation.Action is ObjectAction.Pull or ObjectAction.Invoke or ObjectAction.Push)
            throw new NotProvableException(at.Span, "an object is used by single steps here, and what else they commit is not told to the solver; write `o.m(x)!` or `o.m(x)?`");
        int obj = ObjectOf(at);
        string name = _places.NameOf(at);
        bool mayFail = operation.Action == ObjectAction.AtMostOnce;
        Expr[] arguments = Arguments(at);
        Expr[] isHere = [Exists(ProgramTerms.Of(_client)), IsAt(_places.NumberOf(at))];
        MethodSteps.MethodCall[] calls = [.. Calls(obj, operation.Method!, arguments)];
        yield return StepWriter.Step(name, at.Span, [_client], isHere, [.. calls.SelectMany(c => Told(at, mayFail ? Succeeded(operation, c.Result) : c.Result).Select(p =>
            new StepCase(c.Conditions.Concat(p.Conditions), Changes(p).SetItems(Committed(obj, c)).SetItems(NothingLeft(obj)))))]);
        yield return StepWriter.Step($"{name}, committed unseen", at.Span, [_client], isHere, [.. calls.Select(c => new StepCase(c.Conditions, Committed(obj, c)))]);
        if (!mayFail)
            yield break;
        LateCall late = _late[at];
        yield return StepWriter.Step($"{name}, failed", at.Span, [_client], isHere, [.. Told(at, Failed(operation)).Select(p => new StepCase(p.Conditions, Changes(p)
            .SetItems(late.Arguments.Zip(arguments).Where(a => a.First is not null).Select(a => KeyValuePair.Create(a.First!, Stored(a.First!, a.Second)))).SetItem(late.IsLeft, Stored(late.IsLeft, ProgramTerms.True))))]);
        yield return StepWriter.Step($"{name}, committed late", at.Span, [_client], [Exists(ProgramTerms.Of(_client)), ProgramTerms.At(late.IsLeft, ProgramTerms.Of(_client))],
            [.. Calls(obj, operation.Method!, [.. late.Arguments.Zip(arguments, (v, a) => v is null ? a : ProgramTerms.At(v, ProgramTerms.Of(_client)))]).Select(c => new StepCase(c.Conditions, Committed(obj, c)))]);
    }

    /// <summary>The ways on of a client that is told what came of its call.</summary>
    private ProgramPath[] Told(ProgramNode.Operate at, Expr outcome)
    {
        ImmutableDictionary<Symbol, Expr> values = at.Operation.Result is { } result ? Local().SetItem(result, outcome) : Local();
        ProgramPath[] paths = [.. ProgramPath.From(at.Next, values, _terms)];
        _paths.AddRange(paths.Select(p => new PlacedPath(_places.NumberOf(at), _places.NumberOf(p.Stop), p)));
        return paths;
    }

    private static Expr Succeeded(ObjectOperation operation, Expr result) => operation.Result is null ? result
        : new Expr.Construct((DataType.Datatype)operation.Result.Type, DatatypeSymbol.Done, [result], operation.Object.Span);

    /// <summary>Where nobody takes what a call yields, it is not looked at whether it failed either.</summary>
    private static Expr Failed(ObjectOperation operation) => operation.Result is null ? ProgramTerms.True
        : new Expr.Construct((DataType.Datatype)operation.Result.Type, DatatypeSymbol.Fail, [], operation.Object.Span);

    private IEnumerable<MethodSteps.MethodCall> Calls(int obj, string method, Expr[] arguments)
    {
        AtomicObject type = _types[_objects[obj].ObjectType];
        Routine called = type.Method(method, out _);
        ImmutableDictionary<Symbol, Expr> given = ImmutableDictionary<Symbol, Expr>.Empty
            .SetItems(type.Fields.Zip(_fields[obj], (f, s) => KeyValuePair.Create((Symbol)f.Symbol, ProgramTerms.Of(s))))
            .SetItems(called.Parameters.Zip(arguments, (p, a) => KeyValuePair.Create((Symbol)p, a))).SetItem(type.Caller, ProgramTerms.Of(_client));
        return MethodSteps.Calls(type, called, given, MethodSteps.TermsOf(type));
    }

    private ImmutableDictionary<VariableSymbol, Expr> Committed(int obj, MethodSteps.MethodCall call) => ImmutableDictionary<VariableSymbol, Expr>.Empty
        .SetItems(_fields[obj].Zip(call.State).Where(f => f.Second is not Expr.Reference { Symbol: var same } || same != f.First).Select(f => KeyValuePair.Create(f.First, f.Second)));

    private IEnumerable<KeyValuePair<VariableSymbol, Expr>> NothingLeft(int obj) => _late.Values.Where(l => l.Object == obj).Select(l => KeyValuePair.Create(l.IsLeft, (Expr)Nobody(l.IsLeft)));

    private static Expr.Primitive Nobody(VariableSymbol left) => new(PrimitiveOperator.Everywhere, [ProgramTerms.Not(ProgramTerms.True)], left.Type, left.DeclaredAt);

    private ImmutableDictionary<VariableSymbol, Expr> Changes(ProgramPath path) => ImmutableDictionary<VariableSymbol, Expr>.Empty
        .SetItems(_kept.Where(v => IsChanged(v, path)).Select(v => KeyValuePair.Create(_held[v], Stored(_held[v], path.Values[v]))))
        .SetItem(_places.At, Stored(_places.At, _places.ValueOf(_places.NumberOf(path.Stop))));

    private bool IsChanged(VariableSymbol variable, ProgramPath path) => path.Values[variable] is not Expr.Select { Map: Expr.Reference { Symbol: var map } } || map != _held[variable];

    private Expr Stored(VariableSymbol map, Expr value) => new Expr.Store(ProgramTerms.Of(map), [ProgramTerms.Of(_client)], value, map.DeclaredAt);

    /// <summary>What a client's variables hold.</summary>
    private ImmutableDictionary<Symbol, Expr> Local() => ImmutableDictionary<Symbol, Expr>.Empty
        .SetItems(_held.Keys.Select(v => KeyValuePair.Create((Symbol)v, Here(v)))).SetItem(_app.Node, ProgramTerms.Of(_client));

    private Expr Here(VariableSymbol variable) => ProgramTerms.At(_held[variable], ProgramTerms.Of(_client));

    private Expr IsAt(int place) => ProgramTerms.Equal(ProgramTerms.At(_places.At, ProgramTerms.Of(_client)), _places.ValueOf(place));

    private Expr Exists(Expr client) => ProgramTerms.At(_exists, client);

    private Expr Lower(Expr expression) => _terms.Lower(expression, ImmutableDictionary<Symbol, Expr>.Empty);

    private IEnumerable<Clause> InvariantOf(AppParameter obj, int number)
    {
        AtomicObject type = _types[obj.ObjectType];
        ImmutableDictionary<Symbol, Expr> fields = ImmutableDictionary<Symbol, Expr>.Empty.SetItems(type.Fields.Zip(_fields[number], (f, s) => KeyValuePair.Create((Symbol)f.Symbol, ProgramTerms.Of(s))));
        return MethodSteps.Asked(type.Properties, c => MethodSteps.TermsOf(type).Lower(c, fields)).Invariant;
    }

    /// <summary>A condition that speaks of a client's own fields is about each client.</summary>
    private Expr OfEachClient(Expr condition)
    {
        if (ExprWalk.All(condition).OfType<Expr.Old>().FirstOrDefault(o => ExprWalk.All(o.Operand).Any(IsOfFields)) is { } old)
            throw new NotProvableException(old.Span, "`old` is about what objects had committed before, and a client's own fields are none of it");
        Expr lowered = _terms.Lower(condition, Local());
        return ExprWalk.All(lowered).Any(e => e is Expr.Reference { Symbol: var symbol } && symbol == _client) ? ForAllClients(lowered, condition.Span).Condition : lowered;
    }

    private Clause ForAllClients(Expr condition, SourceSpan place)
    {
        var each = new VariableSymbol("client", place, DataType.Integer, VariableRole.Bound);
        Expr ofEach = ExprRewrite.Substitute(ProgramTerms.Implies(Exists(ProgramTerms.Of(_client)), condition), new Dictionary<Symbol, Expr> { [_client] = ProgramTerms.Of(each) });
        return StepWriter.Named(new Expr.Quantified(QuantifierKind.ForAll, [each], [], ofEach, place), place);
    }

    private int ObjectOf(ProgramNode.Operate at) => Lower(at.Operation.Object) is Expr.Reference { Symbol: ConstantSymbol number } && Array.FindIndex(_objects, o => o.Number == number) is >= 0 and var found
        ? found
        : throw new NotProvableException(at.Span, "which object is called is known only when it runs");

    /// <summary>What the committed states of objects and the fields of clients are, of which properties speak.</summary>
    private Expr? Replace(Expr expression)
    {
        switch (expression)
        {
            case Expr.Reference { Symbol: ConstantSymbol }:
                return MethodSteps.ConstantValue(expression, _app.Constants);
            case Expr.Project { Operand: Expr.Primitive { Operator: PrimitiveOperator.Element } state } read when state.Arguments is [Expr.Reference { Symbol: VariableSymbol states }, Expr.Reference { Symbol: ConstantSymbol number }] && _app.StatesOf.Contains(states):
                return ProgramTerms.Of(_fields[Array.FindIndex(_objects, o => o.Number == number)][read.Field]);
            case Expr.Project { Operand: Expr.Primitive { Operator: PrimitiveOperator.Find } found } read when IsOfClients(found.Arguments[0]):
                return ProgramTerms.At(_held[_app.Locals[read.Field].Symbol], found.Arguments[1]);
            case Expr.Is { Operand: Expr.Select held } test when IsOfClients(held.Map):
                return test.Constructor == DatatypeSymbol.Some ? Exists(held.Indices[0]) : ProgramTerms.Not(Exists(held.Indices[0]));
            default:
                return null;
        }
    }

    private bool IsOfFields(Expr expression) => expression is Expr.Reference { Symbol: var symbol } && (symbol == _app.ClientFields || _app.Locals.Any(l => l.Symbol == symbol));

    private bool IsOfClients(Expr map) => map is Expr.Reference { Symbol: var symbol } && symbol == _app.ClientFields;
}
