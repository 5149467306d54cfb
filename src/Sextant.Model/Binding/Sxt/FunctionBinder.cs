using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Binding.Sxt;

/// <summary>A function as its callers see it: with type parameters, or for a choice of types.</summary>
internal sealed record FunctionType(FunctionSymbol Symbol, EquatableArray<Identifier> TypeParameters, EquatableArray<SxtType> Parameters, SxtType Result);

/// <summary>
/// Binds functions where they are first called, so that each stands after those that it uses. One with type parameters is bound
/// for all types at once, which says what is wrong with it, and then for each choice of types with which it is called.
/// </summary>
internal sealed class FunctionBinder(DiagnosticBag diagnostics, TypeBinder types, TheoryBuilder theory)
{
    private readonly Dictionary<string, Declaration.Function> _declarations = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, EquatableArray<SxtType> Types), FunctionType?> _bound = [];
    private readonly Dictionary<string, int> _choices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inProgress = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _declarations.Keys;

    public void Declare(Declaration.Function function)
    {
        if (!_declarations.TryAdd(function.Name.Text, function))
            diagnostics.Report(DiagnosticCodes.DuplicateName, function.Name.Span, $"`{function.Name.Text}` is declared twice", "rename or remove one of the two",
                new DiagnosticLabel(_declarations[function.Name.Text].Name.Span, "first declared here"));
    }

    public DiagnosticLabel? WhereDeclared(string name) =>
        _declarations.TryGetValue(name, out Declaration.Function? function) ? new DiagnosticLabel(function.Name.Span, "declared here") : null;

    public bool IsDeclared(string name) => _declarations.ContainsKey(name);

    /// <summary>Null when the declaration is wrong, which has been reported.</summary>
    public FunctionType? Find(Identifier name, ExprBinder expressions, Names globals) =>
        Find(name, TypeArguments.Open(_declarations[name.Text].TypeParameters), expressions, globals);

    /// <summary>A function with type parameters, for a choice of types; null when that is wrong, which has been reported.</summary>
    public FunctionType? For(EquatableArray<SxtType> types, Identifier name, ExprBinder expressions, Names globals)
    {
        if (_bound.ContainsKey((name.Text, types)) || types.Any(TypeArguments.IsOpen))
            return Find(name, types, expressions, globals);
        int choices = _choices[name.Text] = _choices.GetValueOrDefault(name.Text) + 1;
        if (choices <= TypeArguments.MostChoices && !types.Any(TypeSize.IsLarge))
            return Find(name, types, expressions, globals);
        TypeArguments.ReportMany(diagnostics, name, _declarations[name.Text]);
        return null;
    }

    private FunctionType? Find(Identifier name, EquatableArray<SxtType> chosen, ExprBinder expressions, Names globals)
    {
        if (_bound.TryGetValue((name.Text, chosen), out FunctionType? known))
            return known;
        if (!_inProgress.Add(name.Text))
        {
            diagnostics.Report(DiagnosticCodes.CyclicDefinition, name.Span, $"`{name.Text}` is defined by itself",
                new Advice("a function that calls itself need not have a value, and then everything would follow from its definition", "leave out the body, and state as axioms what is needed of it"),
                new DiagnosticLabel(_declarations[name.Text].Name.Span, "declared here"));
            return null;
        }

        Declaration.Function declaration = _declarations[name.Text];
        FunctionType? bound = !TypeArguments.AreDistinct(diagnostics, declaration.TypeParameters) ? null
            : types.Within(TypeArguments.Standing(declaration.TypeParameters, chosen), () => Bind(declaration, chosen, expressions, globals));
        _inProgress.Remove(name.Text);
        _bound[(name.Text, chosen)] = bound;
        return bound;
    }

    private FunctionType? Bind(Declaration.Function function, EquatableArray<SxtType> chosen, ExprBinder expressions, Names globals)
    {
        var names = new Names(globals);
        var parameters = new List<VariableSymbol>();
        var parameterTypes = new List<SxtType>();
        foreach (Parameter parameter in function.Parameters)
        {
            SxtType? type = parameter.Type is null ? null : types.Bind(parameter.Type);
            if (parameter.Type is null)
                diagnostics.Report(DiagnosticCodes.TypeMismatch, parameter.Name.Span, $"the parameter `{parameter.Name.Text}` has no type", "write `name: type`");
            if (type is null)
            {
                names.TryDeclare(parameter.Name.Text, null);
                continue;
            }

            var symbol = new VariableSymbol(parameter.Name.Text, parameter.Name.Span, type.Data, VariableRole.Bound);
            if (!names.TryDeclare(parameter.Name.Text, new Typed(new Expr.Reference(symbol, parameter.Name.Span), type.Shown)))
                diagnostics.Report(DiagnosticCodes.DuplicateName, parameter.Name.Span, $"`{parameter.Name.Text}` is declared twice", "rename or remove one of the two", names.Earlier(parameter.Name.Text));
            parameters.Add(symbol);
            parameterTypes.Add(type);
        }

        SxtType? result = function.Result is null ? null : types.Bind(function.Result);
        Typed? body = function.Body is null ? null : expressions.Bind(function.Body, names, result, function.Result is { } declared ? [new DiagnosticLabel(declared.Span, "because of this result")] : null);
        if (parameters.Count < function.Parameters.Count || (function.Body is not null && body is null) || (result ?? body?.Type) is not { } resultType)
            return null;
        var bound = new FunctionSymbol(TypeArguments.Name(function.Name.Text, chosen), function.Name.Span, parameters.Select(p => p.Type).ToEquatable(), resultType.Data);
        EquatableArray<Identifier> open = chosen.Any(TypeArguments.IsOpen) ? function.TypeParameters : [];
        if (open.Count == 0)
        {
            theory.Add(new FunctionDefinition(bound, parameters.ToEquatable(), body is null ? new FunctionMeaning.Uninterpreted() : new FunctionMeaning.Defined(body.Expr)));
            if (body is null)
                PromiseResult(bound, parameters.ToEquatable(), parameterTypes, resultType);
        }

        return new FunctionType(bound, open, parameterTypes.ToEquatable(), resultType);
    }

    /// <summary>What the result's type promises is an axiom about a function without a body; nothing is said of arguments that are maps.</summary>
    private void PromiseResult(FunctionSymbol function, EquatableArray<VariableSymbol> parameters, List<SxtType> parameterTypes, SxtType result)
    {
        var value = new Expr.Apply(function, Formula.References(parameters, function.DeclaredAt), function.DeclaredAt);
        if (TypePromise.Of(result, value) is not { } promise || parameterTypes.Exists(t => t.Data is DataType.Map))
            return;
        Expr condition = parameters.Count == 0 ? promise : Formula.ForAll(parameters, promise, function.DeclaredAt);
        theory.Add(new Axiom(condition, function.DeclaredAt, IsDerived: true));
    }
}
