using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Proof.Encoding.Sums;

namespace Sextant.Proof.Encoding;

/// <summary>
/// What every query about an object starts with: sorts, constants, functions, and the axioms one by one.
/// </summary>
internal sealed class TheoryEncoder
{
    private readonly ReplicatedObject _object;
    private readonly SortEncoder _sorts;
    private readonly Dictionary<FunctionSymbol, FunctionMeaning.Builtin> _builtins;
    private readonly HashSet<FunctionSymbol> _defined;
    private readonly SummingFunctions _summing;
    private readonly SumTerms _sums = new();
    private readonly FiniteScope? _scope;
    private readonly bool _definesValues;
    private readonly bool _namesQuantifiers;

    /// <param name="instances">Of the object as it is written, whatever of it <paramref name="obj"/> leaves out.</param>
    /// <param name="scope">Null for the specification as it stands; else quantifiers range over the scope only.</param>
    /// <param name="definesValues">Whether the solver may be told what a map is by a lambda.</param>
    /// <param name="namesQuantifiers">Whether quantifiers carry names that say where they stand, by which a solver tells of them.</param>
    public TheoryEncoder(ReplicatedObject obj, PolymorphicInstances instances, FiniteScope? scope = null, bool definesValues = false, bool namesQuantifiers = false)
    {
        _namesQuantifiers = namesQuantifiers;
        _object = obj;
        _definesValues = definesValues;
        _scope = scope;
        _sorts = new SortEncoder(instances);
        _summing = new SummingFunctions(obj.Theory);
        _builtins = obj.Theory.Functions.Where(f => f.Meaning is FunctionMeaning.Builtin).ToDictionary(f => f.Symbol, f => (FunctionMeaning.Builtin)f.Meaning);
        _defined = [.. obj.Theory.Functions.Where(f => f.Meaning is FunctionMeaning.Defined).Select(f => f.Symbol)];
        foreach (SortSymbol sort in obj.Theory.Sorts)
            _sorts.Declare(sort);
        string symbols = EncodeSymbols();
        var terms = new TermEncoder(_sorts, _builtins, _defined, _summing, _sums, scope, definesValues, namesQuantifiers);
        Axioms = [.. obj.Theory.Axioms.Select(a => $"(assert {terms.Encode(a.Condition, Env.Empty)})\n")];

        // A sort is declared when it is first met, so every type is met before the declarations are taken.
        foreach (DataType type in SpecificationTypes.Of(obj))
            _sorts.Encode(type);
        Declarations = _sorts.Declarations + (scope?.Declarations(_sorts) ?? "") + symbols + _sums.TakeDeclarations();
    }

    /// <summary>Sorts, constants (unique ones distinct), functions; no axioms.</summary>
    public string Declarations { get; }

    /// <summary>One assertion for each axiom, in the order of the text.</summary>
    public ImmutableArray<string> Axioms { get; }

    /// <summary>Declarations and all axioms.</summary>
    public string Prelude => Declarations + string.Concat(Axioms);

    public TermEncoder NewTerms() => new(_sorts, _builtins, _defined, _summing, _sums.Copy(), _scope, _definesValues, _namesQuantifiers);

    /// <summary>Whether axioms speak of sums, of which a solver does not know all.</summary>
    public bool HasSumsInAxioms => _object.Theory.Axioms.Any(a => _summing.AreIn(a.Condition));

    public SortEncoder Sorts => _sorts;

    private string EncodeSymbols()
    {
        var text = new StringBuilder();
        foreach (ConstantSymbol constant in _object.Theory.Constants)
            text.Append(CultureInfo.InvariantCulture, $"(declare-const {SmtNames.Of(constant)} {_sorts.Encode(constant.Type)})\n");
        foreach (IGrouping<DataType, ConstantSymbol> group in _object.Theory.Constants.Where(c => c.IsUnique).GroupBy(c => c.Type).Where(g => g.Skip(1).Any()))
            text.Append(CultureInfo.InvariantCulture, $"(assert (distinct {string.Join(' ', group.Select(SmtNames.Of))}))\n");
        TermEncoder terms = NewTerms();
        foreach (FunctionDefinition function in _object.Theory.Functions.Where(f => !_summing.Contains(f.Symbol)))
            Append(function, terms, text);
        return text.ToString();
    }

    private void Append(FunctionDefinition function, TermEncoder terms, StringBuilder text)
    {
        string name = SmtNames.Of(function.Symbol);
        string result = _sorts.Encode(function.Symbol.Type);
        if (function.Meaning is FunctionMeaning.Uninterpreted)
        {
            text.Append(CultureInfo.InvariantCulture, $"(declare-fun {name} ({string.Join(' ', function.Symbol.ParameterTypes.Select(_sorts.Encode))}) {result})\n");
        }
        else if (function.Meaning is FunctionMeaning.Defined defined)
        {
            (VariableSymbol Variable, string Name)[] parameters = [.. function.Parameters.Select(p => (p, terms.BoundName(p)))];
            string list = string.Join(' ', parameters.Select(p => $"({p.Name} {_sorts.Encode(p.Variable.Type)})"));
            text.Append(CultureInfo.InvariantCulture, $"(define-fun {name} ({list}) {result} {terms.Encode(defined.Body, Env.Empty.With(parameters))})\n");
        }
    }
}
