using System.Globalization;
using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Encoding.Sums;

/// <summary>
/// A sum that a query speaks of. A solver knows no sums, so that each is a function of what it depends on: of the values that
/// are no maps. The maps that it adds up are part of what it is.
/// </summary>
/// <param name="name">The solver's name of the function.</param>
/// <param name="parameters">What stands in the body for the function's arguments.</param>
internal sealed class SumFunction(string name, EquatableArray<VariableSymbol> parameters, Expr.Sum sum)
{
    public string Name => name;

    public EquatableArray<VariableSymbol> Parameters => parameters;

    public Expr.Sum Sum => sum;

    public string At(IReadOnlyList<string> arguments) => arguments.Count == 0 ? Name : $"({Name} {string.Join(' ', arguments)})";
}

/// <summary>Where a query names a sum: the function at these terms, some of which a quantifier may bind.</summary>
internal sealed record SumUse(SumFunction Function, EquatableArray<string> Arguments);

/// <summary>How much of a script's sums is known.</summary>
internal readonly record struct SumPoint(int Functions, int Uses, int Elements);

/// <summary>The sums of one script, as far as they are known at the point that is being written.</summary>
internal sealed class SumTerms
{
    private readonly Dictionary<string, SumFunction> _functions = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];
    private readonly List<SumUse> _uses = [];
    private readonly HashSet<SumUse> _known = [];
    private readonly HashSet<SumUse> _asked = [];
    private readonly Dictionary<string, VariableSymbol> _symbols = new(StringComparer.Ordinal);
    private readonly StringBuilder _undeclared = new();
    private readonly List<TypedTerm> _elements = [];
    private int _names;

    /// <summary>The terms for which <see cref="SymbolOf"/> made variables.</summary>
    public Env Terms { get; private set; } = Env.Empty;

    public IReadOnlyList<SumUse> Uses => _uses;

    /// <summary>The elements at which something is changed or compared, and those of which the goal speaks: the others hardly matter.</summary>
    public IReadOnlyList<TypedTerm> Elements => _elements;

    /// <summary>A point, to which <see cref="GoBackTo"/> returns.</summary>
    public SumPoint Here => new(_keys.Count, _uses.Count, _elements.Count);

    /// <summary>The same sums, to which others are added apart.</summary>
    public SumTerms Copy()
    {
        var copy = new SumTerms { _names = _names, Terms = Terms };
        foreach (string key in _keys)
            copy.Add(key, _functions[key]);
        foreach (SumUse use in _uses)
            copy.Note(use);
        copy._elements.AddRange(_elements);
        foreach ((string term, VariableSymbol symbol) in _symbols)
            copy._symbols.Add(term, symbol);
        return copy;
    }

    /// <summary>Those of <see cref="Uses"/> that were met since <see cref="BeginGoal"/>.</summary>
    public IReadOnlySet<SumUse> Asked => _asked;

    public void BeginGoal()
    {
        _asked.Clear();
        IsInGoal = true;
    }

    public void EndGoal() => IsInGoal = false;

    public bool IsInGoal { get; private set; }

    public void Note(SumUse use)
    {
        _asked.Add(use);
        if (_known.Add(use))
            _uses.Add(use);
    }

    public void Note(TypedTerm element)
    {
        if (!_elements.Contains(element))
            _elements.Add(element);
    }

    /// <summary>Forgets what was met since; functions only where their declarations are forgotten too.</summary>
    public void GoBackTo(SumPoint point)
    {
        foreach (string key in _keys.Skip(point.Functions))
            _functions.Remove(key);
        foreach (SumUse use in _uses.Skip(point.Uses))
            _known.Remove(use);
        _keys.RemoveRange(point.Functions, _keys.Count - point.Functions);
        _uses.RemoveRange(point.Uses, _uses.Count - point.Uses);
        _elements.RemoveRange(point.Elements, _elements.Count - point.Elements);
    }

    /// <summary>A variable that stands for a term, so that expressions over several states can be put together.</summary>
    /// <param name="declaredAt">Where the field is declared whose value the term is.</param>
    public VariableSymbol SymbolOf(string term, DataType type, SourceSpan declaredAt = default)
    {
        if (!_symbols.TryGetValue(term, out VariableSymbol? symbol))
        {
            _symbols.Add(term, symbol = new VariableSymbol(term, declaredAt, type, VariableRole.Local));
            Terms = Terms.With(symbol, term);
        }

        return symbol;
    }

    /// <summary>The function that is this sum, where it was met before.</summary>
    public SumFunction? Find(string key) => _functions.GetValueOrDefault(key);

    public SumFunction Declare(string key, EquatableArray<VariableSymbol> parameters, Expr.Sum sum, SortEncoder sorts)
    {
        var function = new SumFunction(SmtNames.Own("sum", _names++), parameters, sum);
        Add(key, function);
        _undeclared.Append(CultureInfo.InvariantCulture, $"(declare-fun {function.Name} ({string.Join(' ', parameters.Select(p => sorts.Encode(p.Type)))}) Int)\n");
        return function;
    }

    /// <summary>Declarations of the functions met since the last call.</summary>
    public string TakeDeclarations()
    {
        string declarations = _undeclared.ToString();
        _undeclared.Clear();
        return declarations;
    }

    private void Add(string key, SumFunction function)
    {
        _functions.Add(key, function);
        _keys.Add(key);
    }
}
