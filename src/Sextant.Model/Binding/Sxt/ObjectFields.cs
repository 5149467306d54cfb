using Sextant.Model.Expressions;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>A field of a replicated object: what is stored here, and what an incoming state holds in its place.</summary>
/// <param name="Span">Its name and type in the declaration, which stand for the clauses that are derived from it.</param>
internal sealed record ObjectField(Member.Field Declaration, SxtType Type, VariableSymbol Mine, VariableSymbol Incoming, SourceSpan Span)
{
    public Expr MineValue => new Expr.Reference(Mine, Span);

    public Expr IncomingValue => new Expr.Reference(Incoming, Span);
}

/// <summary>Moves expressions between the states that they can speak of.</summary>
internal static class States
{
    /// <summary>The same of the state before an operation.</summary>
    public static Expr Before(Expr expression) =>
        ExprRewrite.Apply(expression, part => part is Expr.Reference { Symbol: VariableSymbol { Role: VariableRole.State } } ? new Expr.Old(part, part.Span) : null);

    /// <summary>The same with other variables in the place of some.</summary>
    public static Expr Renamed(Expr expression, IEnumerable<(VariableSymbol From, VariableSymbol To)> names)
    {
        Dictionary<Symbol, VariableSymbol> map = names.ToDictionary(n => (Symbol)n.From, n => n.To);
        return ExprRewrite.Apply(expression, part => part is Expr.Reference r && map.TryGetValue(r.Symbol, out VariableSymbol? to) ? r with { Symbol = to } : null);
    }
}
