using System.Collections.Immutable;
using Sextant.Syntax.Sxt.Ast;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

internal sealed partial class SxtReader
{
    /// <summary>A type, or a tuple of types: <c>A * B</c>.</summary>
    private TypeSyntax ParseType()
    {
        if (!Enter())
            return MissingType();
        int start = Current.Start;
        TypeSyntax type = ParseTypeAtom();
        if (At(TokenKind.Star))
            type = ParseTupleType(type, start);
        RejectForeignType();
        Leave();
        return type;
    }

    private TypeSyntax.Tuple ParseTupleType(TypeSyntax first, int start)
    {
        ImmutableArray<TypeSyntax>.Builder elements = ImmutableArray.CreateBuilder<TypeSyntax>();
        elements.Add(first);
        while (Accept(TokenKind.Star))
            elements.Add(ParseTypeAtom());
        return new TypeSyntax.Tuple(SpanFrom(start), ToArray(elements));
    }

    private void RejectForeignType()
    {
        switch (Current.Kind)
        {
            case TokenKind.Percent:
                Fail("expected `*` between the parts of a tuple type, found `%`", "write `A * B`");
                break;
            case TokenKind.Question:
                Fail("a type has no `?`", "a value that may be missing is of type `option T`");
                break;
            case TokenKind.Less:
                Fail("type arguments do not stand in `<` and `>`", "they stand in brackets: `Set[T]`, `Map[K -> V]`");
                break;
        }
    }

    private TypeSyntax ParseTypeAtom()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return AtWord("option") ? ParseOption(token) : ParseNamedType(token);
            case TokenKind.OpenBracket:
                Advance();
                TypeSyntax element = ParseType();
                ExpectClosing(TokenKind.CloseBracket, token);
                return new TypeSyntax.List(SpanFrom(token.Start), element);
            case TokenKind.OpenParen:
                Advance();
                TypeSyntax inner = ParseType();
                ExpectClosing(TokenKind.CloseParen, token, At(TokenKind.Comma) ? "a tuple type is written `A * B`" : null);
                return inner;
            default:
                if (!IsFailing)
                    Fail($"expected a type, found {DescribeToken()}");
                return MissingType();
        }
    }

    private TypeSyntax ParseOption(Token token)
    {
        if (Ahead(1).Kind == TokenKind.OpenBracket && IsGlued(Ahead(1)))
            Fail("`option` takes its type without brackets", "write `option T`, or `option [T]` with a blank for an option of a list");
        if (!Enter())
            return MissingType();
        Advance();
        TypeSyntax element = ParseTypeAtom();
        Leave();
        return new TypeSyntax.Option(SpanFrom(token.Start), element);
    }

    private TypeSyntax ParseNamedType(Token token)
    {
        Identifier name = ParseIdentifier("a type");
        Token opening = Current;
        if (!Accept(TokenKind.OpenBracket))
            return new TypeSyntax.Named(SpanFrom(token.Start), name, []);
        if (name.Text == "Map")
            return ParseMapType(token, opening);
        EquatableArray<TypeSyntax> arguments = ParseList(ParseType);
        ExpectClosing(TokenKind.CloseBracket, opening, At(TokenKind.Arrow) ? "only `Map[K -> V]` has an arrow" : null);
        return new TypeSyntax.Named(SpanFrom(token.Start), name, arguments);
    }

    private TypeSyntax.Map ParseMapType(Token token, Token opening)
    {
        TypeSyntax key = ParseType();
        Expect(TokenKind.Arrow, "between the types of the keys and of the values", "write `Map[K -> V]`");
        TypeSyntax value = ParseType();
        ExpectClosing(TokenKind.CloseBracket, opening);
        return new TypeSyntax.Map(SpanFrom(token.Start), key, value);
    }

    private TypeSyntax.Named MissingType() => new(Nowhere, NoName(), []);
}
