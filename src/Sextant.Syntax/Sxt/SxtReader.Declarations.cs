using System.Collections.Immutable;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

internal sealed partial class SxtReader
{
    private static readonly string[] DeclarationWords = ["replicated", "ADO", "DApp", "enum", "record", "type", "const", "function", "axiom"];

    private Declaration? ParseTopLevel()
    {
        _openLiterals = 0;
        if (StartsObject(Current.Kind))
            return ParseObject();
        if (ParseDeclaration() is { } declaration)
            return declaration;
        RejectTopLevel();
        return null;
    }

    private void RejectTopLevel()
    {
        if (AtMember)
        {
            Report(DiagnosticCodes.ExpectedDeclaration, Current.Span, $"`{TextOf(Current)}` stands outside of an object",
                "it belongs in the braces of `replicated`, `ADO` or `DApp`; perhaps there is a `}` too many above");
            SkipToObject();
            return;
        }
        string help = Current.Kind switch
        {
            TokenKind.Semicolon => "remove the `;`",
            TokenKind.CloseBrace => "this `}` closes nothing: remove it, or look for a `{` that is missing above",
            TokenKind.Identifier when Spelling.Suggest(TextOf(Current), DeclarationWords) is { } suggestion => suggestion,
            _ => "a declaration starts with replicated, ADO, DApp, enum, record, type, const, function or axiom",
        };
        if (!At(TokenKind.Bad))
            Report(DiagnosticCodes.ExpectedDeclaration, Current.Span, $"expected a declaration, found {DescribeToken()}", help);
        SuspendPastToken();
    }

    /// <summary>What may stand at the top and in an object; null, and nothing read, if there is none here.</summary>
    private Declaration? ParseDeclaration() => Current.Kind switch
    {
        TokenKind.Enum => ParseEnum(),
        TokenKind.Record => ParseRecordDeclaration(),
        TokenKind.Type => ParseTypeDeclaration(),
        TokenKind.Const => ParseConstant(),
        TokenKind.Function => ParseFunction(),
        TokenKind.Axiom => ParseAxiom(),
        _ => null,
    };

    private Declaration.Enum ParseEnum()
    {
        int start = Current.Start;
        Advance();
        Identifier name = ParseIdentifier("the name of the enumeration");
        ExpectBecomes("the cases");
        ImmutableArray<Identifier>.Builder cases = ImmutableArray.CreateBuilder<Identifier>();
        cases.Add(ParseIdentifier("a case"));
        Token separator = Current;
        while (At(TokenKind.Less) || At(TokenKind.Comma))
        {
            if (Current.Kind != separator.Kind)
                Report(DiagnosticCodes.AmbiguousOperators, Current.Span, "`<` and `,` may not be mixed between the cases of an enumeration",
                    "`<` orders all cases, `,` orders none", new DiagnosticLabel(separator.Span, $"the first is `{TextOf(separator)}`"));
            Advance();
            cases.Add(ParseIdentifier("a case"));
        }
        ExpectSemicolon("the enumeration", MayFollowMember);
        return new Declaration.Enum(SpanFrom(start), name, separator.Kind == TokenKind.Less, ToArray(cases));
    }

    private Declaration.Record ParseRecordDeclaration()
    {
        int start = Current.Start;
        Advance();
        Identifier name = ParseIdentifier("the name of the record");
        EquatableArray<Identifier> parameters = ParseTypeParameters();
        Token opening = Current;
        Expect(TokenKind.OpenBrace, "before the fields");
        _openLiterals++;
        EquatableArray<Parameter> fields = ParseList(ParseRecordField);
        if (ExpectClosing(TokenKind.CloseBrace, opening, At(TokenKind.Semicolon) ? "the fields of a record are separated by commas" : null))
            _openLiterals--;
        return new Declaration.Record(SpanFrom(start), name, parameters, fields);
    }

    private Parameter ParseRecordField()
    {
        Identifier name = ParseIdentifier("the name of a field");
        Expect(TokenKind.Colon, "and a type after the name");
        return new Parameter(name, ParseType());
    }

    private EquatableArray<Identifier> ParseTypeParameters()
    {
        Token opening = Current;
        if (At(TokenKind.Less))
            Fail("type parameters do not stand in `<` and `>`", "write `[T]`");
        if (!Accept(TokenKind.OpenBracket))
            return [];
        EquatableArray<Identifier> names = ParseList(() => ParseIdentifier("the name of a type parameter"));
        ExpectClosing(TokenKind.CloseBracket, opening);
        return names;
    }

    private Declaration.NamedType ParseTypeDeclaration()
    {
        int start = Current.Start;
        Advance();
        Identifier name = ParseIdentifier("the name of the type");
        EquatableArray<Identifier> parameters = ParseTypeParameters();
        TypeSyntax? definition = AcceptBecomes("what the type is") ? ParseType() : null;
        ExpectSemicolon("the type", MayFollowMember);
        return new Declaration.NamedType(SpanFrom(start), name, parameters, definition);
    }

    private Declaration.Constant ParseConstant()
    {
        int start = Current.Start;
        Advance();
        Identifier name = ParseIdentifier("the name of the constant");
        TypeSyntax? type = Accept(TokenKind.Colon) ? ParseType() : null;
        ExprSyntax? value = AcceptBecomes("the value of the constant") ? ParseExpression() : null;
        if (type is null && value is null && !IsFailing)
            Fail($"expected `:` and a type, or `:=` and a value, after the name, found {DescribeToken()}");
        ExpectSemicolon("the constant", MayFollowMember);
        return new Declaration.Constant(SpanFrom(start), name, type, value);
    }

    private Declaration.Function ParseFunction()
    {
        int start = Current.Start;
        Advance();
        Identifier name = ParseIdentifier("the name of the function");
        EquatableArray<Identifier> typeParameters = ParseTypeParameters();
        EquatableArray<Parameter> parameters = ParseParameters("after the name of the function");
        TypeSyntax? result = Accept(TokenKind.Colon) ? ParseType() : null;
        ExprSyntax? body = AcceptBecomes("the body of the function") ? ParseExpression() : null;
        if (At(TokenKind.OpenBrace) && body is null)
            Fail("a function has an expression, not a block", "write `function f(x: T) := e;`");
        if (result is null && body is null && !IsFailing)
            Fail($"expected `:` and a type, or `:=` and a body, after the parameters, found {DescribeToken()}");
        ExpectSemicolon("the function", MayFollowMember);
        return new Declaration.Function(SpanFrom(start), name, typeParameters, parameters, result, body);
    }

    private EquatableArray<Parameter> ParseParameters(string place)
    {
        Token opening = Current;
        Expect(TokenKind.OpenParen, place);
        if (Accept(TokenKind.CloseParen) || IsFailing)
            return [];
        EquatableArray<Parameter> parameters = ParseList(ParseParameter);
        ExpectClosing(TokenKind.CloseParen, opening, At(TokenKind.Identifier) ? "a parameter is written `name: T`" : null);
        return parameters;
    }

    private Parameter ParseParameter()
    {
        Identifier name = ParseIdentifier("the name of a parameter");
        return new Parameter(name, Accept(TokenKind.Colon) ? ParseType() : null);
    }

    private Declaration.Axiom ParseAxiom()
    {
        int start = Current.Start;
        Advance();
        Identifier? name = ParseConditionName();
        ExprSyntax condition = ParseExpression();
        ExpectSemicolon("the axiom", MayFollowMember);
        return new Declaration.Axiom(SpanFrom(start), name, condition);
    }
}
