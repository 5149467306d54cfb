using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Model.Values;
using Sextant.Proof.Encoding;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// Values of terms in the solver's current model. A map is read at the indices that matter: those that its own value in the
/// model singles out, and those that the specification mentions.
/// </summary>
internal sealed class ModelValues
{
    /// <summary>More entries than this tell a reader nothing.</summary>
    private const int MaxEntries = 12;

    private readonly SolverSession _session;
    private readonly SortEncoder _sorts;
    private readonly FiniteScope? _scope;
    private readonly Notation _notation;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableHashSet<Symbol> _indexSymbols;
    private readonly Dictionary<DataType, Dictionary<string, string>> _mentioned = [];
    private readonly Dictionary<(DataType Type, string Literal), string> _constantNames = [];
    private readonly Dictionary<(DataType Type, string Literal), int> _elementNumbers = [];

    public ModelValues(SolverSession session, ReplicatedObject obj, SortEncoder sorts, FiniteScope? scope, CancellationToken cancellation)
    {
        _scope = scope;
        _notation = obj.Notation;
        _session = session;
        _sorts = sorts;
        _cancellation = cancellation;
        foreach (ConstantSymbol constant in obj.Theory.Constants.Where(c => c.Type is DataType.Sort).OrderByDescending(c => c.IsUnique))
            _constantNames.TryAdd((constant.Type, Literal(SmtNames.Of(constant))), constant.Name);
        _indexSymbols = IndexSymbols.Of(obj);
        Mention(obj.Theory.Constants.Select(c => ((Symbol)c, SmtNames.Of(c))));
    }

    /// <summary>Makes the value of each term one of the indices at which maps are read, if its symbol is used as an index.</summary>
    public void Mention(IEnumerable<(Symbol Symbol, string Term)> terms)
    {
        foreach ((Symbol symbol, string term) in terms.Where(t => t.Symbol.Type is not DataType.Map && _indexSymbols.Contains(t.Symbol)))
        {
            Mention(symbol.Type, term);
        }
    }

    /// <summary>All of a small world but the element that stands for everything outside, which is shown only where something mentions it.</summary>
    private void MentionScope(DataType type, FiniteScope scope)
    {
        string outside = type is DataType.Int or DataType.Real ? scope.Elsewhere(type) : "";
        foreach (string element in scope.Elements(type).Where(e => e != outside))
            Mention(type, element);
    }

    private void Mention(DataType type, string term)
    {
        if (!_mentioned.TryGetValue(type, out Dictionary<string, string>? known))
            _mentioned.Add(type, known = new Dictionary<string, string>(StringComparer.Ordinal));
        known.TryAdd(Literal(term), term);
    }

    /// <summary>A value that is not a map.</summary>
    public Value Scalar(string term, DataType type) => type is DataType.Map ? new Value.Element("…") : ToValue(Ask(term), type);

    /// <summary>
    /// Values of several terms of one type, maps read at the same indices so that they can be compared.
    /// </summary>
    public ImmutableArray<Value> Comparable(IReadOnlyList<string> terms, DataType type)
    {
        if (type is not DataType.Map map)
            return [.. terms.Select(t => ToValue(Ask(t), type))];
        return map.ParameterCount > 0 ? Polymorphic(terms, map) : Maps(terms, map.Domain.Items, map.Range, showsScope: true);
    }

    private ImmutableArray<Value> Maps(IReadOnlyList<string> terms, ImmutableArray<DataType> domain, DataType range, bool showsScope)
    {
        DataType indexType = domain[0];
        ArrayLiteral[] arrays = [.. terms.Select(t => ArrayLiteral.Of(Ask(t)))];
        if (showsScope && _scope is not null)
            MentionScope(indexType, _scope);
        string[] indices = [.. Indices(arrays, indexType)];
        ImmutableArray<DataType> rest = domain[1..];

        // Inner maps of all indices and all terms are read together, so that equal keys stand in all of them.
        string[] elements = [.. terms.SelectMany(t => indices.Select(i => $"(select {t} {TermOf(i, indexType)})"))];
        ImmutableArray<Value> values = elements.Length == 0 ? [] : rest.Length > 0 ? Maps(elements, rest, range, showsScope) : Comparable(elements, range);
        var result = ImmutableArray.CreateBuilder<Value>();
        for (int t = 0; t < terms.Count; t++)
        {
            IEnumerable<MapEntry> entries = indices.Select((index, i) => Entry(index, indexType, values[(t * indices.Length) + i], rest.Length > 0)).SelectMany(e => e);
            // What a map holds outside the indices that matter is noise, unless it is all there is to show.
            Value? otherwise = indices.Length == 0 && rest.Length == 0 && range is not DataType.Map && arrays[t].Otherwise is { } literal ? ToValue(literal, range) : null;
            result.Add(new Value.Map(entries.ToEquatable(), otherwise, MapStyles.Of(_notation, range)));
        }

        return result.ToImmutable();
    }

    /// <summary>
    /// Literals of the indices to show. The elements of an uninterpreted type have literals that solvers print and do not
    /// read, so only those that a term denotes can be asked for; a value of a datatype may be built of such elements.
    /// </summary>
    private IEnumerable<string> Indices(ArrayLiteral[] arrays, DataType type)
    {
        IEnumerable<string> mentioned = _mentioned.TryGetValue(type, out Dictionary<string, string>? terms) ? terms.Keys : [];
        IEnumerable<string> singledOut = IsOnlyPrinted(type) ? [] : arrays.SelectMany(a => a.Indices);
        return singledOut.Concat(mentioned).Distinct(StringComparer.Ordinal).OrderBy(i => i, IndexOrder.Instance).Take(MaxEntries);
    }

    private string TermOf(string literal, DataType type) => IsOnlyPrinted(type) ? _mentioned[type][literal] : literal;

    private static bool IsOnlyPrinted(DataType type) => type is DataType.Sort || (type is DataType.Datatype && !FiniteScope.HoldsAllOf(type));

    private IEnumerable<MapEntry> Entry(string index, DataType type, Value value, bool hasMoreIndices)
    {
        Value first = Named(index, type);
        return hasMoreIndices && value is Value.Map inner
            ? inner.Entries.Select(e => new MapEntry([first, .. e.Indices], e.Value))
            : [new MapEntry([first], value)];
    }

    private ImmutableArray<Value> Polymorphic(IReadOnlyList<string> terms, DataType.Map map)
    {
        var entries = terms.Select(_ => new List<MapEntry>()).ToArray();
        foreach (MapInstance instance in _sorts.InstancesOf(map))
        {
            string accessor = _sorts.Accessor(map, instance);
            ImmutableArray<Value> arrays = Maps([.. terms.Select(t => $"({accessor} {t})")], instance.Domain.Items, instance.Range, showsScope: false);
            for (int t = 0; t < terms.Count; t++)
                entries[t].AddRange(((Value.Map)arrays[t]).Entries);
        }

        return [.. entries.Select(e => new Value.Map(e.ToEquatable(), null))];
    }

    private Value Named(string literal, DataType type) => SExprReader.TryRead(literal, out ImmutableArray<SExpr> parsed, out _) ? ToValue(parsed[0], type) : new Value.Element(literal);

    private string Literal(string term) => Ask(term).ToString();

    private SExpr Ask(string term) => _session.GetValues([term], _cancellation) is [var value] ? value : throw new ModelUnavailableException();

    private Value ToValue(SExpr literal, DataType type) => type switch
    {
        DataType.Bool => new Value.Bool(literal is SExpr.Atom { Text: "true" }),
        DataType.Int => new Value.Int(NumberLiteral.Integer(literal)),
        DataType.Real => Real(literal),
        DataType.BitVector b => new Value.BitVector(NumberLiteral.Bits(literal), b.Width),
        DataType.Datatype d => Constructed(literal, d),
        _ => new Value.Element(ElementName(literal.ToString(), type)),
    };

    private Value.Constructed Constructed(SExpr literal, DataType.Datatype type)
    {
        DatatypeLiteral built = DatatypeLiteral.Of(literal, type) ?? throw new ModelUnavailableException();
        IEnumerable<Value> fields = type.FieldTypes(built.Constructor).Select((t, i) => ToValue(built.Fields[i], t));
        return new Value.Constructed(type.Symbol.Kind, built.Constructor.Fields.Count == 0 ? built.Constructor.Name : Heading(type, built.Constructor),
            built.Constructor.Fields.Select(f => f.Name).Zip(fields, (n, v) => new FieldOfValue(n, v)).ToEquatable());
    }

    private static string Heading(DataType.Datatype type, DatatypeConstructor constructor) =>
        type.Symbol.Kind == DatatypeKind.Option ? constructor.Name : type.Symbol.Name;

    private string ElementName(string literal, DataType type)
    {
        if (_constantNames.TryGetValue((type, literal), out string? name))
            return name;
        if (!_elementNumbers.TryGetValue((type, literal), out int number))
            _elementNumbers[(type, literal)] = number = _elementNumbers.Keys.Count(k => k.Type == type) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{type}#{number}");
    }

    private static Value.Real Real(SExpr literal)
    {
        (BigInteger numerator, BigInteger denominator) = NumberLiteral.Rational(literal);
        return new Value.Real(numerator, denominator);
    }
}
