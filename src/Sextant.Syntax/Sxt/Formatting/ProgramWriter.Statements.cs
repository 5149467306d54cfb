using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Sxt.Formatting;

internal sealed partial class ProgramWriter
{
    /// <summary>A block, on one line if it fits there and has no more than that many statements, all of them simple.</summary>
    private Doc Write(Block block, int maxOnLine)
    {
        Doc gap = _comments.Behind(block.Span.Start);
        int end = block.Span.End;
        bool isFlat = block.Statements.Count > 0 && block.Statements.Count <= maxOnLine && block.Statements.All(IsSimple) && !_comments.IsBefore(end);
        if (!isFlat)
            return Doc.Concat(gap, Braces(block.Statements, s => s.Span, Write, end));
        var statements = new List<Doc>();
        foreach (StatementSyntax statement in block.Statements)
        {
            statements.Add(Doc.Line);
            statements.Add(Write(statement));
        }
        return Doc.Concat(gap, Doc.Group("{", Doc.Indent(Doc.Concat(statements.ToArray())), Doc.Line, "}"));
    }

    private static bool IsSimple(StatementSyntax statement) => statement is StatementSyntax.Assign or StatementSyntax.Invoke or StatementSyntax.Return
        or StatementSyntax.Break or StatementSyntax.Continue or StatementSyntax.LeftOut;

    private Doc Write(StatementSyntax statement) => statement switch
    {
        StatementSyntax.Assign s => Doc.Concat(Write(s.Target), $" {TextOf(s.Operator)} ", Doc.Indent(Write(s.Value)), ";"),
        StatementSyntax.Local s => Doc.Concat("local ", Name(s.Name), WithFieldType(s.Type), Value(s.Value), ";"),
        StatementSyntax.Invoke s => Doc.Concat(Write(s.Call), ";"),
        StatementSyntax.If s => WriteIf(s),
        StatementSyntax.While s => Doc.Concat("while (", Doc.Indent(Write(s.Condition)), ") ", Write(s.Body, maxOnLine: 2)),
        StatementSyntax.DoWhile s => Doc.Concat("do ", Write(s.Body, maxOnLine: 0), " while (", Doc.Indent(Write(s.Condition)), ");"),
        StatementSyntax.ForEach s => Doc.Concat("for ", Write(s.Pattern), " in ", Doc.Indent(Write(s.Collection)), " ", Write(s.Body, maxOnLine: 2)),
        StatementSyntax.ForRange s => Doc.Concat("for ", Name(s.Name), " in ", Write(s.Low), "..", Write(s.High), " ", Write(s.Body, maxOnLine: 2)),
        StatementSyntax.Break => "break;",
        StatementSyntax.Continue => "continue;",
        StatementSyntax.Return s => s.Value is null ? "return;" : Doc.Concat(_comments.InFront(s.Value.Span.Start), "return ", Doc.Indent(Write(s.Value)), ";"),
        StatementSyntax.LeftOut => "...",
        _ => throw new InvalidOperationException($"no layout for {statement.GetType().Name}"),
    };

    private static string TextOf(AssignOperator op) => op switch
    {
        AssignOperator.Add => "+=",
        AssignOperator.Subtract => "-=",
        _ => ":=",
    };

    private Doc Value(ExprSyntax? value) => value is null ? Doc.Nothing : Doc.Concat(" := ", Doc.Indent(Write(value)));

    /// <summary>
    /// A lone <c>if</c> in an else branch goes on as <c>else if</c>; the reader makes the same tree of both.
    /// </summary>
    private Doc WriteIf(StatementSyntax.If s)
    {
        Doc head = Doc.Concat("if (", Doc.Indent(Write(s.Condition)), ") ", Write(s.Then, maxOnLine: s.Else is null ? 2 : 0));
        return s.Else switch
        {
            null => head,
            { Statements: [StatementSyntax.If next] } => Doc.Concat(head, _comments.Behind(next.Span.Start), " else ", WriteIf(next)),
            _ => Doc.Concat(head, " else ", Write(s.Else, maxOnLine: 0)),
        };
    }
}
