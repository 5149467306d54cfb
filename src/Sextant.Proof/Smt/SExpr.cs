using System.Text;
using Sextant.Syntax;

namespace Sextant.Proof.Smt;

/// <summary>An S-expression of SMT-LIB 2.6, as solvers print them.</summary>
internal abstract record SExpr
{
    private SExpr()
    {
    }

    /// <summary>A symbol, keyword or number. A symbol quoted with bars is held without them: <c>|a b|</c> is <c>a b</c>.</summary>
    public sealed record Atom(string Text) : SExpr
    {
        public override string ToString() => Print(this);
    }

    /// <summary>A string literal, without its quotes and with doubled quotes made single.</summary>
    public sealed record String(string Value) : SExpr
    {
        public override string ToString() => Print(this);
    }

    public sealed record List(EquatableArray<SExpr> Items) : SExpr
    {
        public override string ToString() => Print(this);
    }

    /// <summary>The characters that a symbol may have without being quoted, letters and digits aside.</summary>
    private const string SymbolMarks = "~!@$%^&*_-+=<>.?/:#";

    private static string Print(SExpr expression)
    {
        var text = new StringBuilder();
        Print(expression, text);
        return text.ToString();
    }

    private static void Print(SExpr expression, StringBuilder text)
    {
        switch (expression)
        {
            case Atom atom when IsPlain(atom.Text):
                text.Append(atom.Text);
                break;
            case Atom atom:
                text.Append('|').Append(atom.Text).Append('|');
                break;
            case String literal:
                text.Append('"').Append(literal.Value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
                break;
            case List list:
                PrintList(list, text);
                break;
        }
    }

    private static void PrintList(List list, StringBuilder text)
    {
        text.Append('(');
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (i > 0)
                text.Append(' ');
            Print(list.Items[i], text);
        }
        text.Append(')');
    }

    private static bool IsPlain(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || SymbolMarks.Contains(c, StringComparison.Ordinal));
}
