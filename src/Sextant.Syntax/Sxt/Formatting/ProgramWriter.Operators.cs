using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Sxt.Formatting;

/// <summary>
/// Operators, as many as stand between two pairs of parentheses, in one loop: neither a chain of thousands nor an operand in an
/// operand takes stack of the machine.
/// </summary>
internal sealed partial class ProgramWriter
{
    /// <summary>Operands and operators of one level, which break their lines together.</summary>
    private readonly record struct Chain(int Level, List<Doc> Parts);

    private Doc WriteOperators(ExprSyntax.Binary whole, bool isAtEnd)
    {
        var chains = new Stack<Chain>();
        // In the order of the text; a binary stands for its operator here.
        Stack<(ExprSyntax Node, bool NeedsParentheses)> pending = LeftSpine(whole);
        Doc operand = WriteNext(pending, isAtEnd);
        while (pending.TryPop(out (ExprSyntax Node, bool NeedsParentheses) next))
        {
            var binary = (ExprSyntax.Binary)next.Node;
            StartLink(chains, operand, binary);
            PushOperand(pending, binary.Right, NeedsParentheses(binary.Right, binary, isLeft: false));
            operand = WriteNext(pending, isAtEnd);
        }
        while (chains.TryPop(out Chain chain))
            operand = Close(chain, operand);
        return operand;
    }

    private static Stack<(ExprSyntax Node, bool NeedsParentheses)> LeftSpine(ExprSyntax.Binary whole)
    {
        var pending = new Stack<(ExprSyntax Node, bool NeedsParentheses)>();
        PushOperand(pending, whole, needsParentheses: false);
        return pending;
    }

    /// <summary>Pushes an operand, on top of the operators for which it is the left side.</summary>
    private static void PushOperand(Stack<(ExprSyntax Node, bool NeedsParentheses)> pending, ExprSyntax operand, bool needsParentheses)
    {
        while (!needsParentheses && operand is ExprSyntax.Binary binary)
        {
            pending.Push((binary, false));
            needsParentheses = NeedsParentheses(binary.Left, binary, isLeft: true);
            operand = binary.Left;
        }
        pending.Push((operand, needsParentheses));
    }

    private Doc WriteNext(Stack<(ExprSyntax Node, bool NeedsParentheses)> pending, bool isAtEnd)
    {
        (ExprSyntax operand, bool needsParentheses) = pending.Pop();
        return WriteOperand(operand, needsParentheses, isAtEnd && pending.Count == 0);
    }

    /// <summary>Puts the operand into the chain of the operator behind it, and that operator behind the operand.</summary>
    private void StartLink(Stack<Chain> chains, Doc operand, ExprSyntax.Binary binary)
    {
        int level = OperatorTable.Level(binary.Operator);
        while (chains.TryPeek(out Chain inner) && inner.Level > level)
            operand = Close(chains.Pop(), operand);
        if (chains.TryPeek(out Chain same) && same.Level == level)
            same.Parts.Add(Doc.Indent(operand));
        else
            chains.Push(new Chain(level, [operand]));
        chains.Peek().Parts.AddRange([_comments.Behind(binary.OperatorSpan.Start), Doc.Line, OperatorTable.Text(binary.Operator) + " "]);
    }

    private static Doc Close(Chain chain, Doc last)
    {
        chain.Parts.Add(Doc.Indent(last));
        return Doc.Group(chain.Parts.ToArray());
    }

    private static bool NeedsParentheses(ExprSyntax operand, ExprSyntax.Binary parent, bool isLeft)
    {
        if (operand is not ExprSyntax.Binary binary)
            return false;
        int level = OperatorTable.Level(parent.Operator);
        int inner = OperatorTable.Level(binary.Operator);
        if (inner != level)
            return inner < level;
        return OperatorTable.GroupsRight(parent.Operator) == isLeft || !OperatorTable.MayChain(parent.Operator);
    }
}
