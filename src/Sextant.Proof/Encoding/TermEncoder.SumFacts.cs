using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Proof.Encoding.Sums;

namespace Sextant.Proof.Encoding;

/// <summary>
/// What the solver is told of sums: <see cref="SumFacts"/> and <see cref="SumParts"/> about the terms at hand, so that what it
/// proves holds, and a model that it finds need not be one.
/// </summary>
internal sealed partial class TermEncoder
{
    /// <summary>More sums of one query are not compared.</summary>
    private const int MostSums = 48;

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
        _metInFacts.Clear();
        var text = new StringBuilder();
        ILookup<DataType, string> terms = visible.ToLookup(t => t.Type, t => t.Term);
        ILookup<DataType, string> setApart = apart.ToLookup(t => t.Type, t => t.Term);
        ILookup<DataType, string> arguments = sums.Uses.SelectMany(u => u.Function.Parameters.Zip(u.Arguments)).Where(a => !_bound.Contains(a.Second)).Distinct().ToLookup(a => a.First.Type, a => a.Second);
        SumUse[] ofGoal = [.. Instances(asked.Where(u => !IsInner(u)), NamedTerms).Take(MostSums)];
        SumUse[] known = [.. Instances(sums.Uses.Where(u => !IsInner(u)), NamedTerms).Except(ofGoal).Take(MostSums)];
        SumUse[] compared = [.. ofGoal.Concat(TakeApart(ofGoal, text)).Distinct()];
        SumUse[] others = [.. known.Concat(TakeApart(known, text)).Distinct().Except(compared)];
        Compare(compared, others, setApart, text);

        // Where sums add up sums, the inner ones are compared too, at each element at which that has named them.
        SumUse[] inner = [.. _metInFacts.Except(compared).Except(others)];
        foreach (TypedTerm element in inner.SelectMany(u => u.Function.Parameters.Zip(u.Arguments, (p, a) => new TypedTerm(a, p.Type))).Where(e => !_bound.Contains(e.Term)).Distinct().Take(MostSums).ToArray())
        {
            SumUse[] inside = [.. inner.Where(u => u.Arguments.Contains(element.Term, StringComparer.Ordinal))];
            Compare(inside, [.. Instances(sums.Uses, t => t == element.Type ? [element.Term] : NamedTerms(t)).Where(u => u.Arguments.Contains(element.Term, StringComparer.Ordinal)).Except(inside).Take(MostSums)], setApart, text);
        }

        _isWritingFacts = false;
        return text.ToString();

        // A use under a quantifier stands for one at each term of the variable's type at which some sum is named anyway, or at each that there is.
        IEnumerable<string> NamedTerms(DataType type) => arguments.Contains(type) ? arguments[type] : terms[type];
    }

    /// <summary>Whether it stands in another sum, so that it means something for elements of that one only.</summary>
    private bool IsInner(SumUse use) => use.Arguments.Any(_formal.Contains);

    private IEnumerable<SumUse> Instances(IEnumerable<SumUse> uses, Func<DataType, IEnumerable<string>> terms) => uses.SelectMany(u => Instances(u, terms)).Distinct();

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

    /// <summary>Says of each sum what it is the sum of, and gives those parts.</summary>
    private SumUse[] TakeApart(IReadOnlyList<SumUse> uses, StringBuilder text)
    {
        var parts = new List<SumUse>();
        foreach (Expr.Sum sum in uses.Select(ClosedSum))
        {
            if (SumParts.Of(sum) is not { } apart)
                continue;
            parts.AddRange(apart.Select(p => UseOf(p.Sum, sums.Terms)));
            text.Append(CultureInfo.InvariantCulture, $"(assert (= {Encode(sum, sums.Terms)} {Encode(SumParts.Total(apart), sums.Terms)}))\n");
        }

        return [.. parts.Distinct()];
    }

    private void Compare(IEnumerable<SumUse> asked, IEnumerable<SumUse> known, ILookup<DataType, string> setApart, StringBuilder text)
    {
        Expr.Sum[] ofGoal = [.. asked.Select(ClosedSum)];
        Expr.Sum[] others = [.. known.Select(ClosedSum)];
        var elements = ofGoal.SelectMany(s => s.Variables).Select(v => v.Type).Distinct().ToDictionary(t => t, t => ElementsOf(t, setApart[t]));
        var named = new Dictionary<Expr, string>(ReferenceEqualityComparer.Instance);
        foreach (SumFact fact in SumFacts.Of(ofGoal, others, elements))
            Write(fact, named, text);
    }

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
            string witness = SmtNames.Own(variable.Name, _boundNames++);
            text.Append(CultureInfo.InvariantCulture, $"(declare-const {witness} {sorts.Encode(variable.Type)})\n");
            at = at.With(variable, witness);
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
