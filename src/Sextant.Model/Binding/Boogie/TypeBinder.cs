using System.Globalization;
using Sextant.Model.Types;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Binding.Boogie;

/// <summary>
/// Resolves type syntax to types; synonyms are expanded. Every method that returns null has reported why.
/// </summary>
internal sealed class TypeBinder(DiagnosticBag diagnostics)
{
    /// <summary>The widest bit vector; wider ones only exhaust the solver.</summary>
    private const int MaxBitVectorWidth = 1024;

    private static readonly Dictionary<string, DataType> NoParameters = new(StringComparer.Ordinal);

    private readonly Dictionary<string, SortSymbol> _sorts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Declaration.TypeSynonym> _synonyms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Identifier> _declared = new(StringComparer.Ordinal);
    private readonly List<string> _expanding = [];

    /// <summary>Synonyms on a cycle that has been reported.</summary>
    private readonly HashSet<string> _cyclic = new(StringComparer.Ordinal);

    public IEnumerable<SortSymbol> Sorts => _sorts.Values;

    public void Declare(Declaration.TypeConstructor declaration)
    {
        if (TryClaim(declaration.Name))
            _sorts.Add(declaration.Name.Text, new SortSymbol(declaration.Name.Text, declaration.Parameters.Count));
    }

    public void Declare(Declaration.TypeSynonym declaration)
    {
        if (TryClaim(declaration.Name))
            _synonyms.Add(declaration.Name.Text, declaration);
    }

    /// <summary>Resolves every synonym once, so that one that nobody uses is checked too.</summary>
    public void CheckSynonyms()
    {
        foreach (Declaration.TypeSynonym synonym in _synonyms.Values)
        {
            // Any type does for a parameter: what is wrong with a definition is wrong for all of them.
            DataType?[] arguments = [.. synonym.Parameters.Select(_ => DataType.Boolean)];
            Expand(synonym.Name, synonym, arguments, polymorphic: false);
        }
    }

    public DataType? Bind(TypeSyntax syntax) => Bind(syntax, NoParameters, polymorphic: false);

    private bool TryClaim(Identifier name)
    {
        if (_declared.TryAdd(name.Text, name))
            return true;
        diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"the type `{name.Text}` is declared twice",
            "rename or remove one of the two", new DiagnosticLabel(_declared[name.Text].Span, "first declared here"));
        return false;
    }

    private DataType? Bind(TypeSyntax syntax, Dictionary<string, DataType> parameters, bool polymorphic) => syntax switch
    {
        TypeSyntax.Map map => BindMap(map, parameters, polymorphic),
        TypeSyntax.Named named => BindNamed(named, parameters, polymorphic),
        _ => throw new InvalidOperationException($"no type for {syntax.GetType().Name}"),
    };

    private DataType.Map? BindMap(TypeSyntax.Map map, Dictionary<string, DataType> parameters, bool polymorphic)
    {
        bool declares = map.TypeParameters.Count > 0;
        if (declares && polymorphic)
        {
            diagnostics.Report(DiagnosticCodes.Unsupported, map.Span, "a polymorphic map inside a polymorphic map is not supported",
                "give the inner map a type without parameters of its own");
            return null;
        }

        if (declares)
        {
            if (WithParameters(map, parameters) is not { } inner)
                return null;
            parameters = inner;
        }

        DataType?[] domain = [.. map.Domain.Select(d => Bind(d, parameters, polymorphic || declares))];
        DataType? range = Bind(map.Range, parameters, polymorphic || declares);
        if (range is null || Array.Exists(domain, d => d is null))
            return null;
        var result = new DataType.Map(map.TypeParameters.Count, domain.Select(d => d!).ToEquatable(), range);
        return declares && !EveryParameterIsChosen(map, result) ? null : result;
    }

    private Dictionary<string, DataType>? WithParameters(TypeSyntax.Map map, Dictionary<string, DataType> outer)
    {
        var inner = new Dictionary<string, DataType>(outer, StringComparer.Ordinal);
        var own = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < map.TypeParameters.Count; i++)
        {
            Identifier name = map.TypeParameters[i];
            if (!own.Add(name.Text))
            {
                diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"the type parameter `{name.Text}` stands twice", "give the second one another name");
                return null;
            }

            inner[name.Text] = new DataType.Parameter(i);
        }

        return inner;
    }

    /// <summary>A selection chooses the parameters by its index types, so each parameter must occur in the domain.</summary>
    private bool EveryParameterIsChosen(TypeSyntax.Map syntax, DataType.Map map)
    {
        var chosen = new TypeSubstitution(map.ParameterCount);
        foreach (DataType type in map.Domain)
            chosen.Match(type, type);
        if (chosen.IsComplete)
            return true;
        diagnostics.Report(DiagnosticCodes.UnknownType, syntax.Span, "a type parameter of this map does not occur among its index types",
            "use every parameter between [ and ]: a selection chooses it there");
        return false;
    }

    private DataType? BindNamed(TypeSyntax.Named named, Dictionary<string, DataType> parameters, bool polymorphic)
    {
        string name = named.Name.Text;
        DataType? simple = name switch
        {
            "bool" => DataType.Boolean,
            "int" => DataType.Integer,
            "real" => DataType.RealNumber,
            _ => parameters.GetValueOrDefault(name),
        };
        if (simple is not null)
            return CheckArity(named, 0) ? simple : null;
        if (BitVectorWidth(name) is { } width)
            return CheckArity(named, 0) ? BindBitVector(named, width) : null;

        DataType?[] arguments = [.. named.Arguments.Select(a => Bind(a, parameters, polymorphic))];
        if (Array.Exists(arguments, a => a is null))
            return null;
        if (_sorts.TryGetValue(name, out SortSymbol? sort))
            return CheckArity(named, sort.Arity) ? new DataType.Sort(sort, arguments.Select(a => a!).ToEquatable()) : null;
        if (_synonyms.TryGetValue(name, out Declaration.TypeSynonym? synonym))
            return CheckArity(named, synonym.Parameters.Count) ? Expand(named.Name, synonym, arguments, polymorphic) : null;

        diagnostics.Report(DiagnosticCodes.UnknownType, named.Name.Span, $"the type `{name}` is not declared",
            Spelling.Suggest(name, _declared.Keys.Concat(["bool", "int", "real"])) ?? $"declare it: `type {name};`");
        return null;
    }

    private DataType? Expand(Identifier use, Declaration.TypeSynonym synonym, DataType?[] arguments, bool polymorphic)
    {
        if (_cyclic.Contains(synonym.Name.Text))
            return null;
        int start = _expanding.IndexOf(synonym.Name.Text);
        if (start >= 0)
        {
            _cyclic.UnionWith(_expanding[start..]);
            diagnostics.Report(DiagnosticCodes.CyclicDefinition, synonym.Name.Span, $"the type `{synonym.Name.Text}` is defined through itself",
                "a synonym must end in other types; `type T;` declares a new one", new DiagnosticLabel(use.Span, "used here"));
            return null;
        }

        var parameters = new Dictionary<string, DataType>(StringComparer.Ordinal);
        for (int i = 0; i < arguments.Length; i++)
            parameters[synonym.Parameters[i].Text] = arguments[i]!;
        _expanding.Add(synonym.Name.Text);
        DataType? result = Bind(synonym.Definition, parameters, polymorphic);
        _expanding.RemoveAt(_expanding.Count - 1);
        return result;
    }

    private bool CheckArity(TypeSyntax.Named named, int expected)
    {
        if (named.Arguments.Count == expected)
            return true;
        diagnostics.Report(DiagnosticCodes.WrongArgumentCount, named.Span,
            string.Create(CultureInfo.InvariantCulture, $"the type `{named.Name.Text}` takes {expected} argument(s), {named.Arguments.Count} given"),
            "write a type argument for each parameter of its declaration");
        return false;
    }

    private DataType.BitVector? BindBitVector(TypeSyntax.Named named, string digits)
    {
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width is >= 1 and <= MaxBitVectorWidth)
            return new DataType.BitVector(width);
        diagnostics.Report(DiagnosticCodes.BadBitVector, named.Span, $"a bit vector has between 1 and {MaxBitVectorWidth} bits", "choose a width in that range");
        return null;
    }

    private static string? BitVectorWidth(string name) =>
        name.Length > 2 && name.StartsWith("bv", StringComparison.Ordinal) && name.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0 ? name[2..] : null;
}
