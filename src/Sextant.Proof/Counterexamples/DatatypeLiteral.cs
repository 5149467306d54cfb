using Sextant.Model.Types;
using Sextant.Proof.Encoding;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>A value of a datatype as a solver prints it: the constructor and what it was given.</summary>
internal sealed record DatatypeLiteral(DatatypeConstructor Constructor, EquatableArray<SExpr> Fields)
{
    /// <summary>Null when no constructor of the type built it, or when a field is a map, whose literals are not read.</summary>
    public static DatatypeLiteral? Of(SExpr value, DataType.Datatype type)
    {
        value = ArrayLiteral.WithoutLets(value, []);
        SExpr[] parts = value is SExpr.List list ? [.. list.Items] : [value];
        string? name = (parts.FirstOrDefault() as SExpr.Atom)?.Text;
        EquatableArray<SExpr> fields = parts.Skip(1).ToEquatable();
        foreach (DatatypeConstructor constructor in type.Symbol.Constructors.Where(c => c.Fields.Count == fields.Count))
        {
            if (SmtNames.Of(type, constructor).Trim('|') == name?.Trim('|') && !type.FieldTypes(constructor).Any(t => t is DataType.Map))
                return new DatatypeLiteral(constructor, fields);
        }

        return null;
    }
}
