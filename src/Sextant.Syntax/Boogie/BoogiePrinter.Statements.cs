using Sextant.Syntax.Boogie.Ast;

namespace Sextant.Syntax.Boogie;

public sealed partial class BoogiePrinter
{
    private void WriteStatements(EquatableArray<StatementSyntax> statements)
    {
        foreach (StatementSyntax statement in statements)
            Write(statement);
    }

    private void Write(StatementSyntax statement)
    {
        switch (statement)
        {
            case StatementSyntax.If branch:
                StartLine("");
                WriteIf(branch);
                return;
            case StatementSyntax.While loop:
                WriteWhile(loop);
                return;
            case StatementSyntax.Assign assign:
                StartLine("");
                List(assign.Targets, Write);
                _out.Append(" := ");
                WriteAttributes(assign.Attributes);
                List(assign.Values, Write);
                break;
            case StatementSyntax.Havoc havoc:
                StartLine("havoc ");
                List(havoc.Names, Write);
                break;
            case StatementSyntax.Assert assertion:
                WriteAssertion("assert ", assertion, assertion.Condition);
                break;
            case StatementSyntax.Assume assumption:
                WriteAssertion("assume ", assumption, assumption.Condition);
                break;
            case StatementSyntax.Call call:
                WriteCall(call);
                break;
            case StatementSyntax.Return:
                StartLine("return");
                break;
        }
        _out.Append(";\n");
    }

    private void WriteAssertion(string keyword, StatementSyntax statement, ExprSyntax condition)
    {
        StartLine(keyword);
        WriteAttributes(statement.Attributes);
        Write(condition);
    }

    private void Write(AssignmentTarget target)
    {
        Write(target.Variable);
        foreach (EquatableArray<ExprSyntax> indices in target.Indices)
        {
            _out.Append('[');
            List(indices, Write);
            _out.Append(']');
        }
    }

    private void WriteCall(StatementSyntax.Call call)
    {
        StartLine("call ");
        WriteAttributes(call.Attributes);
        List(call.Results, Write);
        _out.Append(call.Results.Count > 0 ? " := " : "");
        Write(call.Procedure);
        _out.Append('(');
        List(call.Arguments, Write);
        _out.Append(')');
    }

    /// <summary>
    /// A lone <c>if</c> in an else branch goes on as <c>else if</c>; the reader makes the same tree of both.
    /// </summary>
    private void WriteIf(StatementSyntax.If branch)
    {
        _out.Append("if ");
        WriteAttributes(branch.Attributes);
        WriteGuard(branch.Condition);
        _out.Append(" {\n");
        WriteIndented(branch.Then);
        if (branch.Else is [StatementSyntax.If next])
        {
            StartLine("} else ");
            WriteIf(next);
            return;
        }
        if (branch.Else.Count > 0)
        {
            Line("} else {");
            WriteIndented(branch.Else);
        }
        Line("}");
    }

    private void WriteWhile(StatementSyntax.While loop)
    {
        StartLine("while ");
        WriteAttributes(loop.Attributes);
        WriteGuard(loop.Condition);
        _out.Append('\n');
        _indentation++;
        foreach (LoopInvariant invariant in loop.Invariants)
        {
            StartLine(invariant.IsFree ? "free invariant " : "invariant ");
            WriteAttributes(invariant.Attributes);
            Write(invariant.Condition);
            _out.Append(";\n");
        }
        _indentation--;
        Line("{");
        WriteIndented(loop.Body);
        Line("}");
    }

    private void WriteGuard(ExprSyntax? condition)
    {
        _out.Append('(');
        if (condition is null)
            _out.Append('*');
        else
            Write(condition);
        _out.Append(')');
    }

    private void WriteIndented(EquatableArray<StatementSyntax> statements)
    {
        _indentation++;
        WriteStatements(statements);
        _indentation--;
    }
}
