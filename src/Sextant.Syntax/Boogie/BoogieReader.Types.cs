using System.Collections.Immutable;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

internal sealed partial class BoogieReader
{
    /// <summary>A type, with the arguments of a constructor: <c>C a (D b) [int]bool</c>.</summary>
    private TypeSyntax ParseType()
    {
        if (!Enter())
            return MissingType();
        int start = Current.Start;
        TypeSyntax type = At(TokenKind.Identifier) ? ParseConstructedType(start) : ParseTypeAtom();
        Leave();
        return type;
    }

    private TypeSyntax.Named ParseConstructedType(int start)
    {
        Identifier name = ParseTypeName();
        if (!StartsType(Current.Kind))
            return new TypeSyntax.Named(SpanFrom(start), name, []);
        ImmutableArray<TypeSyntax>.Builder arguments = ImmutableArray.CreateBuilder<TypeSyntax>();
        bool endsWithMap = false;
        while (StartsType(Current.Kind) && !endsWithMap)
        {
            endsWithMap = Current.Kind is TokenKind.OpenBracket or TokenKind.Less;
            arguments.Add(ParseTypeAtom());
        }
        return new TypeSyntax.Named(SpanFrom(start), name, ToArray(arguments));
    }

    private static bool StartsType(TokenKind kind) => kind is TokenKind.Identifier or TokenKind.Bool or TokenKind.Int or TokenKind.RealType
        or TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.Less;

    /// <summary>A type that needs no parentheses as an argument; a map takes all that follows as its range.</summary>
    private TypeSyntax ParseTypeAtom()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
            case TokenKind.Bool:
            case TokenKind.Int:
            case TokenKind.RealType:
                return new TypeSyntax.Named(token.Span, ParseTypeName(), []);
            case TokenKind.OpenParen:
                Advance();
                TypeSyntax inner = ParseType();
                ExpectClosing(TokenKind.CloseParen, token);
                return inner;
            case TokenKind.OpenBracket:
            case TokenKind.Less:
                return ParseMapType(token);
            default:
                if (!IsFailing)
                    Fail($"expected a type, found {DescribeToken()}");
                return MissingType();
        }
    }

    private Identifier ParseTypeName()
    {
        if (SpanOf(Current) is ['f', 'l', 'o', 'a', 't', >= '0' and <= '9', ..] name && name.Contains('e'))
            FailUnsupported(Current.Span, $"the floating-point type `{TextOf(Current)}`", "use `real`");
        if (IsFailing || At(TokenKind.Identifier))
            return ParseIdentifier("a type");
        var builtIn = new Identifier(Current.Span, NameOf(Current));
        Advance();
        return builtIn;
    }

    private TypeSyntax.Map ParseMapType(Token first)
    {
        EquatableArray<Identifier> parameters = [];
        if (Accept(TokenKind.Less))
        {
            parameters = ParseIdentifiers("the name of a type parameter");
            ExpectClosing(TokenKind.Greater, first);
        }
        Token bracket = Current;
        if (!Accept(TokenKind.OpenBracket) && !IsFailing)
            Fail($"expected the `[` of a map type, found {DescribeToken()}");
        if (At(TokenKind.CloseBracket))
            FailUnsupported(bracket.Span.To(Current.Span), "a map type without a domain");
        EquatableArray<TypeSyntax> domain = ParseTypes();
        ExpectClosing(TokenKind.CloseBracket, bracket);
        TypeSyntax range = ParseType();
        return new TypeSyntax.Map(SpanFrom(first.Start), parameters, domain, range);
    }

    private EquatableArray<TypeSyntax> ParseTypes()
    {
        ImmutableArray<TypeSyntax>.Builder types = ImmutableArray.CreateBuilder<TypeSyntax>();
        do
            types.Add(ParseType());
        while (Accept(TokenKind.Comma));
        return ToArray(types);
    }

    private TypeSyntax.Named MissingType()
    {
        var nowhere = new SourceSpan(Current.Start, 0);
        return new TypeSyntax.Named(nowhere, new Identifier(nowhere, ""), []);
    }
}
