using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// Collects what an object may speak of, and adds what comparing its values needs: the rank of an ordered enumeration's
/// cases, and a rank of its own for each element of an uninterpreted type that must have some order.
/// </summary>
internal sealed class TheoryBuilder
{
    private readonly Dictionary<DataType, FunctionSymbol> _ranks = [];
    private readonly List<FunctionDefinition> _functions = [];
    private readonly List<Axiom> _axioms = [];

    public List<SortSymbol> Sorts { get; } = [];

    public List<ConstantSymbol> Constants { get; } = [];

    public void Add(FunctionDefinition function) => _functions.Add(function);

    public void Add(Axiom axiom) => _axioms.Add(axiom);

    public Theory ToTheory() => new(Sorts.ToEquatable(), Constants.ToEquatable(), _functions.ToEquatable(), _axioms.ToEquatable());

    public FunctionDefinition? DefinitionOf(FunctionSymbol symbol) => _functions.Find(f => f.Symbol == symbol);

    /// <summary>The place of a value among those of its type, which is an enumeration or uninterpreted.</summary>
    public Expr Rank(Expr value)
    {
        if (value is Expr.Construct built)
            return new Expr.IntLiteral(built.Datatype.Symbol.Constructors.Items.IndexOf(built.Constructor), value.Span);
        if (!_ranks.TryGetValue(value.Type, out FunctionSymbol? rank))
            _ranks.Add(value.Type, rank = value.Type is DataType.Datatype type ? AddCaseRank(type) : AddElementRank(value.Type));
        return new Expr.Apply(rank, [value], value.Span);
    }

    private FunctionSymbol AddCaseRank(DataType.Datatype type)
    {
        (FunctionSymbol rank, VariableSymbol parameter) = RankOf(type);
        EquatableArray<DatatypeConstructor> cases = type.Symbol.Constructors;
        Expr body = new Expr.IntLiteral(cases.Count - 1, default);
        for (int i = cases.Count - 2; i >= 0; i--)
            body = Formula.If(new Expr.Is(new Expr.Reference(parameter, default), cases[i], default), new Expr.IntLiteral(i, default), body);
        _functions.Add(new FunctionDefinition(rank, [parameter], new FunctionMeaning.Defined(body)));
        return rank;
    }

    /// <summary>Elements of one rank are the same, so that the ranks order them; nothing else is known of the order.</summary>
    private FunctionSymbol AddElementRank(DataType type)
    {
        (FunctionSymbol rank, VariableSymbol parameter) = RankOf(type);
        _functions.Add(new FunctionDefinition(rank, [parameter], new FunctionMeaning.Uninterpreted(IsRank: true)));
        SourceSpan span = default;
        var a = new VariableSymbol("a", span, type, VariableRole.Bound);
        var b = new VariableSymbol("b", span, type, VariableRole.Bound);
        (Expr left, Expr right) = (new Expr.Reference(a, span), new Expr.Reference(b, span));
        Expr sameRank = Formula.Equal(new Expr.Apply(rank, [left], span), new Expr.Apply(rank, [right], span));
        _axioms.Add(new Axiom(Formula.ForAll([a, b], Formula.Implies(sameRank, Formula.Equal(left, right)), span), span, IsDerived: true));
        return rank;
    }

    private static (FunctionSymbol Rank, VariableSymbol Parameter) RankOf(DataType type) =>
        (new FunctionSymbol($"rank.{type}", default, [type], DataType.Integer), new VariableSymbol("x", default, type, VariableRole.Bound));
}
