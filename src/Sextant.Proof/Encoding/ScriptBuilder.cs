using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Proof.Encoding.Sums;
using Sextant.Proof.Counterexamples;

namespace Sextant.Proof.Encoding;

/// <summary>Writes a script, <see cref="ScriptItem"/> by item; every name that it declares is new in the script.</summary>
internal sealed class ScriptBuilder(TermEncoder terms, Theory theory)
{
    private readonly Stack<ImmutableArray<ScriptItem>.Builder> _open = new([ImmutableArray.CreateBuilder<ScriptItem>()]);
    private readonly StringBuilder _known = new();
    private readonly List<TypedTerm> _declared = [];
    private readonly List<Fact> _facts = [];
    private readonly List<OperationRun> _runs = [];
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly List<TypedTerm> _visible = [.. theory.Constants.Select(c => new TypedTerm(SmtNames.Of(c), c.Type))];
    private readonly List<Fact> _assumed = [];
    private readonly Stack<(int Visible, int Assumed, SumPoint Sums)> _scopes = new();

    public EquatableArray<ScriptItem> ToItems()
    {
        FlushKnown();
        return _open.Peek().ToEquatable();
    }

    public string Encode(Expr expression, Env env)
    {
        string term = terms.Encode(expression, env);
        _known.Append(terms.Sums.TakeDeclarations());
        return term;
    }

    /// <summary>Whether what is known whole is defined rather than described.</summary>
    public bool DefinesValues => terms.DefinesValues;

    /// <summary>A name for a new value of the variable, which is defined before it is spoken of.</summary>
    public string Reserve(VariableSymbol variable) => NewName(variable.Name);

    /// <summary>Defines a new value under the name that was reserved for it.</summary>
    public void Define(ValueDefinition definition, Env env)
    {
        var name = new TypedTerm(env[definition.Variable], definition.Variable.Type);
        string value = terms.EncodeValue(definition, env);
        _known.Append(terms.Sums.TakeDeclarations());
        _known.Append(CultureInfo.InvariantCulture, $"(define-fun {name.Term} () {terms.Sorts.Encode(name.Type)} {value})\n");
        _declared.Add(name);
        _visible.Add(name);
        _facts.Add(new Fact(definition.Clause.Condition, env));
    }

    /// <summary>Declares a constant for a new value of the variable.</summary>
    public string Declare(VariableSymbol variable)
    {
        string name = NewName(variable.Name);
        DeclareConstant(name, variable.Type);
        return name;
    }

    /// <summary>Declares a new value for each variable, and assumes what their declarations promise where the guard holds.</summary>
    public Env DeclareAll(IEnumerable<VariableSymbol> variables, IEnumerable<VariableAssumption> assumptions, Env env, string guard = Guards.Always)
    {
        VariableSymbol[] declared = [.. variables];
        Env result = env.With(declared.Select(v => (v, Declare(v))).ToArray());
        AssumeAll(assumptions.Where(a => declared.Contains(a.Variable)), result, guard);
        return result;
    }

    /// <summary>Assumes what declarations promise where the guard holds.</summary>
    public void AssumeAll(IEnumerable<VariableAssumption> assumptions, Env env, string guard = Guards.Always)
    {
        foreach (VariableAssumption assumption in assumptions)
            Assume(assumption.Condition, env, guard);
    }

    /// <summary>Names a term, so that it is written once and can be asked for in a model.</summary>
    public string Define(VariableSymbol variable, string term)
    {
        string name = Declare(variable);
        Assume($"(= {name} {term})");
        return name;
    }

    public void Assume(string term)
    {
        if (term != "true")
            _known.Append(CultureInfo.InvariantCulture, $"(assert {term})\n");
    }

    public void Assume(Expr condition, Env env, string guard = Guards.Always)
    {
        Assume(Guards.Implies(guard, Encode(condition, env)));
        if (guard != Guards.Always)
            return;
        _facts.Add(new Fact(condition, env));
        _assumed.Add(_facts[^1]);
    }

    /// <summary>Notes that an operation, whose contract was assumed, ran.</summary>
    public void Note(OperationRun run) => _runs.Add(run);

    public void AssumeAll(IEnumerable<Clause> clauses, Env env, string guard = Guards.Always)
    {
        foreach (Clause clause in clauses)
            Assume(clause.Condition, env, guard);
    }

    /// <summary>
    /// States what is to be shown here. Free clauses are nobody's to show, and what is assumed word for word is not shown again: most
    /// clauses speak of nothing that an operation changes.
    /// </summary>
    public void Show(IEnumerable<Clause> clauses, Env env, string meaning, Scene scene, string guard = Guards.Always)
    {
        EquatableArray<Goal> goals = clauses.Where(c => !c.IsFree && !_assumed.Exists(f => f.Says(c.Condition, env))).Select(c => ToGoal(c, env, meaning, scene, guard)).ToEquatable();
        FlushKnown();
        if (goals.Count > 0)
            _open.Peek().Add(new ScriptItem.Goals(goals));
    }

    public void OpenScope()
    {
        FlushKnown();
        _open.Push(ImmutableArray.CreateBuilder<ScriptItem>());
        _scopes.Push((_visible.Count, _assumed.Count, terms.Sums.Here));
    }

    public void CloseScope()
    {
        FlushKnown();
        ImmutableArray<ScriptItem>.Builder inner = _open.Pop();
        _open.Peek().Add(new ScriptItem.Scope(inner.ToEquatable()));
        (int visible, int assumed, SumPoint sums) = _scopes.Pop();
        _visible.RemoveRange(visible, _visible.Count - visible);
        _assumed.RemoveRange(assumed, _assumed.Count - assumed);
        terms.Sums.GoBackTo(sums);
    }

    /// <summary>
    /// The negation of a universal condition is a witness: its variables become constants with names that a
    /// counterexample can show, and what an implication assumes is asserted as it stands.
    /// </summary>
    private Goal ToGoal(Clause clause, Env env, string meaning, Scene scene, string guard)
    {
        SumPoint before = terms.Sums.Here;
        terms.Sums.BeginGoal();
        var negation = new StringBuilder();
        var witnesses = new List<(VariableSymbol, string)>();
        if (guard != Guards.Always)
            negation.Append(CultureInfo.InvariantCulture, $"(assert {guard})\n");
        Expr rest = clause.Condition;
        Env inner = env;
        while (true)
        {
            if (rest is Expr.Quantified { Kind: QuantifierKind.ForAll } forAll)
            {
                foreach (VariableSymbol variable in forAll.Variables)
                {
                    string name = NewName(variable.Name);
                    negation.Append(CultureInfo.InvariantCulture, $"(declare-const {name} {terms.Sorts.Encode(variable.Type)})\n");
                    inner = inner.With(variable, name);
                    witnesses.Add((variable, name));
                }

                rest = forAll.Body;
            }
            else if (rest is Expr.Binary { Operator: BinaryOperator.Implies } implication)
            {
                negation.Append(CultureInfo.InvariantCulture, $"(assert {Encode(implication.Left, inner)})\n");
                rest = implication.Right;
            }
            else if (rest is Expr.Apply use && Definition(use) is { } definition)
            {
                rest = definition;
            }
            else
            {
                break;
            }
        }

        negation.Append(CultureInfo.InvariantCulture, $"(assert (not {Encode(rest, inner)}))\n");
        TypedTerm[] visible = [.. witnesses.Select(w => new TypedTerm(w.Item2, w.Item1.Type)), .. _visible];
        string facts = terms.SumFactsAbout(visible);
        string allFacts = terms.AllSumFactsAbout(visible);
        terms.Sums.EndGoal();
        string condition = Guards.Implies(guard, Encode(clause.Condition, env));

        // What the next goal speaks of is its own; the functions stay declared for it.
        terms.Sums.GoBackTo(before with { Functions = terms.Sums.Here.Functions });
        return new Goal(clause, meaning, negation.ToString(), condition, witnesses.ToEquatable(), scene, env) { SumFacts = facts, AllSumFacts = allFacts, AddsUp = terms.AddsUp(clause.Condition) };
    }

    /// <summary>The body of a defined function at its arguments, so that what it quantifies over has witnesses too.</summary>
    private Expr? Definition(Expr.Apply use)
    {
        FunctionDefinition function = theory.Functions.First(f => f.Symbol == use.Function);
        return function.Meaning is FunctionMeaning.Defined defined
            ? ExprRewrite.Substitute(defined.Body, function.Parameters.Zip(use.Arguments).ToDictionary(p => (Symbol)p.First, p => p.Second))
            : null;
    }

    private void DeclareConstant(string name, DataType type)
    {
        _known.Append(CultureInfo.InvariantCulture, $"(declare-const {name} {terms.Sorts.Encode(type)})\n");
        _declared.Add(new TypedTerm(name, type));
        _visible.Add(new TypedTerm(name, type));
    }

    private string NewName(string name)
    {
        int number = _versions.GetValueOrDefault(name);
        _versions[name] = number + 1;
        return SmtNames.Version(name, number);
    }

    private void FlushKnown()
    {
        if (_known.Length == 0 && _facts.Count == 0 && _runs.Count == 0)
            return;
        _open.Peek().Add(new ScriptItem.Known(_known.ToString(), _declared.ToEquatable(), _facts.ToEquatable(), _runs.ToEquatable()));
        _known.Clear();
        _declared.Clear();
        _facts.Clear();
        _runs.Clear();
    }
}
