using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Parsing;

/// <summary>
/// Binary expressions by precedence, for any language. Left operands that wait for a right one stand on an explicit stack,
/// so that a chain takes no stack of the machine; an expression inside another works above what it found there.
/// </summary>
internal abstract class OperatorParser<TKind, TExpr, TOperator>(
    SourceText source, DiagnosticBag diagnostics, ITokenSource<TKind> lexer, DescentParser<TKind>.Landmarks landmarks)
    : DescentParser<TKind>(source, diagnostics, lexer, landmarks)
    where TKind : struct, Enum
    where TOperator : struct, Enum
{
    private readonly Stack<Pending> _pending = new();
    private int _operators;
    private int _openExpressions;

    private readonly record struct Pending(TExpr Left, int LeftStart, TOperator Operator, SourceSpan OperatorSpan);

    /// <summary>The operator that the current token begins, if it begins one.</summary>
    protected abstract TOperator? OperatorHere { get; }

    /// <summary>A greater level binds tighter.</summary>
    protected abstract int Level(TOperator op);

    protected abstract bool GroupsRight(TOperator op);

    /// <summary>Whether <c>a first b second c</c> is the language's, given that both are of one level.</summary>
    protected abstract bool MayChain(TOperator first, TOperator second);

    protected abstract void ReportMixed(TOperator first, SourceSpan firstSpan, TOperator next);

    /// <summary>Says what is wrong where an operator stands that only other languages have.</summary>
    protected abstract void RejectForeignOperator();

    /// <summary>Reads the operator, which may be several tokens, and says where it stood.</summary>
    protected abstract SourceSpan ReadOperator(TOperator op);

    protected abstract TExpr ParseUnary();

    /// <summary>Makes the operation; it reaches from <paramref name="start"/> to where the parser stands.</summary>
    protected abstract TExpr Combine(TExpr left, int start, TOperator op, SourceSpan opSpan, TExpr right);

    /// <summary>What stands in for an expression that is not there.</summary>
    protected abstract TExpr Missing();

    protected TExpr ParseExpression()
    {
        if (!Enter())
            return Missing();
        if (_openExpressions++ == 0)
            _operators = 0;
        int bottom = _pending.Count;
        bool isMixed = false;
        int start = Current.Start;
        TExpr operand = ParseUnary();
        while (OperatorHere is { } op && CountOperator())
        {
            Await(operand, ref start, bottom, op, ref isMixed);
            operand = ParseUnary();
        }
        RejectForeignOperator();
        while (_pending.Count > bottom)
            operand = CombineTop(operand, ref start);
        _openExpressions--;
        Leave();
        return operand;
    }

    /// <summary>Counts one more operator of the expression; false when they are more than allowed, and then nothing more is read.</summary>
    protected bool CountOperator()
    {
        if (++_operators <= ParserBounds.MaxOperators)
            return true;
        StopReading(DiagnosticCodes.TooDeep, Current.Span, $"the expression has more than {ParserBounds.MaxOperators} operators");
        return false;
    }

    /// <summary>Reads the operator and lets the operand wait for what follows; apart, so that nested expressions take less stack.</summary>
    private void Await(TExpr operand, ref int start, int bottom, TOperator op, ref bool isMixed)
    {
        operand = Reduce(operand, ref start, bottom, op, ref isMixed);
        _pending.Push(new Pending(operand, start, op, ReadOperator(op)));
        start = Current.Start;
    }

    /// <summary>
    /// Combines what binds tighter than the operator that comes next, or as tight and groups to the left.
    /// <paramref name="start"/> is where the operand begins, before and after; <paramref name="isMixed"/> tells whether
    /// this expression was already found to mix operators.
    /// </summary>
    private TExpr Reduce(TExpr operand, ref int start, int bottom, TOperator next, ref bool isMixed)
    {
        int level = Level(next);
        while (_pending.Count > bottom && Level(_pending.Peek().Operator) is int waiting && waiting >= level)
        {
            Pending top = _pending.Peek();
            if (waiting == level && !isMixed && !MayChain(top.Operator, next))
            {
                isMixed = true;
                ReportMixed(top.Operator, top.OperatorSpan, next);
            }
            if (waiting == level && GroupsRight(next))
                break;
            operand = CombineTop(operand, ref start);
        }
        return operand;
    }

    private TExpr CombineTop(TExpr right, ref int start)
    {
        Pending top = _pending.Pop();
        start = top.LeftStart;
        return Combine(top.Left, start, top.Operator, top.OperatorSpan, right);
    }
}
