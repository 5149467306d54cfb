using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

internal sealed partial class BoogieReader : IOperatorRules<ExprSyntax, BinaryOperator>
{
    private readonly OperatorStack<ExprSyntax, BinaryOperator> _operations;
    private int _operators;
    private int _openExpressions;

    int IOperatorRules<ExprSyntax, BinaryOperator>.Level(BinaryOperator op) => OperatorTable.Level(op);

    bool IOperatorRules<ExprSyntax, BinaryOperator>.GroupsRight(BinaryOperator op) => OperatorTable.GroupsRight(op);

    bool IOperatorRules<ExprSyntax, BinaryOperator>.MayChain(BinaryOperator first, BinaryOperator second) => OperatorTable.MayChain(first, second);

    ExprSyntax IOperatorRules<ExprSyntax, BinaryOperator>.Combine(ExprSyntax left, int start, BinaryOperator op, SourceSpan opSpan, ExprSyntax right) =>
        new ExprSyntax.Binary(SpanFrom(start), op, left, right);

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
            _operations.Push(operand, start, op, Current.Span);
            Advance();
            start = Current.Start;
            operand = ParseUnary();
        }
        RejectForeignOperator();
        operand = _operations.Finish(operand, start, bottom);
        _openExpressions--;
        Leave();
        return operand;
    }

    void IOperatorRules<ExprSyntax, BinaryOperator>.ReportMixed(BinaryOperator first, SourceSpan firstSpan, BinaryOperator next)
    {
        string one = OperatorTable.Text(first);
        string other = OperatorTable.Text(next);
        bool isRelation = OperatorTable.Level(next) == OperatorTable.RelationLevel;
        string message = isRelation
            ? $"`{other}` cannot follow `{one}`: a relation compares two values"
            : $"`{one}` and `{other}` may not be mixed without parentheses";
        string? help = isRelation ? "join two relations with `&&`, or put one of the two into parentheses" : null;
        Report(DiagnosticCodes.AmbiguousOperators, Current.Span, message, help, new DiagnosticLabel(firstSpan, $"the `{one}`"));
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
        switch (Current.Kind)
        {
            case TokenKind.Subtype:
                FailUnsupported(Current.Span, "the partial order `<:`");
                break;
            case TokenKind.Power:
                FailUnsupported(Current.Span, "the power operator `**`", "write the product out");
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseUnary()
    {
        if (!At(TokenKind.Not) && !At(TokenKind.Minus))
            return ParsePostfix();
        if (!Enter())
            return Missing();
        int start = Current.Start;
        UnaryOperator op = At(TokenKind.Not) ? UnaryOperator.Not : UnaryOperator.Negate;
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
        while (At(TokenKind.OpenBracket) && CountOperator())
            expression = ParseIndexing(expression, start);
        if (At(TokenKind.Arrow) && Ahead(1).Kind == TokenKind.Identifier)
            FailUnsupported(Current.Span, "the field access `->`", "a record is a map from its fields, `r[field]`; implication is written `==>`");
        return expression;
    }

    /// <summary><c>[i, j]</c>, <c>[i, j := e]</c> or <c>[high : low]</c> behind an expression.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseIndexing(ExprSyntax operand, int start)
    {
        Token bracket = Current;
        Advance();
        if (At(TokenKind.CloseBracket) || At(TokenKind.Becomes))
            FailUnsupported(bracket.Span.To(Current.Span), "an index without arguments");
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
        Token colon = Current;
        Advance();
        int? high = indices.Count == 1 && indices[0] is ExprSyntax.IntLiteral literal && literal.Value <= int.MaxValue ? (int)literal.Value : null;
        int? low = At(TokenKind.Integer) && int.TryParse(SpanOf(Current), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        if (!IsFailing && (high is null || low is null))
            FailAt(DiagnosticCodes.UnexpectedToken, colon.Span, "the bounds of an extraction must be two numbers", "`e[8:0]` takes the bits 0 up to and including 7");
        Accept(TokenKind.Integer);
        ExpectClosing(TokenKind.CloseBracket, bracket);
        return new ExprSyntax.Extract(SpanFrom(start), operand, high ?? 0, low ?? 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private EquatableArray<ExprSyntax> ParseExpressions()
    {
        ImmutableArray<ExprSyntax>.Builder items = ImmutableArray.CreateBuilder<ExprSyntax>(1);
        do
            items.Add(ParseExpression());
        while (Accept(TokenKind.Comma));
        return ToArray(items);
    }

    private ExprSyntax.Missing Missing() => new(new SourceSpan(Current.Start, 0));
}
