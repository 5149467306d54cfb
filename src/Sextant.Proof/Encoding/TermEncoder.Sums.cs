using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Proof.Encoding.Sums;

namespace Sextant.Proof.Encoding;

/// <summary>
/// Sums. In a scope they are written out. Else each is a function, of which the solver is told facts.
/// </summary>
internal sealed partial class TermEncoder
{
    private readonly HashSet<string> _bound = new(StringComparer.Ordinal);
    private readonly HashSet<string> _formal = new(StringComparer.Ordinal);
    private readonly HashSet<SumUse> _metInFacts = [];
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
        if (_isWritingFacts)
            _metInFacts.Add(use);
        else
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
        Expr.Sum closed = SumParts.InOrder((Expr.Sum)Close(inlined, env, inside, parameters));
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
        string[] own = [.. sum.Variables.Select((_, i) => Formal(string.Create(CultureInfo.InvariantCulture, $"%{i}")))];
        string[] formal = [.. parameters.Select((_, i) => Formal(string.Create(CultureInfo.InvariantCulture, $"${i}")))];
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

    private string Formal(string name)
    {
        _formal.Add(name);
        return Bind(name);
    }

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
}
