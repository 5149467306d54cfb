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
    private sealed record Function(Declaration.Function Declaration, List<ProgramVariable> Parameters, SxtType Result)
    {
        public FunctionSymbol? Symbol { get; set; }
    }

    private readonly Dictionary<string, Declaration.Function> _declarations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Function?> _bound = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inProgress = new(StringComparer.Ordinal);
    private readonly List<Action> _build = [];
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
        foreach (Action build in _build)
            build();
        _build.Clear();
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

        Term?[] arguments = [.. call.Arguments.Select((a, i) => terms.Bind(a, place, function.Parameters[i].Type, new DiagnosticLabel(function.Declaration.Name.Span, $"because of parameter {i + 1} of this function")))];
        return Array.Exists(arguments, a => a is null) ? null
            : new Term(function.Result, call.Span, () => new Expr.Apply(function.Symbol!, arguments.Select(a => a!.Value()).ToEquatable(), call.Span));
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

        Function? bound = Bind(_declarations[name.Text], terms);
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

    private Function? Bind(Declaration.Function declaration, TermBinder terms)
    {
        if (declaration.TypeParameters.Count > 0)
        {
            diagnostics.Report(DiagnosticCodes.Unsupported, declaration.Name.Span, "functions with type parameters are not yet checked in programs", "write one function for each type");
            return null;
        }

        var inner = new Place(PlaceKind.Global, Globals);
        var parameters = new List<ProgramVariable>();
        foreach (Parameter parameter in declaration.Parameters)
        {
            SxtType? type = parameter.Type is null ? terms.Inference.NewType() : types.Bind(parameter.Type);
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
        var function = new Function(declaration, parameters, result);
        _build.Add(() =>
        {
            function.Symbol = new FunctionSymbol(declaration.Name.Text, declaration.Name.Span, parameters.Select(p => p.Symbol.Type).ToEquatable(), Inference.Resolve(result).Data);
            theory.Add(new FunctionDefinition(function.Symbol, parameters.Select(p => p.Symbol).ToEquatable(), body is null ? new FunctionMeaning.Uninterpreted() : new FunctionMeaning.Defined(body.Value())));
        });
        return function;
    }
}
