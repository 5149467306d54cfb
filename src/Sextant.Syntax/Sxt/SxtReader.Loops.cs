using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

/// <summary>Conditions and loops.</summary>
internal sealed partial class SxtReader
{
    private StatementSyntax.If ParseIf()
    {
        int start = Current.Start;
        if (!Enter())
            return new StatementSyntax.If(SpanFrom(start), Missing(), new Block(Nowhere, []), null);
        Advance();
        ExprSyntax condition = ParseGuard("if");
        Block then = ParseBlock("after the condition of `if`");
        Block? otherwise = Accept(TokenKind.Else) ? ParseElse() : null;
        Leave();
        return new StatementSyntax.If(SpanFrom(start), condition, then, otherwise);
    }

    private Block ParseElse()
    {
        int start = Current.Start;
        if (!At(TokenKind.If))
            return ParseBlock("after `else`");
        StatementSyntax.If next = ParseIf();
        return new Block(SpanFrom(start), [next]);
    }

    private StatementSyntax.While ParseWhile()
    {
        int start = Current.Start;
        Advance();
        ExprSyntax condition = ParseGuard("while");
        Block body = ParseBlock("where the body of the loop begins");
        return new StatementSyntax.While(SpanFrom(start), condition, body);
    }

    private StatementSyntax.DoWhile ParseDoWhile()
    {
        int start = Current.Start;
        Advance();
        Block body = ParseBlock("after `do`");
        Expect(TokenKind.While, "after the body of `do`", "write `do { ... } while (c);`");
        Token opening = Current;
        Expect(TokenKind.OpenParen, "after `while`", "the condition of `while` stands in parentheses");
        ExprSyntax condition = ParseExpression();
        ExpectClosing(TokenKind.CloseParen, opening);
        ExpectSemicolon("the condition of `do`", MayFollowStatement);
        return new StatementSyntax.DoWhile(SpanFrom(start), body, condition);
    }

    /// <summary>The condition in parentheses. A broken one does not hide the block behind it.</summary>
    private ExprSyntax ParseGuard(string word)
    {
        Token opening = Current;
        Expect(TokenKind.OpenParen, $"after `{word}`", $"the condition of `{word}` stands in parentheses");
        ExprSyntax condition = ParseExpression();
        ExpectClosing(TokenKind.CloseParen, opening);
        RecoverBeforeBlock();
        return condition;
    }

    private void RecoverBeforeBlock()
    {
        if (IsFailing && !SkipHead())
            Suspend();
    }

    private StatementSyntax ParseFor()
    {
        int start = Current.Start;
        Advance();
        bool isWrapped = RejectParenthesesOfFor();
        Pattern pattern = ParsePattern("the variable of `for`");
        Expect(TokenKind.In, "after the variable of `for`", "write `for x in list { ... }` or `for i in 0..n { ... }`");
        ExprSyntax first = ParseExpression();
        ExprSyntax? high = Accept(TokenKind.DotDot) ? ParseExpression() : null;
        if (high is not null && pattern.Names.Count != 1)
            Report(DiagnosticCodes.UnexpectedToken, pattern.Span, "a range gives one number at a time", "write `for i in low..high`");
        if (isWrapped)
            Accept(TokenKind.CloseParen);
        RecoverBeforeBlock();
        Block body = ParseBlock("where the body of the loop begins");
        return high is null
            ? new StatementSyntax.ForEach(SpanFrom(start), pattern, first, body)
            : new StatementSyntax.ForRange(SpanFrom(start), pattern.Names[0], first, high, body);
    }

    /// <summary>Reports <c>for (x in s)</c> and reads on inside of the parentheses.</summary>
    private bool RejectParenthesesOfFor()
    {
        if (!At(TokenKind.OpenParen) || Ahead(1).Kind != TokenKind.Identifier || Ahead(2).Kind != TokenKind.In)
            return false;
        Report(DiagnosticCodes.UnexpectedToken, Current.Span, "the head of `for` does not stand in parentheses", "write `for x in list { ... }`");
        Advance();
        return true;
    }
}
