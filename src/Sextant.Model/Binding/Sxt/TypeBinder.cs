using System.Diagnostics;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Binds types, and the declarations of types where they are first named.</summary>
/// <param name="outer">Knows the types that are declared around these; null where nothing is.</param>
/// <param name="isOfPrograms">Whether the types of atomic objects and apps can be bound: texts and lists, which replicated objects do not have yet.</param>
internal sealed class TypeBinder(DiagnosticBag diagnostics, TheoryBuilder theory, TypeBinder? outer = null, bool isOfPrograms = false)
{
    private readonly TypeBinder? _outer = outer;

    private readonly Dictionary<string, Declaration> _declarations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SxtType?> _bound = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DatatypeSymbol> _records = new(StringComparer.Ordinal);
    private SxtType? _replica;
    private IReadOnlyDictionary<string, SxtType> _parameters = new Dictionary<string, SxtType>(StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inProgress = new(StringComparer.Ordinal);

    /// <summary>The types of an object's parameters are uninterpreted: it is verified whatever they are.</summary>
    public void DeclareParameter(Identifier name) => DeclareParameter(name, UnknownType(name));

    /// <summary>A type of which nothing is known, under the name of a parameter.</summary>
    public SxtType UnknownType(Identifier name) => NewSort(name.Text);

    /// <summary>Whether a type of that name is declared here or around here.</summary>
    public bool IsDeclared(string name) => _declarations.ContainsKey(name) || _bound.ContainsKey(name) || (_outer?.IsDeclared(name) ?? false);

    /// <summary>The parameter stands for this type, which is given where the object is used.</summary>
    public void DeclareParameter(Identifier name, SxtType type) => _bound[name.Text] = type;

    /// <summary>Reports a second declaration of the name.</summary>
    public void Declare(Identifier name, Declaration declaration)
    {
        TypeArguments.AreDistinct(diagnostics, ParametersOf(declaration));
        if (_bound.ContainsKey(name.Text) || !_declarations.TryAdd(name.Text, declaration))
            diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"`{name.Text}` is declared twice", "rename or remove one of the two",
                _declarations.TryGetValue(name.Text, out Declaration? first) ? [new DiagnosticLabel(NameOf(first).Span, "first declared here")] : []);
    }

    /// <summary>The type of the replicas' names: the one called <c>Replica</c>, or <c>ReplicaId</c>, where it is declared.</summary>
    public SxtType Replica => _replica ??= KnownReplica ?? NewSort("Replica");

    /// <summary>Null where nothing is declared under these names and nobody has asked.</summary>
    public SxtType? KnownReplica => _replica ?? Declared(new Identifier(default, "Replica"), []) ?? Declared(new Identifier(default, "ReplicaId"), []);

    /// <summary>The names of runs that put something into an observed-remove set or register; null while there is none.</summary>
    public DotNames? Dots { get; private set; }

    private SxtType Dot => (Dots ??= DotNames.In(theory, NewSort(IsDeclared("Dot") ? "ORSet.Dot" : "Dot"), Replica)).Type;

    /// <summary>The type of a value.</summary>
    public SxtType? Bind(TypeSyntax type) => Bounded(BindValue(type, _parameters), type.Span);

    /// <summary>The type of a field, which may be stored as what each replica did to it.</summary>
    public SxtType? BindField(TypeSyntax type) => Bounded(Bind(type, _parameters), type.Span);

    private SxtType? Bounded(SxtType? type, SourceSpan span)
    {
        if (type is null || !TypeSize.IsLarge(type))
            return type;
        diagnostics.Report(DiagnosticCodes.TooDeep, span, $"this type has more than {TypeSize.MostParts} parts, with all that is inside of them", "let keys of maps stand for values that are large");
        return null;
    }

    /// <summary>Binds something in which type parameters stand for these types, and no others.</summary>
    public T Within<T>(IReadOnlyDictionary<string, SxtType> parameters, Func<T> bind)
    {
        IReadOnlyDictionary<string, SxtType> around = _parameters;
        _parameters = parameters;
        T bound = bind();
        _parameters = around;
        return bound;
    }

    /// <summary>The type of a value, which is no field and no part of one.</summary>
    private SxtType? BindValue(TypeSyntax syntax, IReadOnlyDictionary<string, SxtType> parameters) =>
        Bind(syntax, parameters) is { } type && IsOfValues(type, syntax.Span) ? type : null;

    private bool IsOfValues(SxtType type, SourceSpan span)
    {
        if (Storage.KeptApart(type) is not { } kept)
            return true;
        diagnostics.Report(DiagnosticCodes.MisplacedLattice, span, kept == type
            ? $"`{type}` keeps apart what replicas did, and stands for a field or a part of one"
            : $"`{kept}` inside of `{type}` keeps apart what replicas did, and stands for a field or a part of one", kept switch
        {
            SxtType.Observed set => $"as a value it is a `Set[{set.Key}]`",
            SxtType.Counter counter => $"as a value it is {(counter.GoesDown ? "an `int`" : "a `nat`")}",
            SxtType.LastWrite write => $"as a value it is `{write.Element}`",
            _ => "pass what it holds at one key, or let the field be read where it is needed",
        });
        return false;
    }

    /// <summary>A record that is declared under the name, with the names of its fields.</summary>
    public Declaration.Record? RecordCalled(string name) => _declarations.TryGetValue(name, out Declaration? declared) ? declared as Declaration.Record : _outer?.RecordCalled(name);

    /// <summary>All records without parameters that can be named here.</summary>
    public IEnumerable<Declaration.Record> Records => _declarations.Values.OfType<Declaration.Record>().Where(r => r.TypeParameters.Count == 0).Concat(_outer?.Records ?? []);

    public string? SuggestRecord(string name) =>
        Spelling.Suggest(name, _declarations.Where(d => d.Value is Declaration.Record).Select(d => d.Key));

    private SxtType? Bind(TypeSyntax type, IReadOnlyDictionary<string, SxtType> parameters)
    {
        switch (type)
        {
            case TypeSyntax.Option option:
                return BindValue(option.Element, parameters) is { } element ? new SxtType.Option(element) : null;
            case TypeSyntax.Tuple tuple:
                return BindAll(tuple.Elements, parameters) is { } parts ? new SxtType.Tuple(parts) : null;
            case TypeSyntax.Map map:
                return BindValue(map.Key, parameters) is { } key && Bind(map.Value, parameters) is { } value ? !isOfPrograms && Storage.IsKeyed(value) ? new SxtType.Keyed(key, value) : new SxtType.Map(key, value) : null;
            case TypeSyntax.Named named:
                return Named(named, parameters);
            case TypeSyntax.List list when isOfPrograms:
                return Bind(list.Element, parameters) is { } item ? new SxtType.List(item, IsDense: false) : null;
            default:
                return Unsupported(type, "lists");
        }
    }

    private EquatableArray<SxtType>? BindAll(IEnumerable<TypeSyntax> types, IReadOnlyDictionary<string, SxtType> parameters)
    {
        SxtType?[] bound = [.. types.Select(t => Bind(t, parameters))];
        return Array.Exists(bound, b => b is null) ? null : bound.Select(b => b!).ToEquatable();
    }

    private SxtType? Named(TypeSyntax.Named type, IReadOnlyDictionary<string, SxtType> parameters)
    {
        string name = type.Name.Text;
        if (name.Length == 0 || BindAll(type.Arguments, parameters) is not { } arguments)
            return null;
        if (parameters.TryGetValue(name, out SxtType? parameter))
            return parameter;
        for (TypeBinder? scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._bound.ContainsKey(name) || scope._declarations.ContainsKey(name))
                return scope.Declared(type.Name, arguments);
        }

        // What a set holds and what is compared are values.
        if (!arguments.Zip(type.Arguments).All(a => IsOfValues(a.First, a.Second.Span)))
            return null;
        return (name, arguments.Count) switch
        {
            ("string", 0) when isOfPrograms => SxtType.String,
            ("Vector", 1) when isOfPrograms => new SxtType.List(arguments[0], IsDense: true),
            ("bool", 0) => SxtType.Boolean,
            ("int", 0) => SxtType.Integer,
            ("nat" or "N", 0) => SxtType.Natural,
            ("Flag", 0) => new SxtType.Flag(),
            ("Set", 1) => new SxtType.Set(arguments[0]),
            ("GSet", 1) => new SxtType.GrowSet(arguments[0]),
            ("TwoPhaseSet", 1) => new SxtType.TwoPhaseSet(arguments[0]),
            ("Max", 1) => new SxtType.Extreme(arguments[0], IsMaximum: true),
            ("Min", 1) => new SxtType.Extreme(arguments[0], IsMaximum: false),
            ("GCounter" or "PNCounter", 0) or ("ORSet" or "MV" or "LWW", 1) when isOfPrograms => Unsupported(type, $"values of `{name}`"),
            ("ORSet" or "MV", 1) => new SxtType.Observed(arguments[0], Dot, IsRegister: name == "MV"),
            ("GCounter" or "PNCounter", 0) => new SxtType.Counter(Replica, GoesDown: name == "PNCounter"),
            ("LWW", 1) => new SxtType.LastWrite(arguments[0], Replica),
            ("string", 0) or ("Vector", 1) => Unsupported(type, $"values of `{name}`"),
            ("bool" or "int" or "nat" or "string" or "Flag" or "Set" or "GSet" or "TwoPhaseSet" or "ORSet" or "GCounter" or "PNCounter" or "Max" or "Min" or "LWW" or "MV", _) => WrongArguments(type),
            _ => Unknown(type.Name),
        };
    }

    private SxtType? Declared(Identifier name, EquatableArray<SxtType> arguments)
    {
        if (_bound.TryGetValue(name.Text, out SxtType? known))
            return known;
        if (!_declarations.TryGetValue(name.Text, out Declaration? declaration))
            return null;
        if (!_inProgress.Add(name.Text))
        {
            diagnostics.Report(DiagnosticCodes.CyclicDefinition, name.Span, $"the type `{name.Text}` contains itself",
                new Advice("a value of it would hold another one, and that another one, without end", "refer to the other value by a name, as in `option Id` with a `Map[Id -> T]`"),
                new DiagnosticLabel(NameOf(declaration).Span, "declared here"));
            return null;
        }

        SxtType? type = Bounded(Open(name, declaration, arguments), NameOf(declaration).Span);
        _inProgress.Remove(name.Text);
        if (arguments.Count == 0)
            _bound[name.Text] = type;
        return type;
    }

    private SxtType? Open(Identifier use, Declaration declaration, EquatableArray<SxtType> arguments)
    {
        EquatableArray<Identifier> parameters = ParametersOf(declaration);
        if (parameters.Count != arguments.Count)
        {
            diagnostics.Report(DiagnosticCodes.WrongArgumentCount, use.Span, $"`{use.Text}` takes {Quantity.Of(parameters.Count, "type")}, not {arguments.Count}",
                "write one type for each parameter of its declaration", new DiagnosticLabel(NameOf(declaration).Span, "declared here"));
            return null;
        }

        Dictionary<string, SxtType> values = TypeArguments.Standing(parameters, arguments);
        return declaration switch
        {
            Declaration.Enum e => new SxtType.Enum(
                new DatatypeSymbol(e.Name.Text, DatatypeKind.Enumeration, e.Cases.Select(c => new DatatypeConstructor(c.Text, [])).ToEquatable()), e.IsOrdered),
            Declaration.NamedType { Definition: { } definition } => Bind(definition, values),
            Declaration.NamedType { TypeParameters.Count: 0 } t => NewSort(t.Name.Text),
            Declaration.Record r => Record(r, arguments, values),
            _ => Unsupported(use, "uninterpreted types with parameters"),
        };
    }

    private SxtType? Record(Declaration.Record record, EquatableArray<SxtType> arguments, Dictionary<string, SxtType> values)
    {
        if (record.Fields.Any(f => f.Type is null))
        {
            diagnostics.Report(DiagnosticCodes.TypeMismatch, record.Name.Span, $"a field of `{record.Name.Text}` has no type", "write `name: type` for every field");
            return null;
        }

        if (!_records.TryGetValue(record.Name.Text, out DatatypeSymbol? symbol))
        {
            Dictionary<string, SxtType> open = TypeArguments.Standing(record.TypeParameters, TypeArguments.Open(record.TypeParameters));
            if (BindAll(record.Fields.Select(f => f.Type!), open) is not { } declared)
                return null;
            DatatypeField[] fields = [.. record.Fields.Zip(declared, (f, t) => new DatatypeField(f.Name.Text, t.Data))];
            symbol = new DatatypeSymbol(record.Name.Text, DatatypeKind.Record, [new DatatypeConstructor(record.Name.Text, fields.ToEquatable())]);
            _records.Add(record.Name.Text, symbol);
        }

        return BindAll(record.Fields.Select(f => f.Type!), values) is { } types ? new SxtType.Record(symbol, arguments, types) : null;
    }

    private static EquatableArray<Identifier> ParametersOf(Declaration declaration) => declaration switch
    {
        Declaration.Record r => r.TypeParameters,
        Declaration.NamedType t => t.TypeParameters,
        _ => [],
    };

    private static Identifier NameOf(Declaration declaration) => declaration switch
    {
        Declaration.Enum e => e.Name,
        Declaration.Record r => r.Name,
        Declaration.NamedType t => t.Name,
        _ => throw new UnreachableException(),
    };

    private SxtType.Uninterpreted NewSort(string name)
    {
        var sort = new SortSymbol(name, 0);
        if (!theory.Sorts.Contains(sort))
            theory.Sorts.Add(sort);
        return new SxtType.Uninterpreted(sort);
    }

    private SxtType? Unknown(Identifier name)
    {
        string? meant = Spelling.Suggest(name.Text, [.. _declarations.Keys, .. _bound.Keys, .. BuiltIn]);
        // A declaration that is missing is one mistake, however often the type is used; each misspelling is one of its own.
        if (_missing.Add(name.Text) || meant is not null)
            diagnostics.Report(DiagnosticCodes.UnknownType, name.Span, $"the type `{name.Text}` is not declared", meant ?? $"declare it, as in `type {name.Text};`, or take a type of the language");
        return null;
    }

    private SxtType? WrongArguments(TypeSyntax.Named type)
    {
        diagnostics.Report(DiagnosticCodes.WrongArgumentCount, type.Span, $"`{type.Name.Text}` is applied to {type.Arguments.Count} types", "the sets, `Max`, `Min`, `LWW` and `MV` take one type, the others none");
        return null;
    }

    private SxtType? Unsupported(Identifier name, string what)
    {
        diagnostics.Report(DiagnosticCodes.Unsupported, name.Span, $"{what} are not yet checked");
        return null;
    }

    private SxtType? Unsupported(TypeSyntax type, string what)
    {
        diagnostics.Report(DiagnosticCodes.Unsupported, type.Span, $"{what} are parsed and formatted; {(isOfPrograms ? "in atomic objects and apps" : "in replicated objects")} they are not yet checked",
            isOfPrograms ? "take a type that does not merge: all see the same state"
            : type is TypeSyntax.Named { Name.Text: "string" } ? "texts that are only compared are values of an uninterpreted type: `type Text;`"
            : "two replicas that put something at one place of a list must agree on one order: keep the elements in a set, or in a `Map[K -> T]` whose keys say the order");
        return null;
    }

    private static readonly string[] BuiltIn = ["bool", "int", "nat", "string", "Set", "Map", "Max", "Min", "Flag", "GSet", "TwoPhaseSet", "ORSet", "GCounter", "PNCounter", "LWW", "MV"];
}
