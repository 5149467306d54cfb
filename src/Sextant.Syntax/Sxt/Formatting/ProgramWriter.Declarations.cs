using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Sxt.Formatting;

internal sealed partial class ProgramWriter
{
    private Doc Write(Declaration declaration) => declaration switch
    {
        Declaration.Enum d => WriteEnum(d),
        Declaration.Record d => WriteRecord(d),
        Declaration.NamedType d => Doc.Concat("type ", Name(d.Name), TypeParameters(d.TypeParameters), d.Definition is null ? Doc.Nothing : Doc.Concat(" := ", Write(d.Definition)), ";"),
        Declaration.Constant d => Doc.Concat("const ", Name(d.Name), WithFieldType(d.Type), Value(d.Value), ";"),
        Declaration.Function d => WriteFunction(d),
        Declaration.Axiom d => WriteCondition("axiom", d.Name, d.Condition),
        Declaration.Object d => WriteObject(d),
        _ => throw new InvalidOperationException($"no layout for {declaration.GetType().Name}"),
    };

    private Doc WriteEnum(Declaration.Enum d)
    {
        var parts = new List<Doc> { "enum ", Name(d.Name), " :=" };
        var cases = new List<Doc>();
        for (int i = 0; i < d.Cases.Count; i++)
        {
            Doc gap = _comments.Behind(d.Cases[i].Span.Start);
            cases.Add(i == 0 || d.IsOrdered ? gap : Doc.Concat(",", gap));
            cases.Add(Doc.Line);
            cases.Add(i > 0 && d.IsOrdered ? "< " : "");
            cases.Add(Name(d.Cases[i]));
        }
        parts.Add(Doc.Indent(Doc.Concat(cases.ToArray())));
        parts.Add(";");
        return Doc.Group(parts.ToArray());
    }

    private Doc WriteRecord(Declaration.Record d) => Doc.Group(
        "record ", Name(d.Name), TypeParameters(d.TypeParameters), " {",
        Doc.Indent(Doc.Concat(_comments.Behind(d.Fields[0].Name.Span.Start), Doc.Line, Commas(d.Fields, f => f.Name.Span.Start, Write), _comments.Behind(d.Span.End))),
        Doc.Line, "}");

    private Doc WriteFunction(Declaration.Function d)
    {
        Doc head = Doc.Concat("function ", Name(d.Name), TypeParameters(d.TypeParameters), Parameters(d.Parameters), WithType(d.Result));
        return d.Body is null
            ? Doc.Concat(head, ";")
            : Doc.Group(head, " :=", Doc.Indent(Doc.Concat(_comments.Behind(d.Body.Span.Start), Doc.Line, Write(d.Body))), ";");
    }

    /// <summary><c>word name: condition;</c>, the condition on a line of its own if it does not fit.</summary>
    private Doc WriteCondition(string word, Identifier? name, ExprSyntax condition) => name is null
        ? Doc.Concat(word, " ", Doc.Indent(Write(condition)), ";")
        : Doc.Group(word, " ", Name(name), ":", Doc.Indent(Doc.Concat(_comments.Behind(condition.Span.Start), Doc.Line, Write(condition))), ";");

    private Doc WriteObject(Declaration.Object d)
    {
        string word = d.Kind switch
        {
            ObjectKind.Replicated => "replicated ",
            ObjectKind.Atomic => "ADO ",
            _ => "DApp ",
        };
        Doc parameters = d.Kind == ObjectKind.App ? Bracketed("(", d.Parameters, p => p.Span.Start, Write, ")") : Doc.Nothing;
        return Doc.Concat(word, Name(d.Name), TypeParameters(d.TypeParameters), parameters, " ", Braces(d.Members, m => m.Span, Write, d.Span.End));
    }

    private Doc Write(ObjectParameter parameter) => parameter switch
    {
        ObjectParameter.Single p => Doc.Concat(Name(p.Name), ": ", Write(p.Type)),
        ObjectParameter.Family p => WriteFamily(p),
        _ => throw new InvalidOperationException($"no layout for {parameter.GetType().Name}"),
    };

    /// <summary>A family is one name cut in two and a type written twice, so its comments stand before it.</summary>
    private Doc WriteFamily(ObjectParameter.Family family)
    {
        Doc comments = _comments.InFront(family.Span.End);
        Doc type = Write(family.Type);
        return Doc.Concat(comments, $"{family.Name.Text}_1: ", type, $", ..., {family.Name.Text}_{family.Count.Text}: ", type);
    }
}
