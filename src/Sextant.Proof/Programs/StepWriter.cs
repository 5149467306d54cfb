using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Programs;

/// <summary>One of the ways in which a step may go.</summary>
/// <param name="Conditions">Where it goes so; of the ways of one step at most one is possible.</param>
/// <param name="Changes">What variables of the state hold afterwards; all others hold what they held.</param>
internal sealed record StepCase(IEnumerable<Expr> Conditions, IReadOnlyDictionary<VariableSymbol, Expr> Changes);

/// <summary>Writes what programs do as operations of one state, so that the prover can be asked of it what it is asked of any object.</summary>
internal static class StepWriter
{
    /// <param name="required">Where the step can be taken, besides the conditions of its cases.</param>
    public static Operation Step(string name, SourceSpan place, IEnumerable<VariableSymbol> parameters, IEnumerable<Expr> required, IReadOnlyList<StepCase> cases)
    {
        Expr[] conditions = [.. cases.Select(c => ProgramTerms.All(c.Conditions))];
        EquatableArray<Clause> requires = required.Append(ProgramTerms.Any(conditions)).Where(e => e is not Expr.BoolLiteral { Value: true }).Select(e => Named(e, place)).ToEquatable();
        VariableSymbol[] changed = [.. cases.SelectMany(c => c.Changes.Keys).Distinct().OrderBy(v => v.DeclaredAt.Start).ThenBy(v => v.Name, StringComparer.Ordinal)];
        IEnumerable<Clause> ensures = changed.SelectMany(v => cases.Select((c, i) => Named(ProgramTerms.Implies(Before(conditions[i]), Holds(v, c.Changes.GetValueOrDefault(v) ?? ProgramTerms.Of(v))), place)));
        foreach (Clause clause in requires)
            ProgramTerms.Check(clause.Condition);
        EquatableArray<Clause> after = ensures.ToEquatable();
        foreach (Clause clause in after)
            ProgramTerms.Check(clause.Condition);
        return new Operation(name, place, parameters.ToEquatable(), [], requires, after, changed.ToEquatable(), [], Body: null);
    }

    /// <summary>What relates the states before and after a step holds where nothing is committed, too, as it must when an app begins.</summary>
    public static IEnumerable<Operation> Nothing(SourceSpan place, IReadOnlyCollection<Clause> relations) =>
        relations.Count == 0 ? [] : [Step("(nothing is committed)", place, [], [], [new StepCase([], new Dictionary<VariableSymbol, Expr>())])];

    /// <summary>The object whose replica is all of a program's state.</summary>
    public static ReplicatedObject System(string name, SourceSpan place, SourceText source, Theory theory, IEnumerable<VariableSymbol> state, IEnumerable<Clause> invariant, IEnumerable<Clause> initial, IEnumerable<Operation> steps)
    {
        var system = new ReplicatedObject(name, source, theory, state.ToEquatable(), [], invariant.ToEquatable(), new Propagation.Operations(place), steps.ToEquatable())
        {
            Initial = initial.ToEquatable(),
            Notation = Notation.Sextant,
        };
        foreach (Clause clause in system.Invariant.Concat(system.Initial))
            ProgramTerms.Check(clause.Condition);
        foreach (VariableSymbol variable in system.State)
            ProgramTerms.Check(variable.Type, variable.DeclaredAt);
        return system;
    }

    /// <summary>What is known of the sorts, constants and functions of which the expressions speak.</summary>
    public static Theory TheoryOf(Theory theory, IEnumerable<Expr> spoken, ProgramTerms terms)
    {
        var functions = new List<FunctionDefinition>();
        Expr[] all = [.. spoken];
        HashSet<Symbol> used = [.. all.SelectMany(Symbols)];
        foreach (FunctionDefinition function in theory.Functions.Reverse().Where(f => used.Contains(f.Symbol)))
        {
            FunctionDefinition lowered = function.Meaning is FunctionMeaning.Defined defined ? function with { Meaning = new FunctionMeaning.Defined(terms.Lower(defined.Body, new Dictionary<Symbol, Expr>())) } : function;
            if (lowered.Meaning is FunctionMeaning.Defined { Body: var body })
            {
                ProgramTerms.Check(body);
                used.UnionWith(Symbols(body));
            }

            functions.Insert(0, lowered);
        }

        return new Theory(theory.Sorts, used.OfType<ConstantSymbol>().OrderBy(c => c.DeclaredAt.Start).ThenBy(c => c.Name, StringComparer.Ordinal).ToEquatable(), functions.ToEquatable(), []);
    }

    public static Clause Named(Expr condition, SourceSpan place) => new(null, condition, place);

    /// <summary>What a map holds now and held before are different things; of what steps are given there is one.</summary>
    public static Expr Before(Expr expression) => expression is Expr.BoolLiteral ? expression : new Expr.Old(expression, expression.Span);

    private static Expr Holds(VariableSymbol variable, Expr value) => value is Expr.Primitive { Operator: PrimitiveOperator.Everywhere }
        ? ProgramTerms.Equal(ProgramTerms.Of(variable), value)
        : ProgramTerms.Equal(ProgramTerms.Of(variable), new Expr.Old(value, value.Span));

    private static IEnumerable<Symbol> Symbols(Expr expression) => ExprWalk.All(expression).Select(e => e switch
    {
        Expr.Reference r => r.Symbol,
        Expr.Apply a => a.Function,
        _ => (Symbol?)null,
    }).OfType<Symbol>();
}
