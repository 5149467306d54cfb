using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

internal sealed partial class SxtReader
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseAtom()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.True or TokenKind.False:
                Advance();
                return new ExprSyntax.BoolLiteral(token.Span, token.Kind == TokenKind.True);
            case TokenKind.Integer:
                Advance();
                return new ExprSyntax.IntLiteral(token.Span, BigInteger.Parse(SpanOf(token), NumberStyles.None, CultureInfo.InvariantCulture));
            case TokenKind.String:
                Advance();
                return new ExprSyntax.StringLiteral(token.Span, Unescape(token));
            case TokenKind.This or TokenKind.Me or TokenKind.NoneWord or TokenKind.Fail:
                Advance();
                return new ExprSyntax.Word(token.Span, ValueOf(token.Kind));
            case TokenKind.Identifier:
                return AtSum ? ParseQuantifier(token, QuantifierKind.Sum) : AtRecord ? ParseRecord() : ParseName();
            case TokenKind.SomeWord or TokenKind.Old:
                return ParseWordWithOperand(token);
            case TokenKind.If:
                return ParseConditional(token);
            case TokenKind.ForAll or TokenKind.Exists:
                return ParseQuantifier(token, token.Kind == TokenKind.ForAll ? QuantifierKind.ForAll : QuantifierKind.Exists);
            case TokenKind.OpenParen:
                return ParseParenthesized(token);
            case TokenKind.OpenBracket:
                return ParseListOrFamily(token);
            case TokenKind.OpenBrace:
                return ParseSetOrMap(token);
            default:
                if (!IsFailing)
                    Fail($"expected an expression, found {DescribeToken()}");
                return Missing();
        }
    }

    private static ValueWord ValueOf(TokenKind kind) => kind switch
    {
        TokenKind.This => ValueWord.This,
        TokenKind.Me => ValueWord.Me,
        TokenKind.NoneWord => ValueWord.None,
        _ => ValueWord.Fail,
    };

    private string Unescape(Token token)
    {
        ReadOnlySpan<char> written = SpanOf(token)[1..^1];
        if (!written.Contains('\\'))
            return written.ToString();
        var text = new StringBuilder(written.Length);
        for (int i = 0; i < written.Length; i++)
        {
            if (written[i] == '\\')
                text.Append(Escaped(written[++i], token.Start + i));
            else
                text.Append(written[i]);
        }
        return text.ToString();
    }

    private char Escaped(char c, int backslash)
    {
        if (c is not ('"' or '\\' or 'n' or 't'))
            Report(DiagnosticCodes.BadCharacter, new SourceSpan(backslash, 2), $"`\\{c}` has no meaning in a string", "a string may hold `\\\"`, `\\\\`, `\\n` and `\\t`");
        return c switch { 'n' => '\n', 't' => '\t', _ => c };
    }

    private ExprSyntax.Name ParseName()
    {
        Identifier name = ParseIdentifier("a name");
        return new ExprSyntax.Name(name.Span, name.Text);
    }

    /// <summary>Between a name and a brace that opens a block nothing tells them from a record; what follows the brace does.</summary>
    private bool AtRecord => Ahead(1).Kind == TokenKind.OpenBrace && Ahead(2).Kind == TokenKind.Identifier
        && Ahead(3).Kind is TokenKind.Colon or TokenKind.Comma or TokenKind.CloseBrace;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax.Record ParseRecord()
    {
        int start = Current.Start;
        Identifier type = ParseIdentifier("a record");
        Token opening = Current;
        Advance();
        _openLiterals++;
        EquatableArray<FieldValue> fields = ParseList(ParseFieldValue);
        CloseLiteral(opening);
        return new ExprSyntax.Record(SpanFrom(start), type, fields);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private FieldValue ParseFieldValue()
    {
        int start = Current.Start;
        Identifier name = ParseIdentifier("the name of a field");
        ExprSyntax? value = Accept(TokenKind.Colon) ? ParseExpression() : null;
        return new FieldValue(SpanFrom(start), name, value);
    }

    private void CloseLiteral(Token opening)
    {
        if (ExpectClosing(TokenKind.CloseBrace, opening))
            _openLiterals--;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseWordWithOperand(Token token)
    {
        Advance();
        Token opening = Current;
        Expect(TokenKind.OpenParen, $"after `{TextOf(token)}`", $"write `{TextOf(token)}(x)`");
        ExprSyntax operand = ParseExpression();
        ExpectClosing(TokenKind.CloseParen, opening);
        return token.Kind == TokenKind.Old ? new ExprSyntax.Old(SpanFrom(token.Start), operand) : new ExprSyntax.Some(SpanFrom(token.Start), operand);
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
        Advance();
        EquatableArray<ExprSyntax> elements = ParseList(ParseExpression);
        ExpectClosing(TokenKind.CloseParen, opening);
        return elements.Count == 1 ? elements[0] : new ExprSyntax.Tuple(SpanFrom(opening.Start), elements);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseListOrFamily(Token opening)
    {
        Advance();
        if (Accept(TokenKind.CloseBracket))
            return new ExprSyntax.List(SpanFrom(opening.Start), []);
        ExprSyntax first = ParseExpression();
        if (At(TokenKind.Comma) && Ahead(1).Kind == TokenKind.Ellipsis)
            return ParseFamily(opening, first);
        EquatableArray<ExprSyntax> rest = Accept(TokenKind.Comma) ? ParseList(ParseExpression) : [];
        ExpectClosing(TokenKind.CloseBracket, opening);
        return new ExprSyntax.List(SpanFrom(opening.Start), [first, .. rest]);
    }

    private ExprSyntax.Family ParseFamily(Token opening, ExprSyntax first)
    {
        Advance();
        Advance();
        Expect(TokenKind.Comma, "and the last of the family after `...`");
        ExprSyntax last = ParseExpression();
        ExpectClosing(TokenKind.CloseBracket, opening);
        return new ExprSyntax.Family(SpanFrom(opening.Start), first, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax ParseSetOrMap(Token opening)
    {
        Advance();
        if (Accept(TokenKind.CloseBrace))
            return new ExprSyntax.Set(SpanFrom(opening.Start), []);
        _openLiterals++;
        int start = Current.Start;
        ExprSyntax first = ParseExpression();
        ExprSyntax literal = At(TokenKind.Arrow) ? ParseMap(opening, start, first) : ParseSet(opening, first);
        return literal;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax.Set ParseSet(Token opening, ExprSyntax first)
    {
        EquatableArray<ExprSyntax> rest = Accept(TokenKind.Comma) ? ParseList(ParseExpression) : [];
        CloseLiteral(opening);
        return new ExprSyntax.Set(SpanFrom(opening.Start), [first, .. rest]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax.Map ParseMap(Token opening, int start, ExprSyntax firstKey)
    {
        MapEntry first = ParseMapEntry(start, firstKey);
        EquatableArray<MapEntry> rest = Accept(TokenKind.Comma) ? ParseList(() => ParseMapEntry(Current.Start, ParseExpression())) : [];
        CloseLiteral(opening);
        return new ExprSyntax.Map(SpanFrom(opening.Start), [first, .. rest]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private MapEntry ParseMapEntry(int start, ExprSyntax key)
    {
        Expect(TokenKind.Arrow, "after the key", "an entry of a map is written `key -> value`");
        ExprSyntax value = ParseExpression();
        return new MapEntry(SpanFrom(start), key, value);
    }

    /// <summary>
    /// <c>sum</c> is a name like any other unless a variable stands behind it, <c>x</c> or <c>(x, y)</c>. The function of that
    /// name takes one argument, so that several names in parentheses can only be a variable's parts.
    /// </summary>
    private bool AtSum => AtWord("sum") && (Ahead(1).Kind == TokenKind.Identifier || (Ahead(1).Kind == TokenKind.OpenParen && AtPartsOfVariable));

    private bool AtPartsOfVariable
    {
        get
        {
            int next = 2;
            while (Ahead(next).Kind == TokenKind.Identifier && Ahead(next + 1).Kind == TokenKind.Comma)
                next += 2;
            return next > 2 && Ahead(next).Kind == TokenKind.Identifier && Ahead(next + 1).Kind == TokenKind.CloseParen && Ahead(next + 2).Kind is TokenKind.In or TokenKind.Colon or TokenKind.Comma;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExprSyntax.Quantifier ParseQuantifier(Token token, QuantifierKind kind)
    {
        Advance();
        EquatableArray<BoundGroup> groups = ParseList(ParseBoundGroup);
        Expect(TokenKind.Dot, $"between the variables of `{TextOf(token)}` and its body", At(TokenKind.ColonColon) ? null : $"leave a blank behind the dot: `{TextOf(token)} x in s. p`");
        ExprSyntax body = ParseExpression();
        return new ExprSyntax.Quantifier(SpanFrom(token.Start), kind, groups, body);
    }

    private BoundGroup ParseBoundGroup()
    {
        int start = Current.Start;
        EquatableArray<Pattern> patterns = ParseList(() => ParsePattern("the name of a variable"));
        Domain domain = ParseDomain();
        return new BoundGroup(SpanFrom(start), patterns, domain);
    }

    private Pattern ParsePattern(string what)
    {
        Token opening = Current;
        if (!Accept(TokenKind.OpenParen))
            return new Pattern(opening.Span, [ParseIdentifier(what)]);
        EquatableArray<Identifier> names = ParseList(() => ParseIdentifier("a name for a part"));
        ExpectClosing(TokenKind.CloseParen, opening);
        return new Pattern(SpanFrom(opening.Start), names);
    }

    private Domain ParseDomain()
    {
        int start = Current.Start;
        if (Accept(TokenKind.Colon))
        {
            TypeSyntax type = ParseType();
            return new Domain.Values(SpanFrom(start), type);
        }
        Expect(TokenKind.In, "or `:` after the name of a variable", "say what it ranges over: `x in s` or `x: T`");
        ExprSyntax collection = ParseExpression();
        return new Domain.Elements(SpanFrom(start), collection);
    }
}
