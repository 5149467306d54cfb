using System.Runtime.CompilerServices;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

internal sealed partial class SxtReader : IOperatorRules<ExprSyntax, BinaryOperator>
{
    private readonly OperatorStack<ExprSyntax, BinaryOperator> _operations;
    private int _operators;
    private int _openExpressions;

    int IOperatorRules<ExprSyntax, BinaryOperator>.Level(BinaryOperator op) => OperatorTable.Level(op);

    bool IOperatorRules<ExprSyntax, BinaryOperator>.GroupsRight(BinaryOperator op) => OperatorTable.GroupsRight(op);

    bool IOperatorRules<ExprSyntax, BinaryOperator>.MayChain(BinaryOperator first, BinaryOperator second) => OperatorTable.MayChain(first);

    ExprSyntax IOperatorRules<ExprSyntax, BinaryOperator>.Combine(ExprSyntax left, int start, BinaryOperator op, SourceSpan opSpan, ExprSyntax right) =>
        new ExprSyntax.Binary(SpanFrom(start), op, opSpan, left, right);

    void IOperatorRules<ExprSyntax, BinaryOperator>.ReportMixed(BinaryOperator first, SourceSpan firstSpan, BinaryOperator next) =>
        Report(DiagnosticCodes.AmbiguousOperators, Current.Span, $"`{OperatorTable.Text(next)}` cannot follow `{OperatorTable.Text(first)}`: a relation compares two values",
            "join two relations with `&&`, or put one of the two into parentheses", new DiagnosticLabel(firstSpan, $"the `{OperatorTable.Text(first)}`"));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseExpression()
    {
        if (!Enter())
            return Missing();
        if (_openExpressions++ == 0)
            _operators = 0;
        int bottom = _operations.Count;
        bool isMixed = false;
        int start = Current.Start;
        ExprSyntax operand = ParseUnary();
        while (OperatorTable.FromToken(Current.Kind) is { } op && CountOperator())
        {
            operand = _operations.Reduce(operand, ref start, bottom, op, ref isMixed);
            _operations.Push(operand, start, op, ReadOperator(op));
            start = Current.Start;
            operand = ParseUnary();
        }
        RejectForeignOperator();
        operand = _operations.Finish(operand, start, bottom);
        _openExpressions--;
        Leave();
        return operand;
    }

    private SourceSpan ReadOperator(BinaryOperator op)
    {
        SourceSpan span = Current.Span;
        Advance();
        if (op != BinaryOperator.NotIn)
            return span;
        span = span.To(Current.Span);
        Expect(TokenKind.In, "after `not`", "negation is written `!`; `not` stands in `not in` only");
        return span;
    }

    private bool CountOperator()
    {
        if (++_operators <= ParserBounds.MaxOperators)
            return true;
        StopReading(DiagnosticCodes.TooDeep, Current.Span, $"the expression has more than {ParserBounds.MaxOperators} operators");
        return false;
    }

    private void RejectForeignOperator()
    {
        if (At(TokenKind.Question) || At(TokenKind.Bang))
            Fail($"`{TextOf(Current)}` has no meaning here", At(TokenKind.Question) && StartsOperand(Ahead(1).Kind)
                ? "a choice is written `if c then a else b`"
                : "`?`, `+` and `!` stand behind the call of an object's method, `o.m(x)!`; negation `!` stands in front");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseUnary()
    {
        if (!At(TokenKind.Bang) && !At(TokenKind.Minus))
            return ParsePostfix();
        if (!Enter())
            return Missing();
        int start = Current.Start;
        UnaryOperator op = At(TokenKind.Bang) ? UnaryOperator.Not : UnaryOperator.Negate;
        Advance();
        ExprSyntax operand = ParseUnary();
        Leave();
        return new ExprSyntax.Unary(SpanFrom(start), op, operand);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParsePostfix()
    {
        int start = Current.Start;
        ExprSyntax expression = ParseAtom();
        while (StartsPostfix(expression) && CountOperator())
        {
            expression = Current.Kind switch
            {
                TokenKind.Dot => ParseMember(expression, start),
                TokenKind.OpenBracket => ParseIndex(expression, start),
                TokenKind.OpenParen => ParseCall(expression, start),
                _ => ParseRetry(expression, start),
            };
        }
        return expression;
    }

    private bool StartsPostfix(ExprSyntax expression) => Current.Kind switch
    {
        // A dot with a blank behind it belongs to the quantifier around.
        TokenKind.Dot => IsGlued(Ahead(1)),
        TokenKind.OpenBracket => true,
        TokenKind.OpenParen => expression is ExprSyntax.Name or ExprSyntax.Member,
        TokenKind.Question or TokenKind.Bang => expression is ExprSyntax.Call { Callee: ExprSyntax.Member } or ExprSyntax.Retried,
        TokenKind.Plus => expression is ExprSyntax.Call { Callee: ExprSyntax.Member } && IsRetryPlus,
        _ => false,
    };

    /// <summary>
    /// A plus behind a call adds when an operand follows, and says how often to call otherwise. Before a minus or a bracket,
    /// which may go on in either way, the plus belongs to the call if it touches the call and nothing else: <c>o.m()+ - 1</c>.
    /// </summary>
    private bool IsRetryPlus
    {
        get
        {
            Token next = Ahead(1);
            return next.Kind is TokenKind.Minus or TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace
                ? Current.Start == PreviousEnd && !IsGlued(next)
                : !StartsOperand(next.Kind);
        }
    }

    private static bool StartsOperand(TokenKind kind) => kind is TokenKind.Identifier or TokenKind.Integer or TokenKind.String or TokenKind.OpenParen
        or TokenKind.OpenBracket or TokenKind.OpenBrace or TokenKind.Bang or TokenKind.Minus or TokenKind.True or TokenKind.False or TokenKind.This
        or TokenKind.Me or TokenKind.NoneWord or TokenKind.Fail or TokenKind.SomeWord or TokenKind.Old or TokenKind.ForAll or TokenKind.Exists
        or TokenKind.If;

    private ExprSyntax.Member ParseMember(ExprSyntax target, int start)
    {
        Advance();
        if (At(TokenKind.Integer) && target is ExprSyntax.IntLiteral)
            Fail("there are no fractions, only whole numbers", "count in the smallest unit, such as cents");
        else if (At(TokenKind.Integer))
            Fail($"expected the name of a field or method, found `{TextOf(Current)}`", "parts of a tuple are taken by index, `e[0]`; objects of a family are called `rm_1`");
        Identifier field = At(TokenKind.Me) ? ParseOtherMe() : ParseIdentifier("the name of a field or method");
        return new ExprSyntax.Member(SpanFrom(start), target, field);
    }

    /// <summary>The word by which a replica calls itself stands behind a dot for another one's name.</summary>
    private Identifier ParseOtherMe()
    {
        var me = new Identifier(Current.Span, "me");
        Advance();
        return me;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax.Index ParseIndex(ExprSyntax target, int start)
    {
        Token opening = Current;
        Advance();
        ExprSyntax position = ParseExpression();
        ExpectClosing(TokenKind.CloseBracket, opening, At(TokenKind.Comma) ? "a key of several parts is a tuple: `m[(i, j)]`" : null);
        return new ExprSyntax.Index(SpanFrom(start), target, position);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax.Call ParseCall(ExprSyntax callee, int start)
    {
        EquatableArray<ExprSyntax> arguments = ParseArguments();
        return new ExprSyntax.Call(SpanFrom(start), callee, arguments);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private EquatableArray<ExprSyntax> ParseArguments()
    {
        Token opening = Current;
        Advance();
        if (Accept(TokenKind.CloseParen))
            return [];
        EquatableArray<ExprSyntax> arguments = ParseList(ParseExpression);
        ExpectClosing(TokenKind.CloseParen, opening);
        return arguments;
    }

    private ExprSyntax ParseRetry(ExprSyntax expression, int start)
    {
        if (expression is not ExprSyntax.Call call)
        {
            Fail($"`{TextOf(Current)}` after another sign", "one sign says how often a call is tried: `?` at most once, `+` at least once, `!` until done");
            return expression;
        }
        Retry retry = Current.Kind switch
        {
            TokenKind.Question => Retry.AtMostOnce,
            TokenKind.Plus => Retry.AtLeastOnce,
            _ => Retry.UntilDone,
        };
        Advance();
        return new ExprSyntax.Retried(SpanFrom(start), call, retry);
    }

    private ExprSyntax.Missing Missing() => new(Nowhere);
}
