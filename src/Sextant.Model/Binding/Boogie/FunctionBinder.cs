using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Binding.Boogie;

/// <summary>Binds functions: signatures, bodies, built-in meanings, and an order in which each stands after those it uses.</summary>
internal sealed class FunctionBinder(DiagnosticBag diagnostics, TypeBinder types, Scope globals)
{
    private readonly Dictionary<string, FunctionSymbol?> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Identifier> _declared = new(StringComparer.Ordinal);
    private readonly List<(Declaration.Function Declaration, FunctionSymbol Symbol, EquatableArray<VariableSymbol> Parameters)> _functions = [];

    /// <summary>By name; null where the declaration is wrong.</summary>
    public IReadOnlyDictionary<string, FunctionSymbol?> Symbols => _symbols;

    public void DeclareSignature(Declaration.Function function)
    {
        Identifier name = function.Name;
        if (!_declared.TryAdd(name.Text, name))
        {
            diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"the function `{name.Text}` is declared twice", "rename or remove one of the two",
                new DiagnosticLabel(_declared[name.Text].Span, "first declared here"));
            return;
        }

        DataType?[] parameterTypes = [.. function.Parameters.Select(p => types.Bind(p.Type))];
        DataType? result = types.Bind(function.Result.Type);
        if (result is null || Array.Exists(parameterTypes, t => t is null))
        {
            _symbols.Add(name.Text, null);
            return;
        }

        var symbol = new FunctionSymbol(name.Text, name.Span, parameterTypes.Select(t => t!).ToEquatable(), result);
        EquatableArray<VariableSymbol> parameters = function.Parameters.Select((p, i) => new VariableSymbol(
            p.Name?.Text ?? $"argument{i + 1}", p.Name?.Span ?? name.Span, parameterTypes[i]!, VariableRole.Bound)).ToEquatable();
        _symbols.Add(name.Text, symbol);
        _functions.Add((function, symbol, parameters));
        CheckParameterNames(function);
    }

    private void CheckParameterNames(Declaration.Function function)
    {
        var seen = new Dictionary<string, Identifier>(StringComparer.Ordinal);
        foreach (Identifier name in function.Parameters.Select(p => p.Name).OfType<Identifier>())
        {
            if (!seen.TryAdd(name.Text, name))
                diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"the parameter `{name.Text}` stands twice", "rename one of the two",
                    new DiagnosticLabel(seen[name.Text].Span, "first declared here"));
        }
    }

    /// <summary>Binds every body; the result is ordered so that a function stands after those that its body uses.</summary>
    public EquatableArray<FunctionDefinition> BindAll(ExprBinder expressions)
    {
        var definitions = _functions.Select(f => new FunctionDefinition(f.Symbol, f.Parameters, Meaning(f.Declaration, f.Symbol, f.Parameters, expressions))).ToList();
        return InOrderOfUse(definitions);
    }

    private FunctionMeaning Meaning(Declaration.Function function, FunctionSymbol symbol, EquatableArray<VariableSymbol> parameters, ExprBinder expressions)
    {
        BoogieAttribute? builtin = function.Attributes.FirstOrDefault(a => a.Name is "bvbuiltin" or "builtin");
        if (builtin is not null)
            return (FunctionMeaning?)BuiltinFunctions.Bind(builtin, symbol, diagnostics) ?? new FunctionMeaning.Uninterpreted();
        if (function.Body is null)
            return new FunctionMeaning.Uninterpreted();
        var scope = new Scope(globals);
        foreach (VariableSymbol parameter in parameters)
            scope.Declare(parameter);
        return expressions.Bind(function.Body, symbol.Type, scope, VisibleStates.None) is { } body ? new FunctionMeaning.Defined(body) : new FunctionMeaning.Uninterpreted();
    }

    private EquatableArray<FunctionDefinition> InOrderOfUse(List<FunctionDefinition> definitions)
    {
        Dictionary<FunctionSymbol, FunctionDefinition> bySymbol = definitions.ToDictionary(d => d.Symbol);
        var ordered = new List<FunctionDefinition>();
        var visiting = new HashSet<FunctionSymbol>();
        var done = new HashSet<FunctionSymbol>();
        foreach (FunctionDefinition definition in definitions)
            Visit(definition);
        return ordered.ToEquatable();

        void Visit(FunctionDefinition definition)
        {
            if (done.Contains(definition.Symbol))
                return;
            if (!visiting.Add(definition.Symbol))
            {
                diagnostics.Report(DiagnosticCodes.CyclicDefinition, definition.Symbol.DeclaredAt, $"the function `{definition.Symbol.Name}` is defined through itself",
                    "leave the body out and state an axiom about it instead");
                return;
            }

            if (definition.Meaning is FunctionMeaning.Defined defined)
            {
                foreach (FunctionSymbol used in ExprWalk.All(defined.Body).OfType<Expr.Apply>().Select(a => a.Function).Distinct())
                    Visit(bySymbol[used]);
            }

            visiting.Remove(definition.Symbol);
            if (done.Add(definition.Symbol))
                ordered.Add(definition);
        }
    }
}
