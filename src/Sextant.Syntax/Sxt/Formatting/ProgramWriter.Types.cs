using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Sxt.Formatting;

internal sealed partial class ProgramWriter
{
    private Doc Write(TypeSyntax type) => type switch
    {
        TypeSyntax.Named named => Doc.Concat(Name(named.Name), named.Arguments.Count == 0 ? Doc.Nothing : Types(named.Arguments)),
        TypeSyntax.Option option => Doc.Concat(_comments.InFront(option.Span.Start), "option ", WriteTypeAtom(option.Element)),
        TypeSyntax.List list => Doc.Concat("[", Write(list.Element), "]"),
        TypeSyntax.Map map => Doc.Concat(_comments.InFront(map.Span.Start), "Map[", Write(map.Key), " -> ", Write(map.Value), "]"),
        TypeSyntax.Tuple tuple => WriteTuple(tuple),
        _ => throw new InvalidOperationException($"no layout for {type.GetType().Name}"),
    };

    private Doc Types(EquatableArray<TypeSyntax> types) => Bracketed("[", types, t => t.Span.Start, Write, "]");

    private Doc WriteTuple(TypeSyntax.Tuple tuple)
    {
        Doc doc = WriteTypeAtom(tuple.Elements[0]);
        foreach (TypeSyntax element in tuple.Elements.Skip(1))
            doc = Doc.Concat(doc, " * ", WriteTypeAtom(element));
        return doc;
    }

    private Doc WriteTypeAtom(TypeSyntax type) => type is TypeSyntax.Tuple ? Doc.Concat("(", Write(type), ")") : Write(type);

    private Doc WithType(TypeSyntax? type) => type is null ? Doc.Nothing : Doc.Concat(": ", Write(type));

    /// <summary>A field or a constant has a blank before the colon, as on the slides.</summary>
    private Doc WithFieldType(TypeSyntax? type) => type is null ? Doc.Nothing : Doc.Concat(" : ", Write(type));

    private Doc TypeParameters(EquatableArray<Identifier> names) =>
        names.Count == 0 ? Doc.Nothing : Bracketed("[", names, n => n.Span.Start, Name, "]");

    private Doc Parameters(EquatableArray<Parameter> parameters) => Bracketed("(", parameters, p => p.Name.Span.Start, Write, ")");

    private Doc Write(Parameter parameter) => Doc.Concat(Name(parameter.Name), WithType(parameter.Type));
}
