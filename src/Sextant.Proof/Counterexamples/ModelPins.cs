using System.Collections.Immutable;
using System.Globalization;
using Sextant.Model.Types;
using Sextant.Proof.Encoding;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// Writes the values of a model as assertions. A map is written as its values inside the scope; where its indices go beyond
/// the scope, with its value at the element that stands for all others everywhere else.
/// </summary>
internal sealed class ModelPins(SortEncoder sorts, FiniteScope scope, IReadOnlyList<TypedTerm> terms)
{
    private readonly Dictionary<string, string> _bases = new(StringComparer.Ordinal);
    private Dictionary<string, SExpr> _values = [];
    private Dictionary<(DataType Sort, string Literal), string> _elements = [];
    private bool _takesElements;

    /// <summary>Everything whose value decides the values of the terms: the terms that are no maps, and the elements of those that are.</summary>
    public ImmutableArray<TypedTerm> Leaves { get; } = CollectLeaves(sorts, scope, terms);

    /// <summary>Null when the solver would not say, or when a value lies outside the scope.</summary>
    public ImmutableArray<string>? Read(SolverSession session, CancellationToken cancellation)
    {
        _takesElements = session.TakesElementsInConstantMaps;
        TypedTerm[] elements = [.. scope.Sorts.SelectMany(s => scope.Elements(s).Select(e => new TypedTerm(e, s)))];
        string[] asked = [.. Leaves.Concat(elements).Select(l => l.Term).Distinct(StringComparer.Ordinal)];
        if (session.GetValues(asked, cancellation) is not { } values)
            return null;
        _values = asked.Zip(values).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        _elements = elements.GroupBy(e => (e.Type, _values[e.Term].ToString())).ToDictionary(g => g.Key, g => g.First().Term);
        var equations = new List<string>();
        foreach (TypedTerm term in terms)
        {
            if (Literal(term.Term, term.Type) is not { } literal)
                return null;
            equations.Add($"(assert (= {term.Term} {literal}))\n");
        }

        return [.. DistinctElements(), .. _bases.Select(b => $"(declare-const {b.Value} {b.Key})\n"), .. equations];
    }

    /// <summary>Elements with one value are equal, all others differ.</summary>
    private IEnumerable<string> DistinctElements()
    {
        foreach (IGrouping<DataType, string> sort in _elements.GroupBy(e => e.Key.Sort, e => e.Value))
        {
            if (sort.Skip(1).Any())
                yield return $"(assert (distinct {string.Join(' ', sort)}))\n";
        }

        foreach (DataType.Sort sort in scope.Sorts)
        {
            foreach (string element in scope.Elements(sort))
                yield return $"(assert (= {element} {_elements[(sort, _values[element].ToString())]}))\n";
        }
    }

    private static ImmutableArray<TypedTerm> CollectLeaves(SortEncoder sorts, FiniteScope scope, IReadOnlyList<TypedTerm> terms)
    {
        var leaves = ImmutableArray.CreateBuilder<TypedTerm>();
        foreach (TypedTerm term in terms)
            Collect(term.Term, term.Type);
        return leaves.ToImmutable();

        void Collect(string term, DataType type)
        {
            if (type is not DataType.Map map)
            {
                leaves.Add(new TypedTerm(term, type));
                return;
            }

            foreach ((string array, ImmutableArray<DataType> domain, DataType range) in Arrays(sorts, term, map))
                CollectArray(array, domain, range);
        }

        void CollectArray(string array, ImmutableArray<DataType> domain, DataType range)
        {
            foreach (string index in scope.Elements(domain[0]))
            {
                string element = $"(select {array} {index})";
                if (domain.Length > 1)
                    CollectArray(element, domain[1..], range);
                else
                    Collect(element, range);
            }
        }
    }

    private static IEnumerable<(string Term, ImmutableArray<DataType> Domain, DataType Range)> Arrays(SortEncoder sorts, string term, DataType.Map map) => map.ParameterCount == 0
        ? [(term, map.Domain.Items, map.Range)]
        : sorts.InstancesOf(map).Select(i => ($"({sorts.Accessor(map, i)} {term})", i.Domain.Items, i.Range));

    private string? Literal(string term, DataType type)
    {
        if (type is not DataType.Map map)
            return Literal(_values[term], type);
        string?[] arrays = [.. Arrays(sorts, term, map).Select(a => ArrayLiteral(a.Term, a.Domain, a.Range))];
        if (Array.Exists(arrays, a => a is null))
            return null;
        if (map.ParameterCount == 0)
            return arrays[0];
        return arrays.Length == 0 ? term : sorts.WithArrays(map, arrays.Select(a => a!));
    }

    /// <summary>A value that is no map, with the scope's elements for those that the solver prints under names of its own.</summary>
    private string? Literal(SExpr value, DataType type)
    {
        if (type is DataType.Sort)
            return _elements.GetValueOrDefault((type, value.ToString()));
        if (type is not DataType.Datatype datatype)
            return value.ToString();
        if (DatatypeLiteral.Of(value, datatype) is not { } built)
            return null;
        string name = SmtNames.Of(datatype, built.Constructor);
        string?[] fields = [.. datatype.FieldTypes(built.Constructor).Select((t, i) => Literal(built.Fields[i], t))];
        return Array.Exists(fields, f => f is null) ? null : fields.Length == 0 ? name : $"({name} {string.Join(' ', fields)})";
    }

    private string? ArrayLiteral(string array, ImmutableArray<DataType> domain, DataType range)
    {
        string ElementSort() => domain[1..].Reverse().Aggregate(sorts.Encode(range), (inner, index) => $"(Array {sorts.Encode(index)} {inner})");
        string elsewhere = scope.Elsewhere(domain[0]);
        if (elsewhere.Length == 0)
            return null;
        string? Element(string index) => domain.Length > 1 ? ArrayLiteral($"(select {array} {index})", domain[1..], range) : Literal($"(select {array} {index})", range);
        string sort = $"(Array {sorts.Encode(domain[0])} {ElementSort()})";
        bool isWhole = FiniteScope.HoldsAllOf(domain[0]);
        if ((isWhole ? Base(sort) : Element(elsewhere)) is not { } outside)
            return null;
        if (!isWhole && !_takesElements && _elements.Values.Any(e => outside.Contains(e, StringComparison.Ordinal)))
            return null;
        string literal = isWhole ? outside : $"((as const {sort}) {outside})";
        foreach (string index in scope.Elements(domain[0]).Where(i => isWhole || i != elsewhere))
        {
            if (Element(index) is not { } value)
                return null;
            if (value != outside)
                literal = $"(store {literal} {index} {value})";
        }

        return literal;
    }

    /// <summary>
    /// What lies beneath the entries of a map that has one for every index. It must not be a constant map: solvers take it for
    /// granted that a constant map with one entry changed is no constant map, which is wrong of a type with one element.
    /// </summary>
    private string Base(string sort)
    {
        if (!_bases.TryGetValue(sort, out string? name))
            _bases.Add(sort, name = SmtNames.Own("base", _bases.Count));
        return name;
    }
}
