using System.Collections.Immutable;
using System.Globalization;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie;

public sealed partial class BoogieParser
{
    /// <summary>Left operands that wait for a right one, of all expressions being read; explicit, so that a chain takes no stack.</summary>
    private readonly Stack<PendingOperation> _pending = new();

    private int _operators;
    private int _openExpressions;

    private readonly record struct PendingOperation(ExprSyntax Left, int LeftStart, BinaryOperator Operator, SourceSpan OperatorSpan);

    private ExprSyntax ParseExpression()
    {
        if (!Enter())
            return Missing();
        if (_openExpressions++ == 0)
            _operators = 0;
        int bottom = _pending.Count;
        bool isMixed = false;
        int start = _token.Start;
        ExprSyntax operand = ParseUnary();
        while (OperatorTable.FromToken(_token.Kind) is { } op && CountOperator())
        {
            operand = Reduce(operand, ref start, bottom, op, ref isMixed);
            _pending.Push(new PendingOperation(operand, start, op, _token.Span));
            Advance();
            start = _token.Start;
            operand = ParseUnary();
        }
        RejectForeignOperator();
        while (_pending.Count > bottom)
            operand = Combine(operand, ref start);
        _openExpressions--;
        Leave();
        return operand;
    }

    /// <summary>Combines what binds tighter than the operator that comes next, or as tight and groups to the left.</summary>
    private ExprSyntax Reduce(ExprSyntax operand, ref int start, int bottom, BinaryOperator next, ref bool isMixed)
    {
        int level = OperatorTable.Level(next);
        while (_pending.Count > bottom && OperatorTable.Level(_pending.Peek().Operator) is int waiting && waiting >= level)
        {
            PendingOperation top = _pending.Peek();
            if (waiting == level && !isMixed && !OperatorTable.MayChain(top.Operator, next))
            {
                isMixed = true;
                ReportMixed(top, next);
            }
            if (waiting == level && OperatorTable.GroupsRight(next))
                break;
            operand = Combine(operand, ref start);
        }
        return operand;
    }

    private ExprSyntax.Binary Combine(ExprSyntax right, ref int start)
    {
        PendingOperation top = _pending.Pop();
        start = top.LeftStart;
        return new ExprSyntax.Binary(SpanFrom(start), top.Operator, top.Left, right);
    }

    private void ReportMixed(PendingOperation first, BinaryOperator next)
    {
        string one = OperatorTable.Text(first.Operator);
        string other = OperatorTable.Text(next);
        bool isRelation = OperatorTable.Level(next) == OperatorTable.RelationLevel;
        string message = isRelation
            ? $"`{other}` cannot follow `{one}`: a relation compares two values"
            : $"`{one}` and `{other}` may not be mixed without parentheses";
        string? help = isRelation ? "join two relations with `&&`, or put one of the two into parentheses" : null;
        Report(DiagnosticCodes.AmbiguousOperators, _token.Span, message, help, new DiagnosticLabel(first.OperatorSpan, $"the `{one}`"));
    }

    private bool CountOperator()
    {
        if (++_operators <= MaxOperators)
            return true;
        StopReading(DiagnosticCodes.TooDeep, _token.Span, $"the expression has more than {MaxOperators} operators");
        return false;
    }

    private void RejectForeignOperator()
    {
        switch (_token.Kind)
        {
            case TokenKind.Subtype:
                FailUnsupported(_token.Span, "the partial order `<:`");
                break;
            case TokenKind.Power:
                FailUnsupported(_token.Span, "the power operator `**`", "write the product out");
                break;
        }
    }

    private ExprSyntax ParseUnary()
    {
        if (!At(TokenKind.Not) && !At(TokenKind.Minus))
            return ParsePostfix();
        if (!Enter())
            return Missing();
        int start = _token.Start;
        UnaryOperator op = At(TokenKind.Not) ? UnaryOperator.Not : UnaryOperator.Negate;
        Advance();
        ExprSyntax operand = ParseUnary();
        Leave();
        return new ExprSyntax.Unary(SpanFrom(start), op, operand);
    }

    private ExprSyntax ParsePostfix()
    {
        int start = _token.Start;
        ExprSyntax expression = ParseAtom();
        while (At(TokenKind.OpenBracket) && CountOperator())
            expression = ParseIndexing(expression, start);
        if (At(TokenKind.Arrow) && Ahead.Kind == TokenKind.Identifier)
            FailUnsupported(_token.Span, "the field access `->`", "a record is a map from its fields, `r[field]`; implication is written `==>`");
        return expression;
    }

    /// <summary><c>[i, j]</c>, <c>[i, j := e]</c> or <c>[high : low]</c> behind an expression.</summary>
    private ExprSyntax ParseIndexing(ExprSyntax operand, int start)
    {
        Token bracket = _token;
        Advance();
        if (At(TokenKind.CloseBracket) || At(TokenKind.Becomes))
            FailUnsupported(bracket.Span.To(_token.Span), "an index without arguments");
        EquatableArray<ExprSyntax> indices = ParseExpressions();
        if (At(TokenKind.Colon))
            return ParseExtract(operand, start, indices, bracket);
        if (!Accept(TokenKind.Becomes))
        {
            ExpectClosing(TokenKind.CloseBracket, bracket);
            return new ExprSyntax.Select(SpanFrom(start), operand, indices);
        }
        ExprSyntax value = ParseExpression();
        ExpectClosing(TokenKind.CloseBracket, bracket);
        return new ExprSyntax.Store(SpanFrom(start), operand, indices, value);
    }

    private ExprSyntax.Extract ParseExtract(ExprSyntax operand, int start, EquatableArray<ExprSyntax> indices, Token bracket)
    {
        Token colon = _token;
        Advance();
        int? high = indices.Count == 1 && indices[0] is ExprSyntax.IntLiteral literal && literal.Value <= int.MaxValue ? (int)literal.Value : null;
        int? low = At(TokenKind.Integer) && int.TryParse(SpanOf(_token), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        if (!_isFailing && (high is null || low is null))
            FailAt(DiagnosticCodes.UnexpectedToken, colon.Span, "the bounds of an extraction must be two numbers", "`e[8:0]` takes the bits 0 up to and including 7");
        Accept(TokenKind.Integer);
        ExpectClosing(TokenKind.CloseBracket, bracket);
        return new ExprSyntax.Extract(SpanFrom(start), operand, high ?? 0, low ?? 0);
    }

    private EquatableArray<ExprSyntax> ParseExpressions()
    {
        ImmutableArray<ExprSyntax>.Builder items = ImmutableArray.CreateBuilder<ExprSyntax>(1);
        do
            items.Add(ParseExpression());
        while (Accept(TokenKind.Comma));
        return ToArray(items);
    }

    private ExprSyntax.Missing Missing() => new(new SourceSpan(_token.Start, 0));
}
