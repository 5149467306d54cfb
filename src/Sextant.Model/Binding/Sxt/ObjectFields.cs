using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>A field as it is declared: one value, or several that are stored apart.</summary>
/// <param name="Stored">What is stored for it, in the order of its parts; one where it is stored whole.</param>
internal sealed record DeclaredField(Member.Field Declaration, SxtType Type, EquatableArray<ObjectField> Stored)
{
    /// <param name="type">The type as it is written.</param>
    public static DeclaredField Of(Member.Field declaration, SxtType type)
    {
        SourceSpan span = declaration.Name.Span.To(declaration.Type.Span);
        return new DeclaredField(declaration, type, Storage.Leaves(declaration.Name.Text, type).Select(leaf =>
        {
            var mine = new VariableSymbol(leaf.Name, declaration.Name.Span, leaf.Type.Data, VariableRole.State);
            var incoming = new VariableSymbol($"other.{leaf.Name}", declaration.Name.Span, leaf.Type.Data, VariableRole.Parameter);
            return new ObjectField(declaration, leaf.Type, mine, incoming, span);
        }).ToEquatable());
    }

    /// <summary>What is stored here, put together.</summary>
    public Typed Mine(SourceSpan span) => new(Storage.Whole(Type, Stored.Select(f => new Expr.Reference(f.Mine, span))), Type);

    /// <summary>What another replica's state holds in its place.</summary>
    public Typed Incoming => new(Storage.Whole(Type, Stored.Select(f => f.IncomingValue)), Type);
}

/// <summary>What is stored for a field of a replicated object, or for a part of one: here, and in an incoming state.</summary>
/// <param name="Declaration">Of the field.</param>
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
