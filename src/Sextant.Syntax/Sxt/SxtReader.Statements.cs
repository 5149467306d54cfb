using System.Collections.Immutable;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

internal sealed partial class SxtReader
{
    private static readonly string[] StatementWords = ["if", "while", "do", "for", "break", "continue", "return", "local"];

    /// <summary>Reads a block; <paramref name="place"/> continues "expected `{` ".</summary>
    private Block ParseBlock(string place)
    {
        Token opening = Current;
        if (!Accept(TokenKind.OpenBrace))
            return RejectMissingBrace(place);
        if (!Enter())
            return new Block(SpanFrom(opening.Start), []);
        EquatableArray<StatementSyntax> statements = ParseStatements();
        ExpectClosing(TokenKind.CloseBrace, opening);
        Leave();
        return new Block(SpanFrom(opening.Start), statements);
    }

    /// <summary>
    /// A brace that is missing is reported, and the statements that were meant are read all the same: the one that follows on
    /// the line, or those on the next lines as far as they are indented like the first of them.
    /// </summary>
    private Block RejectMissingBrace(string place)
    {
        int start = Current.Start;
        if (IsFailing)
            return new Block(Nowhere, []);
        string message = $"expected `{{` {place}, found {DescribeToken()}";
        const string Help = "a block stands in braces, even of one statement";
        if (At(TokenKind.CloseBrace) && !IsOnNewLine)
        {
            Report(DiagnosticCodes.UnexpectedToken, Current.Span, message, "an empty block is written `{}`");
            Advance();
            return new Block(Nowhere, []);
        }
        if (!StartsStatement(Current.Kind) && !At(TokenKind.Identifier))
        {
            Fail(message, HelpForToken() ?? Help);
            return new Block(Nowhere, []);
        }
        Report(DiagnosticCodes.UnexpectedToken, Current.Span, message, Help);
        if (!Enter())
            return new Block(Nowhere, []);
        EquatableArray<StatementSyntax> statements = IsOnNewLine ? ParseIndented(ColumnOf(Current.Start)) : ParseSingle();
        Leave();
        return new Block(SpanFrom(start), statements);
    }

    private EquatableArray<StatementSyntax> ParseSingle()
    {
        StatementSyntax? statement = ParseStatement();
        if (!IsOnNewLine)
            Accept(TokenKind.CloseBrace);
        return statement is null ? [] : [statement];
    }

    private EquatableArray<StatementSyntax> ParseIndented(int column)
    {
        int headColumn = ColumnOf(FirstOnLineOf(PreviousEnd - 1));
        EquatableArray<StatementSyntax> statements = ParseStatements(() => IsOnNewLine && ColumnOf(Current.Start) < column);
        if (At(TokenKind.CloseBrace) && ColumnOf(Current.Start) == headColumn)
            Advance();
        return statements;
    }

    private int ColumnOf(int position) => position - (Text.LastIndexOf('\n', Math.Max(0, position - 1)) + 1);

    private int FirstOnLineOf(int position)
    {
        int start = position - ColumnOf(position);
        int blanks = Text.AsSpan(start).IndexOfAnyExcept(' ', '\t');
        return start + Math.Max(0, blanks);
    }

    private EquatableArray<StatementSyntax> ParseStatements(Func<bool>? endsEarly = null)
    {
        ImmutableArray<StatementSyntax>.Builder statements = ImmutableArray.CreateBuilder<StatementSyntax>();
        while (!AtEndOfBlock && endsEarly?.Invoke() != true)
        {
            int start = Current.Start;
            _openLiterals = 0;
            if (ParseStatement() is { } statement)
                statements.Add(statement);
            if (IsFailing)
                SkipStatement();
            if (Current.Start == start && !AtEndOfBlock)
                Advance();
        }
        return ToArray(statements);
    }

    /// <summary>A declaration cannot stand in a block: where one begins, the block has lost its closing brace.</summary>
    private bool AtEndOfBlock => AtEnd || At(TokenKind.CloseBrace) || StartsDeclaration(Current.Kind);

    private StatementSyntax? ParseStatement()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.If:
                return ParseIf();
            case TokenKind.While:
                return ParseWhile();
            case TokenKind.Do:
                return ParseDoWhile();
            case TokenKind.For:
                return ParseFor();
            case TokenKind.Break:
                Advance();
                ExpectSemicolon("`break`", MayFollowStatement);
                return new StatementSyntax.Break(SpanFrom(token.Start));
            case TokenKind.Continue:
                Advance();
                ExpectSemicolon("`continue`", MayFollowStatement);
                return new StatementSyntax.Continue(SpanFrom(token.Start));
            case TokenKind.Return:
                return ParseReturn();
            case TokenKind.Local:
                return ParseLocal();
            case TokenKind.Ellipsis:
                Advance();
                return new StatementSyntax.LeftOut(token.Span);
            default:
                if (StartsOperand(token.Kind) && token.Kind != TokenKind.OpenBrace)
                    return ParseAssignmentOrCall();
                RejectStatement();
                return null;
        }
    }

    private void RejectStatement()
    {
        string? help = Current.Kind switch
        {
            TokenKind.Semicolon => "remove the `;`",
            TokenKind.Else => "this `else` belongs to no `if`",
            TokenKind.Requires or TokenKind.Ensures => $"`{TextOf(Current)}` belongs to the head, before the body",
            TokenKind.Shared => "a shared field stands in the object, outside of its routines",
            TokenKind.OpenBrace => "a block belongs to a statement such as `if`",
            TokenKind.Plus or TokenKind.PlusBecomes => "write `x += 1`",
            _ => HelpForToken(),
        };
        Fail($"expected a statement, found {DescribeToken()}", help);
    }

    private StatementSyntax? ParseAssignmentOrCall()
    {
        int start = Current.Start;
        Token first = Current;
        ExprSyntax left = ParseExpression();
        AssignOperator? op = Current.Kind switch
        {
            TokenKind.Becomes or TokenKind.Equals => AssignOperator.Set,
            TokenKind.PlusBecomes => AssignOperator.Add,
            TokenKind.MinusBecomes => AssignOperator.Subtract,
            _ => null,
        };
        if (op is null)
            return FinishCall(start, first, left);
        CheckTarget(left, op.Value);
        Advance();
        ExprSyntax value = ParseExpression();
        ExpectSemicolon("the assignment", MayFollowStatement);
        return new StatementSyntax.Assign(SpanFrom(start), left, op.Value, value);
    }

    private void CheckTarget(ExprSyntax target, AssignOperator op)
    {
        if (target is ExprSyntax.Tuple tuple && op == AssignOperator.Set)
        {
            foreach (ExprSyntax element in tuple.Elements)
                CheckTarget(element, op);
            return;
        }
        ExprSyntax root = target;
        while (root is ExprSyntax.Member or ExprSyntax.Index)
            root = root is ExprSyntax.Member member ? member.Target : ((ExprSyntax.Index)root).Target;
        bool isAssignable = root is ExprSyntax.Name or ExprSyntax.Missing
            || (root is ExprSyntax.Word { Value: ValueWord.This } && !ReferenceEquals(root, target));
        if (!isAssignable)
            Report(DiagnosticCodes.NotAssignable, target.Span, $"`{Excerpt.Of(Text, target.Span)}` cannot be assigned to", "assign to a variable, a field, an element `m[k]` or a tuple of these");
    }

    private StatementSyntax.Invoke? FinishCall(int start, Token first, ExprSyntax expression)
    {
        if (IsFailing)
            return null;
        if (expression is ExprSyntax.Call or ExprSyntax.Retried)
        {
            ExpectSemicolon("the call", MayFollowStatement, At(TokenKind.Dot) ? "the name of a method stands directly behind the dot" : null);
            return new StatementSyntax.Invoke(SpanFrom(start), expression);
        }
        if (Accept(TokenKind.Semicolon))
            Report(DiagnosticCodes.NoEffect, expression.Span, $"`{Excerpt.Of(Text, expression.Span)}` does nothing as a statement", HelpForLoneExpression(expression));
        else
            Fail($"expected `:=` or a call, found {DescribeToken()}", HelpForUnfinished(first, expression));
        return null;
    }

    private static string? HelpForLoneExpression(ExprSyntax expression) =>
        expression is ExprSyntax.Binary { Operator: BinaryOperator.Equal } ? "assignment is written `:=`" : null;

    private string? HelpForUnfinished(Token first, ExprSyntax expression) => Current.Kind switch
    {
        TokenKind.Comma when expression is ExprSyntax.Name => "several targets stand in parentheses: `(a, b) := e;`",
        TokenKind.Colon when expression is ExprSyntax.Name => $"a variable with a type is declared as `local {TextOf(first)} : T := e;`",
        TokenKind.Identifier or TokenKind.OpenBrace when expression is ExprSyntax.Name => Spelling.Suggest(TextOf(first), StatementWords) ?? "a variable is made by assigning to it: `x := e;`",
        TokenKind.Dot => "the name of a field or method stands directly behind the dot",
        _ => HelpForToken(),
    };

    private StatementSyntax.Local ParseLocal()
    {
        int start = Current.Start;
        Advance();
        Identifier name = ParseIdentifier("the name of the variable");
        TypeSyntax? type = Accept(TokenKind.Colon) ? ParseType() : null;
        ExprSyntax? value = AcceptBecomes("the value of the variable") ? ParseExpression() : null;
        if (type is null && value is null && !IsFailing)
            Fail($"expected `:` and a type, or `:=` and a value, after the name, found {DescribeToken()}");
        ExpectSemicolon("the variable", MayFollowStatement);
        return new StatementSyntax.Local(SpanFrom(start), name, type, value);
    }

    private StatementSyntax.Return ParseReturn()
    {
        int start = Current.Start;
        Advance();
        ExprSyntax? value = StartsOperand(Current.Kind) && !(At(TokenKind.If) && IsOnNewLine) ? ParseExpression() : null;
        ExpectSemicolon("`return`", MayFollowStatement);
        return new StatementSyntax.Return(SpanFrom(start), value);
    }

    private bool MayFollowStatement => At(TokenKind.CloseBrace) || StartsStatement(Current.Kind) || StartsDeclaration(Current.Kind)
        || (IsOnNewLine && Current.Kind is TokenKind.Identifier or TokenKind.This);
}
