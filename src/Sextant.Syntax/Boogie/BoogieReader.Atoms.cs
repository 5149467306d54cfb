using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

internal sealed partial class BoogieReader
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseAtom()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.True:
            case TokenKind.False:
                Advance();
                return new ExprSyntax.BoolLiteral(token.Span, token.Kind == TokenKind.True);
            case TokenKind.Integer:
                Advance();
                return new ExprSyntax.IntLiteral(token.Span, ParseInteger(SpanOf(token)));
            case TokenKind.Real:
                Advance();
                return new ExprSyntax.RealLiteral(token.Span, SpanOf(token).ToString());
            case TokenKind.BitVector:
                return ParseBitVector(token);
            case TokenKind.Identifier:
                return ParseNameOrCall(token);
            case TokenKind.Old:
                return ParseOld(token);
            case TokenKind.If:
                return ParseConditional(token);
            case TokenKind.OpenParen:
                return ParseParenthesized(token);
            default:
                RejectAtom(token);
                return Missing();
        }
    }

    private static BigInteger ParseInteger(ReadOnlySpan<char> digits) =>
        BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private ExprSyntax ParseBitVector(Token token)
    {
        ReadOnlySpan<char> text = SpanOf(token);
        int sign = text.IndexOf('b');
        if (!int.TryParse(text[(sign + 2)..], NumberStyles.None, CultureInfo.InvariantCulture, out int width))
        {
            FailAt(DiagnosticCodes.BadNumber, token.Span, $"the width of `{TextOf(token)}` is not a width that a bit vector can have");
            return Missing();
        }
        Advance();
        return new ExprSyntax.BitVectorLiteral(token.Span, ParseInteger(text[..sign]), width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseNameOrCall(Token token)
    {
        Advance();
        Token opening = Current;
        if (!Accept(TokenKind.OpenParen))
            return new ExprSyntax.Name(token.Span, NameOf(token));
        EquatableArray<ExprSyntax> arguments = At(TokenKind.CloseParen) ? [] : ParseExpressions();
        ExpectClosing(TokenKind.CloseParen, opening);
        return new ExprSyntax.Call(SpanFrom(token.Start), new Identifier(token.Span, NameOf(token)), arguments);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax.Old ParseOld(Token token)
    {
        Advance();
        Token opening = Current;
        Expect(TokenKind.OpenParen, "after `old`", "write `old(x)`; a variable may be called `\\old`");
        ExprSyntax operand = ParseExpression();
        ExpectClosing(TokenKind.CloseParen, opening);
        return new ExprSyntax.Old(SpanFrom(token.Start), operand);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax.Conditional ParseConditional(Token token)
    {
        Advance();
        ExprSyntax condition = ParseExpression();
        Expect(TokenKind.Then, "after the condition of `if`", "an expression reads `if c then a else b`");
        ExprSyntax then = ParseExpression();
        Expect(TokenKind.Else, "after the value for `then`", "an expression needs a value for either case");
        ExprSyntax otherwise = ParseExpression();
        return new ExprSyntax.Conditional(SpanFrom(token.Start), condition, then, otherwise);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseParenthesized(Token opening)
    {
        if (Ahead(1).Kind == TokenKind.Var)
        {
            ReportUnsupported(Ahead(1).Span, "the `var` expression", "write the value where the name stands, or declare a function");
            SkipParentheses();
            return Missing();
        }
        Advance();
        if (At(TokenKind.ForAll) || At(TokenKind.Exists))
            return ParseQuantifier(opening);
        ExprSyntax inner = ParseExpression();
        if (At(TokenKind.Colon))
            FailUnsupported(Current.Span, "the type coercion `e: T`");
        ExpectClosing(TokenKind.CloseParen, opening);
        return inner;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax.Quantifier ParseQuantifier(Token opening)
    {
        QuantifierKind kind = At(TokenKind.ForAll) ? QuantifierKind.ForAll : QuantifierKind.Exists;
        string word = TextOf(Current);
        Advance();
        RejectTypeParameters($"the type parameter of `{word}`");
        EquatableArray<VariableGroup> variables = ParseVariableGroups(WherePlace.BoundVariable);
        Expect(TokenKind.ColonColon, $"between the variables of `{word}` and its body");
        (EquatableArray<BoogieAttribute> attributes, EquatableArray<TriggerSyntax> triggers) = ParseAttributesAndTriggers();
        ExprSyntax body = ParseExpression();
        ExpectClosing(TokenKind.CloseParen, opening);
        return new ExprSyntax.Quantifier(SpanFrom(opening.Start), kind, variables, attributes, triggers, body);
    }

    private void RejectAtom(Token token)
    {
        if (IsFailing)
            return;
        switch (token.Kind)
        {
            case TokenKind.ForAll or TokenKind.Exists:
                string word = TextOf(token);
                FailAt(DiagnosticCodes.UnexpectedToken, token.Span, $"`{word}` must stand in parentheses", $"write `({word} x: T :: body)`");
                break;
            case TokenKind.Reserved when TextOf(token) is "lambda" or "λ":
                FailUnsupported(token.Span, "the map expression `lambda`", "describe the map by a function and an axiom");
                break;
            case TokenKind.Float:
                FailUnsupported(token.Span, $"the floating-point number `{TextOf(token)}`", "use a real number");
                break;
            case TokenKind.Int or TokenKind.RealType when Ahead(1).Kind == TokenKind.OpenParen:
                FailUnsupported(token.Span, $"the conversion `{TextOf(token)}(...)`");
                break;
            case TokenKind.String:
                Fail("expected an expression, found a string", "strings stand in attributes only");
                break;
            default:
                Fail($"expected an expression, found {DescribeToken()}");
                break;
        }
    }
}
