using System.Text;
using Sextant.Syntax.Boogie.Ast;

namespace Sextant.Syntax.Boogie;

/// <summary>
/// Writes a program in one canonical form, with the fewest parentheses that keep its meaning. What it writes of an
/// error-free program reads back as the same program, apart from places. Comments are not part of a program.
/// </summary>
public sealed partial class BoogiePrinter
{
    private readonly StringBuilder _out = new();
    private int _indentation;

    private BoogiePrinter()
    {
    }

    public static string Print(BoogieProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        var printer = new BoogiePrinter();
        Declaration? previous = null;
        foreach (Declaration declaration in program.Declarations)
        {
            if (previous is not null && !BelongTogether(previous, declaration))
                printer._out.Append('\n');
            printer.Write(declaration);
            previous = declaration;
        }
        return printer._out.ToString();
    }

    public static string Print(Declaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        var printer = new BoogiePrinter();
        printer.Write(declaration);
        return printer._out.ToString();
    }

    public static string Print(ExprSyntax expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var printer = new BoogiePrinter();
        printer.Write(expression);
        return printer._out.ToString();
    }

    public static string Print(TypeSyntax type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var printer = new BoogiePrinter();
        printer.Write(type);
        return printer._out.ToString();
    }

    /// <summary>One-line declarations of a kind stand without a blank line between them.</summary>
    private static bool BelongTogether(Declaration first, Declaration second) =>
        first.GetType() == second.GetType() && IsOneLine(first) && IsOneLine(second);

    private static bool IsOneLine(Declaration declaration) =>
        declaration is not Declaration.Procedure && declaration is not Declaration.Function { Body: not null } && declaration.Annotations.Count == 0;

    private void Line(string text) => _out.Append(' ', 2 * _indentation).Append(text).Append('\n');

    private void StartLine(string text) => _out.Append(' ', 2 * _indentation).Append(text);

    private void List<T>(EquatableArray<T> items, Action<T> write)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
                _out.Append(", ");
            write(items[i]);
        }
    }

    private void Write(Identifier name) => WriteName(name.Text);

    private void WriteName(string name)
    {
        if (Words.IsKeyword(name))
            _out.Append('\\');
        _out.Append(name);
    }

    private void Write(BoogieAttribute attribute)
    {
        _out.Append("{:").Append(attribute.Name);
        if (attribute.Arguments.Count > 0)
            _out.Append(' ');
        List(attribute.Arguments, Write);
        _out.Append('}');
    }

    private void Write(AttributeArgument argument)
    {
        if (argument is AttributeArgument.Text text)
            _out.Append('"').Append(text.Value).Append('"');
        else
            Write(((AttributeArgument.Expression)argument).Value);
    }

    /// <summary>Each attribute followed by a space, ready for what it describes.</summary>
    private void WriteAttributes(EquatableArray<BoogieAttribute> attributes)
    {
        foreach (BoogieAttribute attribute in attributes)
        {
            Write(attribute);
            _out.Append(' ');
        }
    }

    private void Write(VariableGroup group)
    {
        WriteAttributes(group.Attributes);
        List(group.Names, Write);
        _out.Append(": ");
        Write(group.Type);
        if (group.Where is null)
            return;
        _out.Append(" where ");
        Write(group.Where);
    }
}
