using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>What a field or local begins with that is given no value.</summary>
internal static class Initial
{
    /// <summary>Null where the type has no such value.</summary>
    public static Expr? Of(SxtType type, SourceSpan span) => type switch
    {
        SxtType.Text => new Expr.TextLiteral("", span),
        SxtType.List list => new Expr.ListOf([], (DataType.List)list.Data, span),
        SxtType.Collection collection => TermBinder.Empty(collection, span),
        SxtType.Record record => Parts(type, record.Fields, span),
        SxtType.Tuple tuple => Parts(type, tuple.Parts, span),
        _ => Entry.First(type, span),
    };

    private static Expr.Construct? Parts(SxtType type, EquatableArray<SxtType> parts, SourceSpan span)
    {
        Expr?[] first = [.. parts.Select(p => Of(p, span))];
        var data = (DataType.Datatype)type.Data;
        return Array.Exists(first, f => f is null) ? null : new Expr.Construct(data, data.Symbol.Constructors[0], first.Select(f => f!).ToEquatable(), span);
    }
}
