using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// The names of runs of operations, called dots. Nobody gives them: a run gets one that its replica has not used, and the
/// function says whose it is.
/// </summary>
internal sealed record DotNames(SxtType.Uninterpreted Type, FunctionSymbol By)
{
    public static DotNames In(TheoryBuilder theory, SxtType.Uninterpreted type, SxtType replica)
    {
        var by = new FunctionSymbol("dot.by", default, [type.Data], replica.Data);
        theory.Add(new FunctionDefinition(by, [new VariableSymbol("dot", default, type.Data, VariableRole.Bound)], new FunctionMeaning.Uninterpreted()));
        return new DotNames(type, by);
    }

    public DataType.Sort Sort => new(Type.Symbol, []);

    /// <summary>That a dot is one of a replica's.</summary>
    public Expr IsBy(Expr dot, Expr replica) => Formula.Equal(new Expr.Apply(By, [dot], dot.Span), replica);

    /// <summary>That nobody here has seen the run put anything into the field.</summary>
    public static Expr IsNew(Expr dot, ObjectField field)
    {
        EquatableArray<VariableSymbol> keys = Reading.KeyVariables((SxtType.Observed)field.Type, dot.Span);
        return Formula.ForAll(keys, IsUnseen(Formula.Select(field.MineValue, [.. Formula.References(keys, dot.Span), dot])), dot.Span);
    }

    public static Expr IsUnseen(Expr seen) => new Expr.Is(seen, Seen.Symbol.Constructors[0], seen.Span);

    public static Expr IsThere(Expr seen) => new Expr.Is(seen, Seen.Symbol.Constructors[1], seen.Span);

    public static Expr Added(Expr seen) => Formula.Case(seen.Type, Seen.Symbol.Constructors[1], seen.Span);

    /// <summary>What is left of it when it is taken out: what was not seen can still come.</summary>
    public static Expr TakenOut(Expr seen) => Formula.If(IsUnseen(seen), seen, Formula.Case(seen.Type, Seen.Symbol.Constructors[2], seen.Span));

    /// <summary>The parameter of a run that holds its dot.</summary>
    public VariableSymbol Parameter(SourceSpan span) => new("dot", span, Type.Data, VariableRole.Dot);
}
