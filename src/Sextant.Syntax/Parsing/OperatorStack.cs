using Sextant.Syntax.Text;

namespace Sextant.Syntax.Parsing;

/// <summary>What a language says of its binary operators.</summary>
internal interface IOperatorRules<TExpr, TOperator>
{
    /// <summary>A greater level binds tighter.</summary>
    int Level(TOperator op);

    bool GroupsRight(TOperator op);

    /// <summary>Whether <c>a first b second c</c> is the language's, given that both are of one level.</summary>
    bool MayChain(TOperator first, TOperator second);

    void ReportMixed(TOperator first, SourceSpan firstSpan, TOperator next);

    /// <summary>Makes the operation; it reaches from <paramref name="start"/> to where the parser stands.</summary>
    TExpr Combine(TExpr left, int start, TOperator op, SourceSpan opSpan, TExpr right);
}

/// <summary>
/// Left operands that wait for a right one, of all expressions being read; explicit, so that a chain takes no stack of
/// the machine. An expression inside another works above the <see cref="Count"/> that it found.
/// </summary>
internal sealed class OperatorStack<TExpr, TOperator>(IOperatorRules<TExpr, TOperator> rules)
{
    private readonly Stack<Pending> _pending = new();

    private readonly record struct Pending(TExpr Left, int LeftStart, TOperator Operator, SourceSpan OperatorSpan);

    public int Count => _pending.Count;

    public void Push(TExpr left, int leftStart, TOperator op, SourceSpan opSpan) => _pending.Push(new Pending(left, leftStart, op, opSpan));

    /// <summary>
    /// Combines what binds tighter than the operator that comes next, or as tight and groups to the left.
    /// <paramref name="start"/> is where the operand begins, before and after; <paramref name="isMixed"/> tells whether
    /// this expression was already found to mix operators.
    /// </summary>
    public TExpr Reduce(TExpr operand, ref int start, int bottom, TOperator next, ref bool isMixed)
    {
        int level = rules.Level(next);
        while (_pending.Count > bottom && rules.Level(_pending.Peek().Operator) is int waiting && waiting >= level)
        {
            Pending top = _pending.Peek();
            if (waiting == level && !isMixed && !rules.MayChain(top.Operator, next))
            {
                isMixed = true;
                rules.ReportMixed(top.Operator, top.OperatorSpan, next);
            }
            if (waiting == level && rules.GroupsRight(next))
                break;
            operand = Combine(operand, ref start);
        }
        return operand;
    }

    /// <summary>Combines all that still waits above <paramref name="bottom"/>.</summary>
    public TExpr Finish(TExpr operand, int start, int bottom)
    {
        while (_pending.Count > bottom)
            operand = Combine(operand, ref start);
        return operand;
    }

    private TExpr Combine(TExpr right, ref int start)
    {
        Pending top = _pending.Pop();
        start = top.LeftStart;
        return rules.Combine(top.Left, start, top.Operator, top.OperatorSpan, right);
    }
}
