using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Sxt.Formatting;

internal sealed partial class ProgramWriter
{
    /// <summary>A block, on one line if it fits there and has no more than that many statements, all of them simple.</summary>
    private Doc Write(Block block, int maxOnLine)
    {
        int end = block.Span.End;
        bool isFlat = block.Statements.Count > 0 && block.Statements.Count <= maxOnLine && block.Statements.All(IsSimple) && !_comments.IsBefore(end);
        if (!isFlat)
            return Braces(block.Statements, s => s.Span, Write, end);
        return WriteOnLine(block.Statements);
    }

    private Doc WriteOnLine(EquatableArray<StatementSyntax> simple)
    {
        var statements = new List<Doc>();
        foreach (StatementSyntax statement in simple)
        {
            statements.Add(Doc.Line);
            statements.Add(WriteSimple(statement));
        }
        return Doc.Group("{", Doc.Indent(Doc.Concat(statements.ToArray())), Doc.Line, "}");
    }

    private static bool IsSimple(StatementSyntax statement) => statement is StatementSyntax.Assign or StatementSyntax.Invoke or StatementSyntax.Return
        or StatementSyntax.Break or StatementSyntax.Continue or StatementSyntax.LeftOut;

    /// <summary>Statements nest, so each that holds a block has a frame of its own that holds no more than it needs.</summary>
    private Doc Write(StatementSyntax statement) => statement switch
    {
        StatementSyntax.If s => WriteIf(s),
        StatementSyntax.While s => WriteLoop(WhileHead(s), s.Body),
        StatementSyntax.DoWhile s => WriteDoWhile(s),
        StatementSyntax.ForEach s => WriteLoop(ForHead(s), s.Body),
        StatementSyntax.ForRange s => WriteLoop(ForHead(s), s.Body),
        _ => WriteSimple(statement),
    };

    private Doc WriteSimple(StatementSyntax statement) => statement switch
    {
        StatementSyntax.Assign s => Doc.Concat(Write(s.Target), $" {TextOf(s.Operator)} ", Doc.Indent(Write(s.Value)), ";"),
        StatementSyntax.Local s => Doc.Concat("local ", Name(s.Name), WithFieldType(s.Type), Value(s.Value), ";"),
        StatementSyntax.Invoke s => Doc.Concat(Write(s.Call), ";"),
        StatementSyntax.Break => "break;",
        StatementSyntax.Continue => "continue;",
        StatementSyntax.Return s => s.Value is null ? "return;" : Doc.Concat(_comments.Above(s.Value.Span.Start), "return ", Doc.Indent(Write(s.Value)), ";"),
        StatementSyntax.LeftOut => "...",
        _ => throw new InvalidOperationException($"no layout for {statement.GetType().Name}"),
    };

    private Doc WriteLoop(Doc head, Block body) => Doc.Concat(head, Write(body, maxOnLine: 2));

    private Doc WhileHead(StatementSyntax.While s) => Doc.Concat("while (", Doc.Indent(Write(s.Condition)), ") ");

    private Doc ForHead(StatementSyntax.ForEach s) => Doc.Concat("for ", Write(s.Pattern), " in ", Doc.Indent(Write(s.Collection)), " ");

    private Doc ForHead(StatementSyntax.ForRange s) => Doc.Concat("for ", Name(s.Name), " in ", Write(s.Low), "..", Write(s.High), " ");

    private Doc WriteDoWhile(StatementSyntax.DoWhile s)
    {
        Doc body = Write(s.Body, maxOnLine: 0);
        return Doc.Concat("do ", body, " while (", Doc.Indent(Write(s.Condition)), ");");
    }

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
        Doc head = Doc.Concat(IfHead(s), Write(s.Then, maxOnLine: s.Else is null ? 2 : 0));
        if (s.Else is null)
            return head;
        if (s.Else is not { Statements: [StatementSyntax.If next] })
            return Doc.Concat(head, " else ", Write(s.Else, maxOnLine: 0));
        // A comment stays behind the first block: further on it could come to stand inside of the second condition.
        Doc between = _comments.IsBefore(next.Span.Start) ? Doc.Concat(_comments.AtLineEnd(next.Span.Start), Doc.HardLine) : " ";
        return Doc.Concat(head, between, "else ", WriteIf(next));
    }

    private Doc IfHead(StatementSyntax.If s) => Doc.Concat("if (", Doc.Indent(Write(s.Condition)), ") ");
}
