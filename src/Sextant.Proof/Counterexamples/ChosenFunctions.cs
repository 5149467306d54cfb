using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// Definitions for functions that a specification describes by axioms alone, such as a maximum. Solvers find models of
/// such axioms over infinite types hardly ever; a definition that satisfies them is one.
/// </summary>
/// <param name="Object">The object with the definitions in the place of the axioms.</param>
/// <param name="Replaced">The axioms that the definitions must be shown to satisfy.</param>
internal sealed record ChosenFunctions(ReplicatedObject Object, EquatableArray<Axiom> Replaced)
{
    /// <summary>
    /// Chooses, at every point, the first argument or constant that satisfies all axioms about the function there. Only
    /// functions whose axioms speak of one point at a time, without further quantifiers, have such a definition.
    /// </summary>
    public static ChosenFunctions Of(ReplicatedObject obj)
    {
        var replaced = new List<Axiom>();
        var chosen = new List<FunctionDefinition>();
        foreach (FunctionDefinition function in obj.Theory.Functions.Where(f => f.Meaning is FunctionMeaning.Uninterpreted))
        {
            Axiom[] axioms = [.. obj.Theory.Axioms.Where(a => Applied(a.Condition).Contains(function.Symbol))];
            if (axioms.Length == 0 || Choose(obj, function, axioms) is not { } body)
                continue;
            chosen.Add(function with { Meaning = new FunctionMeaning.Defined(body) });
            replaced.AddRange(axioms);
        }

        Theory theory = obj.Theory with
        {
            Functions = [.. chosen, .. obj.Theory.Functions.Where(f => !chosen.Exists(c => c.Symbol == f.Symbol))],
            Axioms = obj.Theory.Axioms.Where(a => !replaced.Contains(a)).ToEquatable(),
        };
        return new ChosenFunctions(obj with { Theory = theory }, replaced.ToEquatable());
    }

    private static IEnumerable<FunctionSymbol> Applied(Expr expression) => ExprWalk.All(expression).OfType<Expr.Apply>().Select(a => a.Function);

    private static Expr? Choose(ReplicatedObject obj, FunctionDefinition function, Axiom[] axioms)
    {
        var result = new VariableSymbol("result", function.Symbol.DeclaredAt, function.Symbol.Type, VariableRole.Bound);
        Expr?[] conditions = [.. axioms.Select(a => AtOnePoint(obj, function, a, result))];
        if (Array.Exists(conditions, c => c is null))
            return null;
        Expr condition = Conjuncts.Join([.. conditions.Select(c => c!)], function.Symbol.DeclaredAt);
        Symbol[] candidates = [.. function.Parameters.Where(p => p.Type == function.Symbol.Type), .. obj.Theory.Constants.Where(c => c.Type == function.Symbol.Type)];
        if (candidates.Length == 0)
            return null;
        Expr[] values = [.. candidates.Select(c => new Expr.Reference(c, function.Symbol.DeclaredAt))];
        return values.Reverse().Aggregate((rest, value) => new Expr.Conditional(
            ExprRewrite.Substitute(condition, ImmutableDictionary<Symbol, Expr>.Empty.Add(result, value)), value, rest, function.Symbol.DeclaredAt));
    }

    /// <summary>What an axiom says of the function's result at its parameters; null when it says more than that.</summary>
    private static Expr? AtOnePoint(ReplicatedObject obj, FunctionDefinition function, Axiom axiom, VariableSymbol result)
    {
        Expr body = axiom.Condition;
        var variables = new HashSet<Symbol>();
        while (body is Expr.Quantified { Kind: QuantifierKind.ForAll } forAll)
        {
            variables.UnionWith(forAll.Variables);
            body = forAll.Body;
        }

        Expr.Apply[] uses = [.. ExprWalk.All(body).OfType<Expr.Apply>()];
        Expr.Apply point = uses.First(u => u.Function == function.Symbol);
        Symbol[] arguments = [.. point.Arguments.OfType<Expr.Reference>().Select(r => r.Symbol)];
        bool fits = arguments.Length == function.Parameters.Count
            && variables.SetEquals(arguments)
            && !ExprWalk.All(body).Any(e => e is Expr.Quantified)
            && uses.All(u => u.Function == function.Symbol ? SameArguments(u, arguments) : IsBuiltin(obj, u.Function));
        if (!fits)
            return null;

        var values = new Dictionary<Symbol, Expr>();
        var equalities = new List<Expr>();
        for (int i = 0; i < arguments.Length; i++)
        {
            var parameter = new Expr.Reference(function.Parameters[i], axiom.Span);
            if (!values.TryAdd(arguments[i], parameter))
                equalities.Add(new Expr.Binary(BinaryOperator.Equal, values[arguments[i]], parameter, DataType.Boolean, axiom.Span));
        }

        Expr atResult = ExprRewrite.Apply(body, part => part is Expr.Apply a && a.Function == function.Symbol ? new Expr.Reference(result, axiom.Span) : null);
        Expr atParameters = ExprRewrite.Substitute(atResult, values);
        return equalities.Count == 0
            ? atParameters
            : new Expr.Binary(BinaryOperator.Implies, Conjuncts.Join(equalities, axiom.Span), atParameters, DataType.Boolean, axiom.Span);
    }

    private static bool SameArguments(Expr.Apply use, Symbol[] arguments) =>
        use.Arguments.Count == arguments.Length && use.Arguments.Zip(arguments).All(p => p.First is Expr.Reference r && r.Symbol == p.Second);

    private static bool IsBuiltin(ReplicatedObject obj, FunctionSymbol function) =>
        obj.Theory.Functions.First(f => f.Symbol == function).Meaning is FunctionMeaning.Builtin;
}
