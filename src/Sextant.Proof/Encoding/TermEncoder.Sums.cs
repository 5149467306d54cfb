using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Proof.Encoding.Sums;

namespace Sextant.Proof.Encoding;

/// <summary>
/// Sums. In a scope they are written out. Else each is a function of which the solver is told <see cref="SumFacts"/> about the
/// terms at hand, so that what it proves holds, and a model that it finds need not be one.
/// </summary>
internal sealed partial class TermEncoder
{
    /// <summary>More sums of one query are not compared.</summary>
    private const int MostSums = 48;

    private readonly HashSet<string> _bound = new(StringComparer.Ordinal);
    private bool _isWritingFacts;

    /// <summary>The sums met so far.</summary>
    public SumTerms Sums => sums;

    /// <summary>Whether an expression, or a function in it, adds up.</summary>
    public bool AddsUp(Expr expression) => summing.AreIn(expression);

    private void WriteSum(Expr.Sum sum, Env env, StringBuilder text)
    {
        if (scope is not null)
        {
            WriteAddedUp(sum, scope, env, text);
            return;
        }

        SumUse use = UseOf(sum, env);
        if (!_isWritingFacts)
            sums.Note(use);
        text.Append(use.Function.At(use.Arguments));
    }

    /// <summary>Elements of a scope may coincide, and each value is added once.</summary>
    private void WriteAddedUp(Expr.Sum sum, FiniteScope finite, Env env, StringBuilder text)
    {
        text.Append("(+ 0 0");
        WriteAddends(0, env, []);
        text.Append(')');

        void WriteAddends(int next, Env inner, ImmutableArray<string> isFirst)
        {
            if (next == sum.Variables.Count)
            {
                text.Append(CultureInfo.InvariantCulture, $" (ite (and true{string.Concat(isFirst)}) ");
                Write(sum.Body, inner, text);
                text.Append(" 0)");
                return;
            }

            VariableSymbol variable = sum.Variables[next];
            IReadOnlyList<string> elements = finite.Elements(variable.Type);
            for (int i = 0; i < elements.Count; i++)
            {
                string isNew = variable.Type is DataType.Sort && i > 0 ? $" (not (or {string.Join(' ', elements.Take(i).Select(e => $"(= {e} {elements[i]})"))}))" : "";
                WriteAddends(next + 1, inner.With(variable, elements[i]), isFirst.Add(isNew));
            }
        }
    }

    private SumUse UseOf(Expr.Sum sum, Env env)
    {
        var inlined = (Expr.Sum)summing.TakenOutOf(sum);
        var parameters = new Dictionary<string, VariableSymbol>(StringComparer.Ordinal);
        HashSet<Symbol> inside = [.. ExprWalk.All(inlined).SelectMany(BoundBy)];
        var closed = (Expr.Sum)Close(inlined, env, inside, parameters);
        EquatableArray<VariableSymbol> formal = parameters.Values.ToEquatable();
        string key = KeyOf(closed, formal);
        SumFunction function = sums.Find(key) ?? sums.Declare(key, formal, closed, sorts);
        return new SumUse(function, parameters.Keys.ToEquatable());
    }

    /// <summary>What the sum says, in names that depend on nothing else.</summary>
    private string KeyOf(Expr.Sum sum, EquatableArray<VariableSymbol> parameters)
    {
        int next = _boundNames;
        _boundNames = 0;
        string[] own = [.. sum.Variables.Select((_, i) => Bind(string.Create(CultureInfo.InvariantCulture, $"%{i}")))];
        string[] formal = [.. parameters.Select((_, i) => Bind(string.Create(CultureInfo.InvariantCulture, $"${i}")))];
        string body = Encode(sum.Body, sums.Terms.With(sum.Variables.Zip(own)).With(parameters.Zip(formal)));
        _boundNames = next;
        return $"{string.Join(' ', sum.Variables.Select(v => v.Type))} / {string.Join(' ', parameters.Select(v => v.Type))} / {body}";
    }

    /// <summary>Notes what matters to sums of some terms, which are references to elements or not.</summary>
    private void NoteElements(IEnumerable<Expr> terms, Env env)
    {
        foreach (Expr.Reference term in terms.OfType<Expr.Reference>().Where(t => !_isWritingFacts && t.Type is DataType.Sort && !IsBound(t, env)))
            sums.Note(new TypedTerm(Encode(term, env), term.Type));
    }

    /// <summary>Whether this is a variable of a quantifier or of a sum.</summary>
    private bool IsBound(Expr term, Env env) => term is Expr.Reference { Symbol: VariableSymbol variable } && env.Now.TryGetValue(variable, out string? text) && _bound.Contains(text);

    private string Bind(string name)
    {
        _bound.Add(name);
        return name;
    }

    /// <summary>The expression with variables for the terms of its maps, and with parameters for all else that is not bound inside.</summary>
    private Expr Close(Expr expression, Env env, HashSet<Symbol> inside, Dictionary<string, VariableSymbol> parameters) => ExprRewrite.Apply(expression, part => part switch
    {
        Expr.Old old => Close(old.Operand, BeforeOf(env), inside, parameters),
        Expr.Reference { Symbol: ConstantSymbol constant } => constant.Type is DataType.Map ? part : Parameter(SmtNames.Of(constant), constant.Type, parameters),
        Expr.Reference { Symbol: VariableSymbol variable } when !inside.Contains(variable) => variable.Type is DataType.Map && !_bound.Contains(env[variable])
            ? new Expr.Reference(sums.SymbolOf(env[variable], variable.Type, variable.DeclaredAt), part.Span)
            : Parameter(env[variable], variable.Type, parameters),
        _ => null,
    });

    private static Expr Parameter(string term, DataType type, Dictionary<string, VariableSymbol> parameters)
    {
        if (!parameters.TryGetValue(term, out VariableSymbol? symbol))
            parameters.Add(term, symbol = new VariableSymbol(string.Create(CultureInfo.InvariantCulture, $"p{parameters.Count}"), default, type, VariableRole.Bound));
        return new Expr.Reference(symbol, default);
    }

    private static IEnumerable<VariableSymbol> BoundBy(Expr expression) => expression switch
    {
        Expr.Quantified e => e.Variables,
        Expr.Sum e => e.Variables,
        Expr.Lambda e => e.Variables,
        _ => [],
    };

    /// <summary>Assertions about the sums of which the goal speaks, as far as elements matter that are changed, or of which it speaks too.</summary>
    /// <param name="visible">The constants that are known here, those first that matter most.</param>
    public string SumFactsAbout(IReadOnlyList<TypedTerm> visible) => SumFactsAbout(visible, sums.Elements, sums.Asked.Count > 0 ? sums.Asked : sums.Uses);

    /// <summary>Assertions about all sums and elements that are known here.</summary>
    public string AllSumFactsAbout(IReadOnlyList<TypedTerm> visible) => SumFactsAbout(visible, visible, sums.Uses);

    private string SumFactsAbout(IReadOnlyList<TypedTerm> visible, IReadOnlyList<TypedTerm> apart, IEnumerable<SumUse> asked)
    {
        if (sums.Uses.Count == 0)
            return "";
        _isWritingFacts = true;
        ILookup<DataType, string> terms = visible.ToLookup(t => t.Type, t => t.Term);
        ILookup<DataType, string> setApart = apart.ToLookup(t => t.Type, t => t.Term);
        ILookup<DataType, string> arguments = sums.Uses.SelectMany(u => u.Function.Parameters.Zip(u.Arguments)).Where(a => !_bound.Contains(a.Second)).Distinct().ToLookup(a => a.First.Type, a => a.Second);
        SumUse[] Named(IEnumerable<SumUse> uses) => [.. uses.SelectMany(u => Instances(u, t => arguments.Contains(t) ? arguments[t] : terms[t])).Distinct().Take(MostSums)];
        SumUse[] ofGoal = Named(asked);
        Expr.Sum[] compared = [.. ofGoal.Select(ClosedSum)];
        Expr.Sum[] others = [.. Named(sums.Uses).Except(ofGoal).Select(ClosedSum)];
        var elements = compared.Concat(others).SelectMany(s => s.Variables).Select(v => v.Type).Distinct().ToDictionary(t => t, t => ElementsOf(t, setApart[t]));
        var text = new StringBuilder();
        var named = new Dictionary<Expr, string>(ReferenceEqualityComparer.Instance);
        foreach (SumFact fact in SumFacts.Of(compared, others, elements))
            Write(fact, named, text);
        _isWritingFacts = false;
        return text.ToString();
    }

    /// <summary>
    /// A use under a quantifier stands for one at each term of the variable's type at which some sum is named anyway, or at each
    /// that there is.
    /// </summary>
    private IEnumerable<SumUse> Instances(SumUse use, Func<DataType, IEnumerable<string>> terms)
    {
        IEnumerable<ImmutableArray<string>> lists = [[]];
        foreach ((string argument, VariableSymbol parameter) in use.Arguments.Zip(use.Function.Parameters))
        {
            IEnumerable<string> choices = _bound.Contains(argument) ? ElementsOf(parameter.Type, terms(parameter.Type)).Select(e => Encode(e, sums.Terms)) : [argument];
            lists = lists.SelectMany(l => choices.Select(l.Add));
        }

        return lists.Take(MostSums).Select(l => use with { Arguments = l.ToEquatable() });
    }

    private Expr.Sum ClosedSum(SumUse use) => (Expr.Sum)ExprRewrite.Substitute(use.Function.Sum, use.Function.Parameters.Zip(use.Arguments)
        .ToDictionary(p => (Symbol)p.First, p => (Expr)new Expr.Reference(sums.SymbolOf(p.Second, p.First.Type), default)));

    private ImmutableArray<Expr> ElementsOf(DataType type, IEnumerable<string> terms) => type switch
    {
        DataType.Bool => [Formulas.False, Formulas.True],
        DataType.Datatype d when FiniteScope.HoldsAllOf(type) => [.. d.Symbol.Constructors.Select(c => (Expr)new Expr.Construct(d, c, [], default))],
        _ => [.. terms.Select(t => (Expr)new Expr.Reference(sums.SymbolOf(t, type), default))],
    };

    /// <summary>
    /// A premise that fails, fails at one element, which gets a name. What is left of a sum is used in several facts and gets one too.
    /// </summary>
    private void Write(SumFact fact, Dictionary<Expr, string> named, StringBuilder text)
    {
        string less = Named(fact.Less);
        string more = Named(fact.More);
        Env at = sums.Terms;
        foreach (VariableSymbol variable in fact.Premise.Variables)
        {
            string name = BoundName(variable);
            text.Append(CultureInfo.InvariantCulture, $"(declare-const {name} {sorts.Encode(variable.Type)})\n");
            at = at.With(variable, name);
        }

        text.Append(CultureInfo.InvariantCulture, $"(assert (or (not {Encode(fact.Premise.Body, at)}) (<= {less} {more})))\n");

        string Named(Expr rest)
        {
            if (rest is Expr.IntLiteral)
                return Encode(rest, Env.Empty);
            if (!named.TryGetValue(rest, out string? name))
            {
                named.Add(rest, name = SmtNames.Own("rest", _boundNames++));
                text.Append(CultureInfo.InvariantCulture, $"(declare-const {name} Int)\n(assert (= {name} {Encode(rest, sums.Terms)}))\n");
            }

            return name;
        }
    }
}
