using System.Collections.Immutable;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Proof.Encoding;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// The values of a model that a small world fixed, whole, as the evaluator knows them. A map is read at all elements of the
/// scope and at the one that stands for everything else, which is all there is to it.
/// </summary>
internal sealed class ConcreteValues
{
    /// <summary>A function of more argument lists inside the scope is not read.</summary>
    private const int MostResults = 1_000;

    private readonly SolverSession _session;
    private readonly FiniteScope _scope;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, SExpr> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(DataType Sort, string Literal), int> _elements = [];
    private readonly Evaluator _evaluator;

    public ConcreteValues(SolverSession session, ReplicatedObject obj, FiniteScope scope, CancellationToken cancellation)
    {
        _session = session;
        _scope = scope;
        _cancellation = cancellation;
        Universe = ReadElements();
        _evaluator = new Evaluator(obj.Theory, Universe);
        TypedTerm[] constants = [.. obj.Theory.Constants.Select(c => new TypedTerm(SmtNames.Of(c), c.Type))];
        ImmutableArray<Datum> values = Read(constants);
        Universe = Universe with { Constants = obj.Theory.Constants.Zip(values, KeyValuePair.Create).ToImmutableDictionary() };
        foreach (FunctionDefinition function in obj.Theory.Functions.Where(f => f.Meaning is FunctionMeaning.Uninterpreted))
            Universe = Universe with { Functions = Universe.Functions.Add(function.Symbol, Table(function.Symbol)) };
    }

    /// <summary>How many elements there are, and what the constants and functions are.</summary>
    public Universe Universe { get; private set; }

    /// <exception cref="ModelUnavailableException">The solver would not say, or the values are none that can be run.</exception>
    public ImmutableArray<Datum> Read(IReadOnlyList<TypedTerm> terms)
    {
        string[] leaves = [.. terms.SelectMany(t => Leaves(t.Term, t.Type)).Distinct(StringComparer.Ordinal).Where(l => !_known.ContainsKey(l))];
        Ask(leaves);
        return [.. terms.Select(t => Value(t.Term, t.Type))];
    }

    private void Ask(string[] terms)
    {
        ImmutableArray<SExpr> values = _session.GetValues(terms, _cancellation) ?? throw new ModelUnavailableException();
        for (int i = 0; i < terms.Length; i++)
            _known[terms[i]] = values[i];
    }

    private Universe ReadElements()
    {
        var universe = new Universe();
        foreach (DataType.Sort sort in _scope.Sorts)
        {
            string[] terms = [.. _scope.Elements(sort)];
            Ask(terms);
            foreach (string term in terms)
                _elements.TryAdd((sort, _known[term].ToString()), _elements.Keys.Count(k => k.Sort == sort));
            universe = universe with { Sizes = universe.Sizes.Add(sort, _elements.Keys.Count(k => k.Sort == sort)) };
        }

        return universe;
    }

    private FunctionTable Table(FunctionSymbol function)
    {
        IEnumerable<(string Terms, Datum[] Key)> lists = [("", [])];
        foreach (DataType type in function.ParameterTypes)
        {
            (string Term, Datum Value)[] elements = type is DataType.Map ? [] : [.. _scope.Elements(type).Zip(Read([.. _scope.Elements(type).Select(e => new TypedTerm(e, type))]))];
            lists = lists.SelectMany(l => elements.Select(e => ($"{l.Terms} {e.Term}", (Datum[])[.. l.Key, e.Value])));
        }

        (string Terms, Datum[] Key)[] applications = [.. lists.Take(MostResults)];
        string name = SmtNames.Of(function);
        TypedTerm[] terms = [.. applications.Select(a => new TypedTerm(a.Key.Length == 0 ? name : $"({name}{a.Terms})", function.Type))];
        var results = new Dictionary<Datum, Datum>();
        foreach ((Datum[] key, Datum result) in applications.Select(a => a.Key).Zip(Read(terms)))
            results[FunctionTable.Key(key)] = result;
        return new FunctionTable(results, otherwise: null);
    }

    /// <summary>The terms whose values say all of this one: of a map, those of its elements.</summary>
    private IEnumerable<string> Leaves(string term, DataType type) => type is DataType.Map map
        ? Elements(term, map).SelectMany(e => Leaves(e.Term, map.Range)).Concat(map.Domain.SelectMany(d => _scope.Elements(d)))
        : [term];

    /// <summary>The elements of a map inside the scope, with the terms of their indices.</summary>
    private IEnumerable<(string Term, string[] Indices)> Elements(string term, DataType.Map map)
    {
        if (map.ParameterCount > 0)
            throw new ModelUnavailableException();
        IEnumerable<(string Term, string[] Indices)> elements = [(term, [])];
        foreach (DataType index in map.Domain)
            elements = elements.SelectMany(e => _scope.Elements(index).Select(i => ($"(select {e.Term} {i})", (string[])[.. e.Indices, i])));
        return elements;
    }

    private Datum Value(string term, DataType type) => type is DataType.Map map ? Map(term, map) : Value(_known[term], type);

    private Datum Value(SExpr literal, DataType type)
    {
        switch (type)
        {
            case DataType.Bool:
                return Datum.Of(literal is SExpr.Atom { Text: "true" });
            case DataType.Int:
                return Datum.Of(NumberLiteral.Integer(literal));
            case DataType.Real:
                return Datum.Ratio(NumberLiteral.Rational(literal).Numerator, NumberLiteral.Rational(literal).Denominator);
            case DataType.BitVector:
                return Datum.Of(NumberLiteral.Bits(literal));
            case DataType.Sort:
                return _elements.TryGetValue((type, literal.ToString()), out int element) ? Datum.Of(element) : throw new ModelUnavailableException();
            case DataType.Datatype datatype:
                DatatypeLiteral built = DatatypeLiteral.Of(literal, datatype) ?? throw new ModelUnavailableException();
                DataType[] types = [.. datatype.FieldTypes(built.Constructor)];
                return Datum.Of(datatype.Symbol.Constructors.Items.IndexOf(built.Constructor), [.. types.Select((t, i) => Value(built.Fields[i], t))]);
            default:
                throw new ModelUnavailableException();
        }
    }

    /// <summary>
    /// Where one of several indices stands for infinitely many and the others do not, all of these must hold what everything
    /// else holds, or the map has no finite form.
    /// </summary>
    private Datum Map(string term, DataType.Map map)
    {
        string[] outside = [.. map.Domain.Select(d => FiniteScope.HoldsAllOf(d) ? "" : _scope.Elsewhere(d))];
        (Datum Value, string[] Indices)[] elements = [.. Elements(term, map).Select(e => (Value(e.Term, map.Range), e.Indices))];
        bool IsOutside(string[] indices) => indices.Where((index, i) => index == outside[i]).Any();
        (Datum Value, string[] Indices)[] others = [.. elements.Where(e => IsOutside(e.Indices))];
        if (elements.Length == 0 || Array.Exists(others, o => o.Value != others[0].Value))
            throw new ModelUnavailableException();
        Datum otherwise = others.Length > 0 ? others[0].Value : elements[0].Value;
        return _evaluator.MapOf(map, elements.Except(others).Select(e => KeyValuePair.Create(
            FunctionTable.Key([.. e.Indices.Select((index, i) => Value(_known[index], map.Domain[i]))]), e.Value)), otherwise);
    }
}
