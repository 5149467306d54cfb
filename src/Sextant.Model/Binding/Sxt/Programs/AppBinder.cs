using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>Binds an app, or the clients of an atomic object, which make it one.</summary>
internal sealed class AppBinder
{
    private readonly DiagnosticBag _diagnostics;
    private readonly TheoryBuilder _theory;
    private readonly Inference _inference;
    private readonly ProgramScope _scope;
    private readonly Declaration.Object _declaration;
    private readonly AppObjects _objects;
    private readonly Func<TypeSyntax, ProgramScope, AtomicInstance?> _find;
    private readonly Dictionary<string, Named> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoutineBinding> _procs = new(StringComparer.Ordinal);
    private readonly List<(Member.Field Declaration, ProgramVariable Variable, Term? Value)> _locals = [];
    private readonly List<(RoutineBinding Body, Term? Count)> _clients = [];
    private readonly List<(Member.Property Declaration, Term Condition)> _properties = [];
    private readonly List<Func<Refinement>> _refinements = [];
    private readonly List<SearchBound> _bounds = [];
    private readonly ProgramVariable _node;
    private VariableSymbol? _clientFields;
    private AtomicInstance? _self;

    /// <summary>By what name properties read the fields of all clients, unless the app calls something else so.</summary>
    private const string Clients = "clients";

    private AppBinder(DiagnosticBag diagnostics, TheoryBuilder theory, Inference inference, ProgramScope scope, Declaration.Object declaration, Func<TypeSyntax, ProgramScope, AtomicInstance?> find)
    {
        _diagnostics = diagnostics;
        _theory = theory;
        _inference = inference;
        _scope = scope;
        _declaration = declaration;
        _find = find;
        _objects = new AppObjects(diagnostics, scope, _members);
        _node = inference.NewVariable("nid", declaration.Name.Span, SxtType.Natural, VariableRole.Parameter);
        _members["nid"] = new Named(_node.Read, _node.Span);
    }

    public static AppBinder OfApp(DiagnosticBag diagnostics, TheoryBuilder theory, Inference inference, ProgramScope file, Declaration.Object declaration, Func<TypeSyntax, ProgramScope, AtomicInstance?> find)
    {
        var app = new AppBinder(diagnostics, theory, inference, new ProgramScope(diagnostics, theory, inference, file), declaration, find);
        if (declaration.TypeParameters.Count > 0)
            diagnostics.Report(DiagnosticCodes.Unsupported, declaration.TypeParameters[0].Span, "apps have no type parameters", "write the types where the objects are declared");
        app._scope.Declare([.. declaration.Members.OfType<Member.Declared>().Select(d => d.Declaration)]);
        foreach (ObjectParameter parameter in declaration.Parameters)
            app._objects.Declare(parameter, find);
        return app;
    }

    /// <summary>The app of one object, whose clients are written in it.</summary>
    public static AppBinder OfObject(DiagnosticBag diagnostics, TheoryBuilder theory, Inference inference, AtomicInstance self, Func<TypeSyntax, ProgramScope, AtomicInstance?> find)
    {
        var app = new AppBinder(diagnostics, theory, inference, self.Scope, self.Declaration, find) { _self = self };
        app._objects.DeclareSelf(self);
        return app;
    }

    public ProgramScope Scope => _scope;

    private bool IsApp => _self is null;

    private IEnumerable<T> Members<T>() where T : Member => _declaration.Members.OfType<T>();

    public void Bind()
    {
        var place = new Place(PlaceKind.Proc, _scope.Globals) { Members = _members, Procs = _procs, Self = _self };
        if (IsApp)
        {
            DeclareLocals();
            DeclareProcs();
        }

        var body = new BodyBinder(_diagnostics, _scope.Terms);
        foreach (RoutineBinding proc in _procs.Values)
            body.Bind(Routines.Place(proc, PlaceKind.Proc, place, _scope));
        foreach (Member.Client client in Members<Member.Client>())
            BindClient(client, place, body);
        ReportRecursion();
        SxtType.Map fields = FieldsOfClients();
        _clientFields = new VariableSymbol(Clients, _declaration.Name.Span, fields.Data, VariableRole.State);
        if (IsApp)
        {
            _members.TryAdd(Clients, new Named(at => new Term(fields, at, () => new Expr.Reference(_clientFields, at)), _declaration.Name.Span));
            BindProperties();
        }

        foreach (Bound bound in Members<Member.Bounds>().SelectMany(b => b.Items))
            BindBound(bound);
    }

    private void DeclareLocals()
    {
        foreach (Member.Field field in Members<Member.Field>())
        {
            if (_scope.Types.Bind(field.Type) is not { } type)
            {
                _members.TryAdd(field.Name.Text, new Named(static _ => null, field.Name.Span));
                continue;
            }

            ProgramVariable variable = _inference.NewVariable(field.Name.Text, field.Name.Span, type, VariableRole.State);
            if (!_members.TryAdd(field.Name.Text, Named.Of(variable)))
                _diagnostics.Report(DiagnosticCodes.DuplicateName, field.Name.Span, $"`{field.Name.Text}` is declared twice", "rename or remove one of the two", new DiagnosticLabel(_members[field.Name.Text].DeclaredAt, "first declared here"));
            Term? value = field.Value is null ? null : _scope.Terms.Bind(field.Value, _scope.Globals, type, new DiagnosticLabel(field.Type.Span, "because of this type"));
            if (value is { IsFail: true })
                _diagnostics.Report(DiagnosticCodes.WrongKindOfName, value.Span, "`FAIL` is what operations yield, and no field begins with it", "begin with a value of the type");
            if (field.Value is null && Initial.Of(type, field.Name.Span) is null)
                _diagnostics.Report(DiagnosticCodes.TypeMismatch, field.Name.Span, $"a field of type `{type}` needs a value to begin with", "write `:= value` behind the type");
            _locals.Add((field, variable, value));
        }
    }

    /// <summary>The fields of each client by its node, as properties read them.</summary>
    private SxtType.Map FieldsOfClients()
    {
        DatatypeField[] fields = [.. _locals.Select(l => new DatatypeField(l.Variable.Name, l.Variable.Type.Data))];
        string name = $"client of {_declaration.Name.Text}";
        var symbol = new DatatypeSymbol(name, DatatypeKind.Record, [new DatatypeConstructor(name, fields.ToEquatable())]);
        return new SxtType.Map(SxtType.Natural, new SxtType.Record(symbol, [], _locals.Select(l => l.Variable.Type).ToEquatable()));
    }

    private void DeclareProcs()
    {
        foreach (Member.Routine routine in Members<Member.Routine>())
        {
            if (!_procs.TryAdd(routine.Name.Text, Routines.Declare(routine, _scope, _inference)))
                _diagnostics.Report(DiagnosticCodes.DuplicateName, routine.Name.Span, $"`{routine.Name.Text}` is declared twice", "keep one of the two", new DiagnosticLabel(_procs[routine.Name.Text].Name.Span, "first declared here"));
        }
    }

    private void BindClient(Member.Client client, Place place, BodyBinder body)
    {
        var routine = new RoutineBinding(client.Name, client.Span, client.Body, _inference.NewVariable(client.Name.Text, client.Name.Span, SxtType.Nothing, VariableRole.Result));
        Term? count = client.Count is null ? null : _scope.Terms.Bind(client.Count, _scope.Globals, SxtType.Integer);
        body.Bind(Routines.Place(routine, PlaceKind.Proc, place, _scope));
        _clients.Add((routine, count));
    }

    /// <summary>A proc runs in the place of its call, so it cannot call itself.</summary>
    private void ReportRecursion()
    {
        var done = new HashSet<RoutineBinding>();
        var open = new HashSet<RoutineBinding>();
        foreach (RoutineBinding proc in _procs.Values)
            Visit(proc);

        void Visit(RoutineBinding proc)
        {
            if (!done.Add(proc))
                return;
            open.Add(proc);
            foreach ((RoutineBinding callee, SourceSpan at) in proc.Calls)
            {
                if (open.Contains(callee))
                    _diagnostics.Report(DiagnosticCodes.CyclicDefinition, at, $"`{callee.Name.Text}` calls itself", "write a loop", new DiagnosticLabel(callee.Name.Span, "declared here"));
                else
                    Visit(callee);
            }

            open.Remove(proc);
        }
    }

    private void BindProperties()
    {
        foreach (Member.Property property in Members<Member.Property>())
        {
            var place = new Place(PlaceKind.Property, _scope.Globals) { Members = _members, HasBefore = property.Kind != PropertyKind.Invariant };
            if (_scope.Terms.Condition(property.Condition, place) is { } condition)
                _properties.Add((property, condition));
        }

        foreach (Member.Refines refines in Members<Member.Refines>())
        {
            if (_find(refines.Abstract, _scope) is not { } other)
                continue;
            if (refines.Relation is null)
                Compare(other, refines);
            _refinements.Add(Routines.Refinement(refines, other, new Place(PlaceKind.Property, _scope.Globals) { Members = _members }, _scope));
        }
    }

    /// <summary>Clients that cannot tell the app from the object call the same things with the same values.</summary>
    private void Compare(AtomicInstance other, Member.Refines refines)
    {
        foreach (RoutineBinding method in other.Methods)
        {
            if (!_procs.TryGetValue(method.Name.Text, out RoutineBinding? proc))
            {
                _diagnostics.Report(DiagnosticCodes.UnknownName, refines.Abstract.Span, $"the app has no proc `{method.Name.Text}`, which `{other.Name}` has as a method", "write one proc for each method of what is refined", new DiagnosticLabel(method.Name.Span, "declared here"));
            }
            else if (proc.Parameters.Count != method.Parameters.Count || !proc.Parameters.Zip(method.Parameters).All(p => Inference.Unify(p.First.Type, p.Second.Type)) || !Inference.Unify(proc.Result.Type, method.Result.Type))
            {
                _diagnostics.Report(DiagnosticCodes.TypeMismatch, proc.Name.Span, $"this proc takes or yields other values than the method `{method.Name.Text}` of `{other.Name}`", "give both the same parameters and the same result", new DiagnosticLabel(method.Name.Span, "declared here"), new DiagnosticLabel(refines.Span, "because of this"));
            }
        }
    }

    /// <summary>What the search itself can be told; the explorer says what each means.</summary>
    private static readonly string[] SearchWords = ["calls", "crashes", "depth", "failures", "restarts", "states", "steps"];

    /// <summary>What a search keeps in every state, so that it may not be large.</summary>
    private static readonly string[] KeptWords = ["calls", "crashes", "failures", "restarts"];

    private void BindBound(Bound bound)
    {
        string name = bound.Name.Text;
        if (!SearchWords.Contains(name, StringComparer.Ordinal) && !_declaration.Parameters.OfType<ObjectParameter.Family>().Any(f => f.Count.Text == name) && _scope.Globals.Find(name) is null && !_scope.Types.IsDeclared(name))
        {
            _diagnostics.Report(DiagnosticCodes.UnknownName, bound.Name.Span, $"there is nothing called `{name}` to bound",
                Spelling.Suggest(name, SearchWords) ?? $"a bound is one of {string.Join(", ", SearchWords.Select(w => $"`{w}`"))}, a constant, a type, or the last index of a family");
        }
        else if (KeptWords.Contains(name, StringComparer.Ordinal) && bound.Value is ExprSyntax.IntLiteral { Value: var kept } && kept > SearchBound.MaxKept)
        {
            _diagnostics.Report(DiagnosticCodes.BeyondSearch, bound.Value.Span, $"`{name}` is at most {SearchBound.MaxKept}", "a search of small numbers finds what goes wrong; larger ones take longer than anybody waits");
        }
        else if (bound.Value is ExprSyntax.IntLiteral { Value: var value } && value >= 0 && value <= int.MaxValue)
        {
            _bounds.Add(new SearchBound(name, (long)value, bound.Span));
        }
        else
        {
            _diagnostics.Report(DiagnosticCodes.TypeMismatch, bound.Value.Span, "a bound is a number, written as digits", $"write a number between 0 and {int.MaxValue}");
        }
    }

    /// <summary>All types must be known.</summary>
    public DistributedApp Build() => new(_declaration.Name.Text, _declaration.Name.Span, _diagnostics.Source, _theory.ToTheory(), [.. _scope.Constants, .. _objects.Counts],
        _objects.Types.Select(t => t.Build()).ToEquatable(), _objects.States.ToEquatable(), _objects.Parameters.ToEquatable(),
        _locals.Select(l => new ProgramField(l.Variable.Symbol, l.Value?.Value() ?? Initial.Of(l.Variable.Type, l.Declaration.Span)!, l.Variable.Type is SxtType.Nat)).ToEquatable(),
        _clientFields!, _node.Symbol, _procs.Values.Select(p => p.Build()).ToEquatable(),
        _clients.Select(c => new Client(c.Body.Build(), c.Count?.Value())).ToEquatable(),
        _properties.Select(p => new ProgramProperty(p.Declaration.Kind, p.Declaration.Name?.Text, p.Condition.Value(), p.Declaration.Condition.Span)).ToEquatable(),
        _refinements.Select(r => r()).ToEquatable(), IsApp ? Members<Member.Linearizable>().FirstOrDefault()?.Span : null, _bounds.ToEquatable());
}
