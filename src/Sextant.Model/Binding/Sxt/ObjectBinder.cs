using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using BinaryOperator = Sextant.Syntax.Sxt.Ast.BinaryOperator;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Binds one replicated object together with the declarations that its file shares.</summary>
internal sealed class ObjectBinder
{
    private readonly DiagnosticBag _diagnostics;
    private readonly Declaration.Object _object;
    private readonly IReadOnlyList<Declaration> _declarations;
    private readonly TheoryBuilder _theory = new();
    private readonly TypeBinder _types;
    private readonly FunctionBinder _functions;
    private readonly ReplicaNames _replicas;
    private readonly ExprBinder _expressions;
    private readonly Names _globals = new();
    private readonly Names _state;
    private readonly List<DeclaredField> _declared = [];
    private readonly List<ObjectField> _fields = [];

    public ObjectBinder(DiagnosticBag diagnostics, Declaration.Object obj, IEnumerable<Declaration> shared)
    {
        _diagnostics = diagnostics;
        _object = obj;
        _declarations = [.. shared, .. obj.Members.OfType<Member.Declared>().Select(d => d.Declaration)];
        _types = new TypeBinder(diagnostics, _theory);
        _functions = new FunctionBinder(diagnostics, _types, _theory);
        _replicas = new ReplicaNames(diagnostics, _types);
        _expressions = new ExprBinder(diagnostics, _types, _functions, _theory, _globals, _replicas);
        _state = new Names(_globals);
    }

    /// <summary>Reports what is wrong with declarations that no object uses.</summary>
    public static void BindShared(DiagnosticBag diagnostics, IReadOnlyList<Declaration> shared)
    {
        var nobody = new Declaration.Object(default, ObjectKind.Replicated, new Identifier(default, ""), [], [], []);
        new ObjectBinder(diagnostics, nobody, shared).BindDeclarations();
    }

    /// <summary>Null when the object has errors; all of them have then been reported.</summary>
    public ReplicatedObject? Bind()
    {
        ReportRepeated();
        BindDeclarations();
        DeclareFields();
        List<Clause> invariant = [.. Members<Member.Property>().Select(p =>
            _expressions.Condition(p.Condition, _state) is { } condition ? new Clause(p.Name?.Text, condition, p.Condition.Span) : null).OfType<Clause>()];
        var binder = new OperationBinder(_diagnostics, _types, _expressions, _replicas, _declared, _state);
        Operation[] bound = [.. Members<Member.Routine>().Select(binder.Bind).OfType<Operation>()];
        var keys = new KeyBinder(_diagnostics, _types, bound, Members<Member.Routine>().Select(r => r.Name.Text).ToHashSet(StringComparer.Ordinal));
        var coordination = new CoordinationBinder(_diagnostics, keys);
        KeyedLock[] locks = [.. Members<Member.Coordination>().Select(coordination.Bind).OfType<KeyedLock>()];
        var escrow = new EscrowBinder(_diagnostics, keys, _types, _expressions, _replicas, _globals, _state, [.. Members<Member.Routine>()]);
        KeyedEscrow[] escrows = [.. Members<Member.Escrow>().Select(escrow.Bind).OfType<KeyedEscrow>()];
        Clause[] initial = [.. _declared.SelectMany(Initial)];
        var merging = new MergeBinder(_diagnostics, _types, _expressions, _theory, _replicas, _declared, _state);
        if (!Members<Member.Field>().Any())
            _diagnostics.Report(DiagnosticCodes.NoState, _object.Name.Span, $"`{_object.Name.Text}` declares no field", "declare what a replica stores with `shared`");
        if (BindPropagation(merging, invariant.ToEquatable()) is not var (propagation, ownKnowledge) || _diagnostics.HasErrors)
            return null;

        // What natural numbers promise is kept by the operations like an invariant that somebody wrote.
        invariant.AddRange(_fields.Select(f => TypePromise.Of(f.Type, f.MineValue) is { } promise ? new Clause(null, promise, f.Span) : null).OfType<Clause>());
        IEnumerable<VariableSymbol> state = _fields.Select(f => f.Mine);
        if (_replicas.MeSymbol is { } me)
            state = state.Prepend(me);
        var plain = new PlainForm(_diagnostics, _theory);
        Operation[] operations = [.. bound.Select(plain.Of)];
        var result = new ReplicatedObject(_object.Name.Text, _diagnostics.Source, plain.OfTheory(), state.ToEquatable(), [], plain.Of(invariant),
            plain.Of(propagation), operations.ToEquatable())
        {
            Initial = plain.Of(initial),
            Notation = Notation.Sextant,
            Coordination = [.. locks.Select(l => l with { Uses = l.Uses.Select(u => u with { Operation = operations[Array.IndexOf(bound, u.Operation)] }).ToEquatable() })],
            Escrows = [.. escrows.Select(e => e with { Room = plain.Of(e.Room), Moves = e.Moves.Select(m => m with { Operation = operations[Array.IndexOf(bound, m.Operation)], Amount = plain.Of(m.Amount) }).ToEquatable() })],
            OwnKnowledge = ownKnowledge,
            Replica = _replicas.MeSymbol,
            Dots = _types.Dots is { } dots ? new Dots(dots.Sort, dots.By) : null,
            StatesReliance = Members<Member.ConcurrencyInvariant>().Any(),
            MergesByTypes = MergesByTypes,
        };
        return _diagnostics.HasErrors ? null : result;
    }

    private bool MergesByTypes => !Members<Member.Merge>().Any() && !Members<Member.Order>().Any() && !Members<Member.Propagation>().Any(p => p.Kind == PropagationKind.Operations);

    /// <summary>What replicas send each other, and what fields then promise by their types; null when it is wrong, which has been reported.</summary>
    private (Propagation Propagation, EquatableArray<Clause> OwnKnowledge)? BindPropagation(MergeBinder merging, EquatableArray<Clause> invariant)
    {
        if (Members<Member.Propagation>().FirstOrDefault(p => p.Kind == PropagationKind.Operations) is { } operations)
        {
            ReportMerging(operations);
            return (new Propagation.Operations(operations.Span), []);
        }

        if (merging.BindFields(Members<Member.Merge>().FirstOrDefault()) is not { } merges || _diagnostics.HasErrors)
            return null;
        EquatableArray<Clause> reliance = merging.BindReliance(merges, [.. Members<Member.ConcurrencyInvariant>()], invariant, MergesByTypes);
        SourceSpan place = Members<Member.Merge>().FirstOrDefault()?.Span ?? _object.Name.Span;
        if (merging.BindOrder(merges, Members<Member.Order>().FirstOrDefault(), place) is not { } order)
            return null;
        Operation merge = merging.BindMerge(merges, reliance, place);
        return (new Propagation.States(order, new Merge(merge, merge.Parameters)), merging.BindOwnKnowledge(merges));
    }

    /// <summary>Reports all that speaks of states which arrive, where none do.</summary>
    private void ReportMerging(Member.Propagation operations)
    {
        foreach (Member member in _object.Members)
        {
            (Identifier Other, string What)? speaking = member switch
            {
                Member.Merge m => (m.Other, "`merge` says what becomes of a state that arrives"),
                Member.Order o => (o.Other, "`order` compares the states that replicas send"),
                Member.ConcurrencyInvariant c => (c.Other, "a `concurrency invariant` says what `merge` relies on"),
                _ => null,
            };
            if (speaking is var (other, what))
                _diagnostics.Report(DiagnosticCodes.NothingMerges, other.Span, $"{what}, and these replicas send operations",
                    "leave it out, or let them send states: `propagation state;`", new DiagnosticLabel(operations.Span, "because of this"));
        }
    }

    private void BindDeclarations()
    {
        DeclareGlobals();
        foreach (Declaration.Axiom axiom in _declarations.OfType<Declaration.Axiom>())
        {
            if (_expressions.Condition(axiom.Condition, _globals) is { } condition)
                _theory.Add(new Axiom(condition, axiom.Span));
        }
    }

    private IEnumerable<T> Members<T>() where T : Member => _object.Members.OfType<T>();

    /// <summary>An operation is known by its name, and merge and order by what they are: each stands once.</summary>
    private void ReportRepeated()
    {
        var seen = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        foreach (Member member in _object.Members)
        {
            (string Name, SourceSpan Span)? stated = member switch
            {
                Member.Routine r => ($"`{r.Name.Text}`", r.Name.Span),
                Member.Merge m => ("merge", m.Other.Span),
                Member.Order o => ("the order", o.Other.Span),
                Member.Propagation p => ("the propagation", p.Span),
                Member.Property { Name: { } called } => ($"the invariant `{called.Text}`", called.Span),
                Member.ConcurrencyInvariant { Name: { } called } => ($"the concurrency invariant `{called.Text}`", called.Span),
                _ => null,
            };
            if (stated is var (name, span) && !seen.TryAdd(name, span))
                _diagnostics.Report(DiagnosticCodes.DuplicateName, span, $"{name} is declared twice", "keep one of the two", new DiagnosticLabel(seen[name], "first declared here"));
        }
    }

    private void DeclareGlobals()
    {
        TypeArguments.AreDistinct(_diagnostics, _object.TypeParameters);
        foreach (Identifier parameter in _object.TypeParameters)
            _types.DeclareParameter(parameter);
        foreach (Declaration declaration in _declarations)
        {
            if (TypeName(declaration) is { } name)
                _types.Declare(name, declaration);
            else if (declaration is Declaration.Function function)
                _functions.Declare(function);
        }

        foreach (Declaration.Enum declared in _declarations.OfType<Declaration.Enum>())
            DeclareCases(declared);
        foreach (Declaration.Constant constant in _declarations.OfType<Declaration.Constant>())
            Declare(_globals, constant.Name, BindConstant(constant));
        foreach (Declaration declaration in _declarations)
        {
            if (declaration is Declaration.Function function)
                _functions.Find(function.Name, _expressions, _globals);
            else if (TypeName(declaration) is { } name && HasNoParameters(declaration))
                _types.BindField(new TypeSyntax.Named(name.Span, name, []));
        }
    }

    private static Identifier? TypeName(Declaration declaration) => declaration switch
    {
        Declaration.Enum e => e.Name,
        Declaration.Record r => r.Name,
        Declaration.NamedType t => t.Name,
        _ => null,
    };

    private static bool HasNoParameters(Declaration declaration) =>
        declaration is not (Declaration.Record { TypeParameters.Count: > 0 } or Declaration.NamedType { TypeParameters.Count: > 0 });

    private void DeclareCases(Declaration.Enum declared)
    {
        if (_types.Bind(new TypeSyntax.Named(declared.Name.Span, declared.Name, [])) is not SxtType.Enum type)
            return;
        foreach ((Identifier name, DatatypeConstructor constructor) in declared.Cases.Zip(type.Symbol.Constructors))
            Declare(_globals, name, new Typed(Formula.Case(type.Data, constructor, name.Span), type));
    }

    private Typed? BindConstant(Declaration.Constant constant)
    {
        SxtType? type = constant.Type is null ? null : _types.Bind(constant.Type);
        if (constant.Value is not null)
            return constant.Type is not null && type is null ? null : _expressions.Bind(constant.Value, _globals, type, constant.Type is null ? null : [new DiagnosticLabel(constant.Type.Span, "because of this type")]);
        if (type is null)
            return null;
        var symbol = new ConstantSymbol(constant.Name.Text, constant.Name.Span, type.Data, isUnique: false);
        _theory.Constants.Add(symbol);
        var value = new Expr.Reference(symbol, constant.Name.Span);
        if (TypePromise.Of(type, value) is { } promise)
            _theory.Add(new Axiom(promise, constant.Name.Span, IsDerived: true));
        return new Typed(value, type.Shown);
    }

    private void DeclareFields()
    {
        bool merges = !Members<Member.Propagation>().Any(p => p.Kind == PropagationKind.Operations);
        foreach (Member.Field field in Members<Member.Field>())
        {
            SxtType? type = _types.BindField(field.Type);
            if (type is null)
            {
                _state.TryDeclare(field.Name.Text, null);
                continue;
            }

            var declared = DeclaredField.Of(field, merges ? Storage.OfField(type) : type);
            if (!Declare(_state, field.Name, Reading.Of(declared.Mine(field.Name.Span).Expr, declared.Type)))
                continue;
            _declared.Add(declared);
            _fields.AddRange(declared.Stored);
        }
    }

    /// <summary>False when there is one of that name already, which is reported.</summary>
    private bool Declare(Names names, Identifier name, Typed? value)
    {
        if (names.TryDeclare(name.Text, value))
            return true;
        _diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"`{name.Text}` is declared twice", "rename or remove one of the two", names.Earlier(name.Text));
        return false;
    }

    /// <summary>What a field begins with, as conditions on what is stored for it.</summary>
    private IEnumerable<Clause> Initial(DeclaredField field)
    {
        if (field is { Stored.Count: > 1, Declaration.Value: { } written } && !IsEmpty(written))
            return _expressions.Condition(IsAtFirst(field.Declaration, written), _state) is { } condition ? [new Clause(field.Declaration.Name.Text, condition, written.Span)] : [];
        return field.Stored.Select(f => Initial(f, field.Declaration.Value)).OfType<Clause>();
    }

    private static bool IsEmpty(ExprSyntax written) => written is ExprSyntax.Set { Elements.Count: 0 };

    private static ExprSyntax.Binary IsAtFirst(Member.Field field, ExprSyntax written) =>
        new(written.Span, BinaryOperator.Equal, written.Span, new ExprSyntax.Name(field.Name.Span, field.Name.Text), written);

    /// <summary>What is stored in the beginning, as a condition: the value that is written, or the empty one of its type.</summary>
    private Clause? Initial(ObjectField field, ExprSyntax? written)
    {
        SourceSpan span = written?.Span ?? field.Span;
        if (field.Type is SxtType.LastWrite or SxtType.Counter or SxtType.Observed && written is not null)
            return FirstWrite(field, written);
        if (field.Type is SxtType.Counter)
            return new Clause(field.Mine.Name, Uncounted(field, span), span);
        Expr? condition = (written is null || IsEmpty(written)) && field.Type is SxtType.Collection collection ? Empty(field, collection)
            : written is not null ? _expressions.Condition(IsAtFirst(field.Declaration, written), _state)
            : Entry.First(field.Type, span) is { } first ? Formula.Equal(field.MineValue, first)
            : null;
        return condition is null ? null : new Clause(field.Mine.Name, condition, span);
    }

    /// <summary>A register may begin with a value that nobody wrote; what counts by replica begins with nothing counted.</summary>
    private Clause? FirstWrite(ObjectField field, ExprSyntax written)
    {
        string name = field.Mine.Name;
        if (field.Type is SxtType.LastWrite type)
            return _expressions.Bind(written, _globals, type.Element, [new DiagnosticLabel(field.Declaration.Type.Span, "because of this type")]) is { } value
                ? new Clause(name, Formula.Equal(field.MineValue, Entry.Unwritten(type, value.Expr)), written.Span)
                : null;
        bool isEmpty = field.Type is SxtType.Counter { Key: null } ? written is ExprSyntax.IntLiteral { Value.IsZero: true } : IsEmpty(written);
        if (isEmpty)
            return new Clause(name, field.Type is SxtType.Collection collection ? Empty(field, collection) : Uncounted(field, written.Span), written.Span);
        _diagnostics.Report(DiagnosticCodes.MisplacedLattice, written.Span, $"a `{field.Type}` begins {(field.Type is SxtType.Counter { Key: null } ? "with 0" : "empty")}, because every change to it is some replica's",
            "let an operation make the first change", new DiagnosticLabel(field.Declaration.Type.Span, "because of this type"));
        return null;
    }

    private static Expr Uncounted(ObjectField field, SourceSpan span) => Everywhere(field, held => field.Type is SxtType.Counter { GoesDown: false }
        ? Formula.Equal(held, Formula.Zero(span))
        : Formula.Equal(held, Formula.Build(held.Type, Formula.Zero(span), Formula.Zero(span))));

    private static Expr Everywhere(ObjectField field, Func<Expr, Expr> condition)
    {
        EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)field.Type.Data, field.Span);
        return Formula.ForAll(variables, condition(Formula.Select(field.MineValue, Formula.References(variables, field.Span))), field.Span);
    }

    private static Expr Empty(ObjectField field, SxtType.Collection type)
    {
        return Everywhere(field, held => type switch
        {
            SxtType.Map => Formula.IsNone(held),
            SxtType.TwoPhaseSet => new Expr.Is(held, TwoPhase.Symbol.Constructors[0], held.Span),
            SxtType.Observed => DotNames.IsUnseen(held),
            _ => Formula.Not(held),
        });
    }
}
