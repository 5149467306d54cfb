using System.Globalization;
using Sextant.Syntax.Boogie.Ast;

namespace Sextant.Syntax.Boogie;

public sealed partial class BoogiePrinter
{
    private void Write(ExprSyntax expression)
    {
        switch (expression)
        {
            case ExprSyntax.BoolLiteral literal:
                _out.Append(literal.Value ? "true" : "false");
                break;
            case ExprSyntax.IntLiteral literal:
                _out.Append(literal.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case ExprSyntax.RealLiteral literal:
                _out.Append(literal.Text);
                break;
            case ExprSyntax.BitVectorLiteral literal:
                _out.Append(CultureInfo.InvariantCulture, $"{literal.Value}bv{literal.Width}");
                break;
            case ExprSyntax.Name name:
                WriteName(name.Text);
                break;
            case ExprSyntax.Call call:
                Write(call.Function);
                _out.Append('(');
                List(call.Arguments, Write);
                _out.Append(')');
                break;
            case ExprSyntax.Old old:
                _out.Append("old(");
                Write(old.Operand);
                _out.Append(')');
                break;
            case ExprSyntax.Unary unary:
                _out.Append(unary.Operator == UnaryOperator.Not ? '!' : '-');
                WriteOperand(unary.Operand, unary.Operand is ExprSyntax.Binary or ExprSyntax.Conditional);
                break;
            case ExprSyntax.Binary binary:
                WriteChain(binary);
                break;
            case ExprSyntax.Conditional conditional:
                WriteConditional(conditional);
                break;
            case ExprSyntax.Select or ExprSyntax.Store or ExprSyntax.Extract:
                WriteIndexing(expression);
                break;
            case ExprSyntax.Quantifier quantifier:
                WriteQuantifier(quantifier);
                break;
            case ExprSyntax.Missing:
                break;
        }
    }

    private void WriteOperand(ExprSyntax operand, bool needsParentheses)
    {
        if (needsParentheses)
            _out.Append('(');
        Write(operand);
        if (needsParentheses)
            _out.Append(')');
    }

    /// <summary>Walks down left and right operands in loops, so that a chain of thousands takes no stack.</summary>
    private void WriteChain(ExprSyntax.Binary chain)
    {
        while (true)
        {
            WriteLeft(chain);
            _out.Append(' ').Append(OperatorTable.Text(chain.Operator)).Append(' ');
            bool needsParentheses = NeedsParentheses(chain.Right, chain, isLeft: false);
            if (needsParentheses || chain.Right is not ExprSyntax.Binary rest)
            {
                WriteOperand(chain.Right, needsParentheses);
                return;
            }
            chain = rest;
        }
    }

    private void WriteLeft(ExprSyntax.Binary chain)
    {
        var spine = new Stack<ExprSyntax.Binary>();
        spine.Push(chain);
        while (spine.Peek().Left is ExprSyntax.Binary left && !NeedsParentheses(left, spine.Peek(), isLeft: true))
            spine.Push(left);
        WriteOperand(spine.Peek().Left, NeedsParentheses(spine.Peek().Left, spine.Peek(), isLeft: true));
        while (spine.Pop() is var binary && !ReferenceEquals(binary, chain))
        {
            _out.Append(' ').Append(OperatorTable.Text(binary.Operator)).Append(' ');
            WriteOperand(binary.Right, NeedsParentheses(binary.Right, binary, isLeft: false));
        }
    }

    /// <summary>An <c>if</c> inside an operator always has them: without, it would take in all that follows.</summary>
    private static bool NeedsParentheses(ExprSyntax operand, ExprSyntax.Binary parent, bool isLeft)
    {
        if (operand is ExprSyntax.Conditional)
            return true;
        if (operand is not ExprSyntax.Binary binary)
            return false;
        int level = OperatorTable.Level(parent.Operator);
        int inner = OperatorTable.Level(binary.Operator);
        if (inner != level)
            return inner < level;
        return OperatorTable.GroupsRight(parent.Operator) == isLeft || !OperatorTable.MayChain(binary.Operator, parent.Operator);
    }

    private void WriteConditional(ExprSyntax.Conditional conditional)
    {
        _out.Append("if ");
        Write(conditional.Condition);
        _out.Append(" then ");
        Write(conditional.Then);
        _out.Append(" else ");
        Write(conditional.Else);
    }

    private void WriteIndexing(ExprSyntax whole)
    {
        var links = new Stack<ExprSyntax>();
        ExprSyntax root = whole;
        while (Indexed(root) is { } operand)
        {
            links.Push(root);
            root = operand;
        }
        WriteOperand(root, root is ExprSyntax.Binary or ExprSyntax.Unary or ExprSyntax.Conditional);
        while (links.TryPop(out ExprSyntax? link))
            WriteIndex(link);
    }

    private static ExprSyntax? Indexed(ExprSyntax expression) => expression switch
    {
        ExprSyntax.Select select => select.Map,
        ExprSyntax.Store store => store.Map,
        ExprSyntax.Extract extract => extract.Operand,
        _ => null,
    };

    private void WriteIndex(ExprSyntax link)
    {
        _out.Append('[');
        switch (link)
        {
            case ExprSyntax.Select select:
                List(select.Indices, Write);
                break;
            case ExprSyntax.Store store:
                List(store.Indices, Write);
                _out.Append(" := ");
                Write(store.Value);
                break;
            case ExprSyntax.Extract extract:
                _out.Append(CultureInfo.InvariantCulture, $"{extract.High}:{extract.Low}");
                break;
        }
        _out.Append(']');
    }

    private void WriteQuantifier(ExprSyntax.Quantifier quantifier)
    {
        _out.Append(quantifier.Kind == QuantifierKind.ForAll ? "(forall " : "(exists ");
        List(quantifier.Variables, Write);
        _out.Append(" :: ");
        WriteAttributes(quantifier.Attributes);
        foreach (TriggerSyntax trigger in quantifier.Triggers)
        {
            _out.Append('{');
            List(trigger.Terms, Write);
            _out.Append("} ");
        }
        Write(quantifier.Body);
        _out.Append(')');
    }

    private void Write(TypeSyntax type)
    {
        switch (type)
        {
            case TypeSyntax.Named named:
                WriteTypeName(named.Name.Text);
                for (int i = 0; i < named.Arguments.Count; i++)
                {
                    _out.Append(' ');
                    WriteTypeArgument(named.Arguments[i], isLast: i == named.Arguments.Count - 1);
                }
                break;
            case TypeSyntax.Map map:
                WriteMapType(map);
                break;
        }
    }

    private void WriteTypeName(string name)
    {
        if (name is "bool" or "int" or "real")
            _out.Append(name);
        else
            WriteName(name);
    }

    private void WriteTypeArgument(TypeSyntax argument, bool isLast)
    {
        bool needsParentheses = argument is TypeSyntax.Named { Arguments.Count: > 0 } || (argument is TypeSyntax.Map && !isLast);
        if (needsParentheses)
            _out.Append('(');
        Write(argument);
        if (needsParentheses)
            _out.Append(')');
    }

    private void WriteMapType(TypeSyntax.Map map)
    {
        if (map.TypeParameters.Count > 0)
        {
            _out.Append('<');
            List(map.TypeParameters, Write);
            _out.Append('>');
        }
        _out.Append('[');
        List(map.Domain, Write);
        _out.Append(']');
        Write(map.Range);
    }
}
