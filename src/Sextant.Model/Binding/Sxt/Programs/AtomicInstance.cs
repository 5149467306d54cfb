using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>An atomic object with types in the place of its parameters, while the types of its methods are found out.</summary>
internal sealed class AtomicInstance
{
    private readonly DiagnosticBag _diagnostics;
    private readonly Declaration.Object _declaration;
    private readonly ProgramScope _scope;
    private readonly List<(Member.Field Declaration, ProgramVariable Variable, Term? Value)> _fields = [];
    private readonly Dictionary<string, Named> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoutineBinding> _methods = new(StringComparer.Ordinal);
    private readonly List<(Member.Property Declaration, Term Condition)> _properties = [];
    private readonly List<Func<Refinement>> _refinements = [];
    private readonly ProgramVariable _caller;
    private readonly TheoryBuilder _theory;
    private AtomicObject? _built;

    /// <param name="arguments">In the order of the parameters.</param>
    public AtomicInstance(DiagnosticBag diagnostics, TheoryBuilder theory, Inference inference, ProgramScope file, Declaration.Object declaration, EquatableArray<SxtType> arguments)
    {
        _diagnostics = diagnostics;
        _declaration = declaration;
        _theory = theory;
        Name = arguments.Count == 0 ? declaration.Name.Text : $"{declaration.Name.Text}[{string.Join(", ", arguments)}]";
        _scope = new ProgramScope(diagnostics, theory, inference, file);
        TypeArguments.AreDistinct(diagnostics, declaration.TypeParameters);
        foreach ((Identifier parameter, SxtType argument) in declaration.TypeParameters.Zip(arguments))
            _scope.Types.DeclareParameter(parameter, argument);
        _scope.Declare([.. declaration.Members.OfType<Member.Declared>().Select(d => d.Declaration)]);
        _caller = inference.NewVariable("nid", declaration.Name.Span, SxtType.Natural, VariableRole.Parameter);
        DeclareFields(inference);
        SxtType[] types = [.. _fields.Select(f => f.Variable.Type)];
        DatatypeField[] fields = [.. _fields.Select(f => new DatatypeField(f.Variable.Name, f.Variable.Type.Data))];
        StateType = new SxtType.Record(new DatatypeSymbol(Name, DatatypeKind.Record, [new DatatypeConstructor(Name, fields.ToEquatable())]), [], types.ToEquatable());
        DeclareMethods(inference);
        _members["nid"] = new Named(_caller.Read, _caller.Span);
    }

    /// <summary>With its arguments: <c>DVec[string]</c>.</summary>
    public string Name { get; }

    public SourceSpan NameSpan => _declaration.Name.Span;

    public Declaration.Object Declaration => _declaration;

    /// <summary>The type of its states.</summary>
    public SxtType.Record StateType { get; }

    public ProgramScope Scope => _scope;

    /// <summary>Whether there is such a field, even one whose declaration is wrong.</summary>
    public bool Declares(string field) => Members<Member.Field>().Any(f => f.Name.Text == field);

    public IEnumerable<string> FieldNames => _fields.Select(f => f.Variable.Name);

    public IEnumerable<string> MethodNames => _methods.Keys;

    public IReadOnlyCollection<RoutineBinding> Methods => _methods.Values;

    public RoutineBinding? Method(string name) => _methods.GetValueOrDefault(name);

    /// <summary>The name by which a place of properties knows the committed states of all objects of this type.</summary>
    public string StatesKey => $"[{Name}]";

    private IEnumerable<T> Members<T>() where T : Member => _declaration.Members.OfType<T>();

    private void DeclareFields(Inference inference)
    {
        foreach (Member.Field field in Members<Member.Field>())
        {
            if (_scope.Types.Bind(field.Type) is not { } type)
            {
                _members.TryAdd(field.Name.Text, new Named(static _ => null, field.Name.Span));
                continue;
            }

            ProgramVariable variable = inference.NewVariable(field.Name.Text, field.Name.Span, type, VariableRole.State);
            if (!_members.TryAdd(field.Name.Text, Named.Of(variable)))
            {
                _diagnostics.Report(DiagnosticCodes.DuplicateName, field.Name.Span, $"`{field.Name.Text}` is declared twice", "rename or remove one of the two", new DiagnosticLabel(_members[field.Name.Text].DeclaredAt, "first declared here"));
                continue;
            }

            Term? value = field.Value is null ? null : _scope.Terms.Bind(field.Value, _scope.Globals, type, new DiagnosticLabel(field.Type.Span, "because of this type"));
            if (value is { IsFail: true })
                _diagnostics.Report(DiagnosticCodes.WrongKindOfName, value.Span, "`FAIL` is what operations yield, and no field begins with it", "begin with a value of the type");
            if (field.Value is null && Initial.Of(type, field.Name.Span) is null)
                _diagnostics.Report(DiagnosticCodes.TypeMismatch, field.Name.Span, $"a field of type `{type}` needs a value to begin with", "write `:= value` behind the type");
            _fields.Add((field, variable, value));
        }

        if (!Members<Member.Field>().Any())
            _diagnostics.Report(DiagnosticCodes.NoState, NameSpan, $"`{_declaration.Name.Text}` declares no field", "declare its state with `shared`");
    }

    private void DeclareMethods(Inference inference)
    {
        foreach (Member.Routine routine in Members<Member.Routine>())
        {
            if (routine.Name.Text is "pull" or "push")
                _diagnostics.Report(DiagnosticCodes.DuplicateName, routine.Name.Span, $"every atomic object has a `{routine.Name.Text}` already", "rename the method");
            else if (!_methods.TryAdd(routine.Name.Text, Routines.Declare(routine, _scope, inference)))
                _diagnostics.Report(DiagnosticCodes.DuplicateName, routine.Name.Span, $"`{routine.Name.Text}` is declared twice", "keep one of the two", new DiagnosticLabel(_methods[routine.Name.Text].Name.Span, "first declared here"));
        }
    }

    public void BindMethods()
    {
        var body = new BodyBinder(_diagnostics, _scope.Terms);
        var outer = new Place(PlaceKind.Method, _scope.Globals) { Members = _members };
        foreach (RoutineBinding method in _methods.Values)
            body.Bind(Routines.Place(method, PlaceKind.Method, outer, _scope));
    }

    /// <param name="find">Finds the object that is refined.</param>
    public void BindProperties(Func<TypeSyntax, ProgramScope, AtomicInstance?> find)
    {
        foreach (Member.Property property in Members<Member.Property>())
        {
            var place = new Place(PlaceKind.Property, _scope.Globals) { Members = _members, HasBefore = property.Kind != PropertyKind.Invariant };
            if (_scope.Terms.Condition(property.Condition, place) is { } condition)
                _properties.Add((property, condition));
        }

        foreach (Member.Refines refines in Members<Member.Refines>())
        {
            if (find(refines.Abstract, _scope) is { } other)
                _refinements.Add(Routines.Refinement(refines, other, new Place(PlaceKind.Property, _scope.Globals) { Members = _members }, _scope));
        }
    }

    /// <summary>A field of the committed state of an object; null when there is no such field.</summary>
    public Term? CommittedField(Term target, ExprSyntax.Member member, IReadOnlyDictionary<string, Named> members)
    {
        int index = _fields.FindIndex(f => f.Variable.Name == member.Field.Text);
        if (index < 0)
            return null;
        SourceSpan span = member.Span;
        return new Term(_fields[index].Variable.Type, span, () => Formula.Field(StateOf(target, members, span), StateType.Symbol.Constructors[0], index, span));
    }

    private Expr StateOf(Term target, IReadOnlyDictionary<string, Named> members, SourceSpan span) => target.State is { } known ? known()
        : new Expr.Primitive(PrimitiveOperator.Element, [members[StatesKey].Read(span)!.Value(), target.Value()], StateType.Data, span);

    /// <summary>What a method that only yields something would yield in the committed state of an object.</summary>
    public Term? MethodValue(TermBinder terms, ExprSyntax.Call call, ExprSyntax.Member callee, Term target, Place place)
    {
        if (!_methods.TryGetValue(callee.Field.Text, out RoutineBinding? method))
        {
            _diagnostics.Report(DiagnosticCodes.UnknownName, callee.Field.Span, $"`{Name}` has no method `{callee.Field.Text}`", Spelling.Suggest(callee.Field.Text, MethodNames) ?? "a property may read its fields", new DiagnosticLabel(NameSpan, "declared here"));
            return null;
        }

        if (method.Body.Statements is not [StatementSyntax.Return { Value: not null }])
        {
            _diagnostics.Report(DiagnosticCodes.OperationInMethod, call.Span, $"`{callee.Field.Text}` does more than yield a value, and a property changes nothing", "read the fields of the object instead", new DiagnosticLabel(method.Name.Span, "declared here"));
            return null;
        }

        if (terms.Arguments(call, method.Name.Text, method.Name.Span, [.. method.Parameters.Select(p => p.Type)], place) is not { } arguments)
            return null;
        return new Term(method.Result.Type, call.Span, () =>
        {
            Expr state = StateOf(target, place.Members, call.Span);
            Dictionary<Symbol, Expr> values = method.Parameters.Select((p, i) => ((Symbol)p.Symbol, arguments[i].Value()))
                .Concat(_fields.Select((f, i) => ((Symbol)f.Variable.Symbol, Formula.Field(state, StateType.Symbol.Constructors[0], i, call.Span)))).ToDictionary(v => v.Item1, v => v.Item2);
            return ExprRewrite.Substitute(((Statements.ProgramStatement.Return)method.Statements[^1]()).Value, values);
        });
    }

    /// <summary>All types must be known.</summary>
    public AtomicObject Build() => _built ??= new AtomicObject(Name, NameSpan, _theory.ToTheory(), _scope.Constants,
        _fields.Select(f => new ProgramField(f.Variable.Symbol, f.Value?.Value() ?? Initial.Of(f.Variable.Type, f.Declaration.Span)!, f.Variable.Type is SxtType.Nat)).ToEquatable(),
        _caller.Symbol, (DataType.Datatype)StateType.Data, _methods.Values.Select(m => m.Build()).ToEquatable(),
        _properties.Select(p => new ProgramProperty(p.Declaration.Kind, p.Declaration.Name?.Text, p.Condition.Value(), p.Declaration.Condition.Span)).ToEquatable(),
        _refinements.Select(r => r()).ToEquatable(), Members<Member.Linearizable>().FirstOrDefault()?.Span);
}
