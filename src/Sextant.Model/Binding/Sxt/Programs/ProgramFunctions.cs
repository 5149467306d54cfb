using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>The functions that a file or an object declares, bound where they are first called.</summary>
/// <param name="outer">Knows the functions that are declared around these; null where there are none.</param>
internal sealed class ProgramFunctions(DiagnosticBag diagnostics, TypeBinder types, TheoryBuilder theory, ProgramFunctions? outer)
{
    /// <param name="Types">What its type parameters stand for: themselves where it is checked for all types at once.</param>
    /// <param name="Body">Null where it has none.</param>
    private sealed record Function(Declaration.Function Declaration, EquatableArray<SxtType> Types, List<ProgramVariable> Parameters, SxtType Result, Term? Body)
    {
        public FunctionSymbol? Symbol { get; set; }
    }

    /// <summary>A call of a function with type parameters, for types that may have yet to be found out.</summary>
    private sealed record Call(Identifier Callee, EquatableArray<SxtType> Types)
    {
        public EquatableArray<SxtType> Known => Types.Select(Inference.Resolve).ToEquatable();
    }

    private readonly Dictionary<string, Declaration.Function> _declarations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Function?> _bound = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inProgress = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, EquatableArray<SxtType> Types), Function?> _chosen = [];
    private readonly Dictionary<string, int> _choices = new(StringComparer.Ordinal);
    private readonly List<Call> _calls = [];
    private readonly ProgramFunctions? _outer = outer;

    /// <summary>Where the bodies stand.</summary>
    public required Place Globals { get; init; }

    public IEnumerable<string> Names => _declarations.Keys.Concat(_outer?.Names ?? []);

    public bool IsDeclared(string name) => _declarations.ContainsKey(name) || (_outer?.IsDeclared(name) ?? false);

    public void Declare(Declaration.Function function)
    {
        if (!_declarations.TryAdd(function.Name.Text, function))
            diagnostics.Report(DiagnosticCodes.DuplicateName, function.Name.Span, $"`{function.Name.Text}` is declared twice", "rename or remove one of the two", new DiagnosticLabel(_declarations[function.Name.Text].Name.Span, "first declared here"));
    }

    /// <summary>Puts the definitions into the theory; all types must be known.</summary>
    public void Build()
    {
        foreach (Function function in _bound.Values.OfType<Function>().Where(f => f.Types.Count == 0).Concat(_chosen.Values.OfType<Function>()))
            Defined(function);
    }

    /// <summary>
    /// Makes the functions with type parameters for the types with which they have been called since this was asked last; all of
    /// these must be known. False when nothing is new; what is leaves types to be found out.
    /// </summary>
    public bool BindChosen(TermBinder terms)
    {
        (Call Call, EquatableArray<SxtType> Types)[] calls = [.. _calls.Select(c => (c, c.Known)).Where(c => !c.Known.Any(TypeArguments.IsOpen))];
        _calls.Clear();
        bool isNew = false;
        foreach ((Call call, EquatableArray<SxtType> known) in calls.Where(c => !_chosen.ContainsKey((c.Call.Callee.Text, c.Types))))
        {
            Declaration.Function declaration = _declarations[call.Callee.Text];
            int choices = _choices[call.Callee.Text] = _choices.GetValueOrDefault(call.Callee.Text) + 1;
            bool isMuch = choices > TypeArguments.MostChoices || known.Any(TypeSize.IsLarge);
            if (isMuch)
                TypeArguments.ReportMany(diagnostics, call.Callee, declaration);
            _chosen[(call.Callee.Text, known)] = isMuch ? null : Bind(declaration, known, terms);
            isNew = true;
        }

        return isNew;
    }

    /// <summary>The function in the theory, behind those that it uses.</summary>
    private FunctionSymbol Defined(Function function)
    {
        if (function.Symbol is { } known)
            return known;
        EquatableArray<VariableSymbol> parameters = function.Parameters.Select(p => p.Symbol).ToEquatable();
        FunctionMeaning meaning = function.Body is { } body ? new FunctionMeaning.Defined(body.Value()) : new FunctionMeaning.Uninterpreted();
        function.Symbol = new FunctionSymbol(TypeArguments.Name(function.Declaration.Name.Text, function.Types), function.Declaration.Name.Span, parameters.Select(p => p.Type).ToEquatable(), Inference.Resolve(function.Result).Data);
        theory.Add(new FunctionDefinition(function.Symbol, parameters, meaning));
        return function.Symbol;
    }

    public Term? Apply(ExprSyntax.Call call, ExprSyntax.Name callee, TermBinder terms, Place place)
    {
        if (!_declarations.ContainsKey(callee.Text))
            return _outer!.Apply(call, callee, terms, place);
        if (Find(new Identifier(callee.Span, callee.Text), terms) is not { } function)
            return null;
        if (function.Parameters.Count != call.Arguments.Count)
        {
            diagnostics.Report(DiagnosticCodes.WrongArgumentCount, call.Span, $"`{callee.Text}` takes {Quantity.Of(function.Parameters.Count, "argument")}, not {call.Arguments.Count}",
                "write one argument for each parameter of its declaration", new DiagnosticLabel(function.Declaration.Name.Span, "declared here"));
            return null;
        }

        EquatableArray<SxtType> chosen = function.Types.Select(_ => (SxtType)terms.Inference.NewType()).ToEquatable();
        Term?[] arguments = [.. call.Arguments.Select((a, i) => terms.Bind(a, place, TypeArguments.Put(function.Parameters[i].Type, chosen), new DiagnosticLabel(function.Declaration.Name.Span, $"because of parameter {i + 1} of this function")))];
        if (Array.Exists(arguments, a => a is null))
            return null;
        if (chosen.Count == 0)
            return new Term(function.Result, call.Span, () => new Expr.Apply(Defined(function), arguments.Select(a => a!.Value()).ToEquatable(), call.Span));
        var known = new Call(new Identifier(callee.Span, callee.Text), chosen);
        _calls.Add(known);
        return new Term(TypeArguments.Put(Inference.Resolve(function.Result), chosen), call.Span,
            () => new Expr.Apply(Defined(_chosen[(callee.Text, known.Known)]!), arguments.Select(a => a!.Value()).ToEquatable(), call.Span));
    }

    private Function? Find(Identifier name, TermBinder terms)
    {
        if (_bound.TryGetValue(name.Text, out Function? known))
            return known;
        if (!_inProgress.Add(name.Text))
        {
            diagnostics.Report(DiagnosticCodes.CyclicDefinition, name.Span, $"`{name.Text}` is defined by itself",
                new Advice("a function that calls itself need not have a value", "write a method with a loop"), new DiagnosticLabel(_declarations[name.Text].Name.Span, "declared here"));
            return null;
        }

        Declaration.Function declaration = _declarations[name.Text];
        Function? bound = TypeArguments.AreDistinct(diagnostics, declaration.TypeParameters) ? Bind(declaration, TypeArguments.Open(declaration.TypeParameters), terms) : null;
        _inProgress.Remove(name.Text);
        _bound[name.Text] = bound;
        return bound;
    }

    /// <summary>Checks the functions that nobody calls too.</summary>
    public void BindAll(TermBinder terms)
    {
        foreach (Declaration.Function function in _declarations.Values)
            Find(function.Name, terms);
    }

    private Function? Bind(Declaration.Function declaration, EquatableArray<SxtType> chosen, TermBinder terms) =>
        types.Within(TypeArguments.Standing(declaration.TypeParameters, chosen), () => BindWithin(declaration, chosen, terms));

    private Function? BindWithin(Declaration.Function declaration, EquatableArray<SxtType> chosen, TermBinder terms)
    {
        var inner = new Place(PlaceKind.Global, Globals);
        var parameters = new List<ProgramVariable>();
        foreach (Parameter parameter in declaration.Parameters)
        {
            if (chosen.Count > 0 && parameter.Type is null)
                diagnostics.Report(DiagnosticCodes.TypeMismatch, parameter.Name.Span, $"the parameter `{parameter.Name.Text}` of a function for several types has no type", "write `name: type`");
            SxtType? type = parameter.Type is null ? chosen.Count > 0 ? null : terms.Inference.NewType() : types.Bind(parameter.Type);
            if (type is null)
                return null;
            ProgramVariable variable = terms.Inference.NewVariable(parameter.Name.Text, parameter.Name.Span, type, VariableRole.Bound);
            parameters.Add(variable);
            if (!inner.TryDeclare(parameter.Name.Text, new Named(variable.Read, parameter.Name.Span)))
                diagnostics.Report(DiagnosticCodes.DuplicateName, parameter.Name.Span, $"`{parameter.Name.Text}` is declared twice", "rename or remove one of the two", new DiagnosticLabel(inner.Own(parameter.Name.Text)!.DeclaredAt, "first declared here"));
        }

        SxtType? result = declaration.Result is null ? terms.Inference.NewType() : types.Bind(declaration.Result);
        Term? body = declaration.Body is null || result is null ? null
            : terms.Bind(declaration.Body, inner, result, declaration.Result is { } declared ? [new DiagnosticLabel(declared.Span, "because of this result")] : []);
        if (result is null || (declaration.Body is not null && body is null))
            return null;
        if (chosen.Any(TypeArguments.IsOpen) && HasOpenType(result))
        {
            diagnostics.Report(DiagnosticCodes.UnknownOperandType, declaration.Name.Span, "nothing says of which type the result is", "write it behind the parameters, as in `function f[T](x: T): option T`");
            return null;
        }

        return new Function(declaration, chosen, parameters, result, body);
    }

    private static bool HasOpenType(SxtType type) => Inference.Head(type) is var head && (head is OpenType || head.MadeOf.Any(HasOpenType));
}
