using System.Collections.Immutable;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

/// <summary>Functions and procedures, up to the statements.</summary>
internal sealed partial class BoogieReader
{
    private Declaration.Function ParseFunction(int start, EquatableArray<Annotation> annotations)
    {
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        Identifier name = ParseIdentifier("the name of the function");
        RejectTypeParameters("a type parameter of a function");
        EquatableArray<FormalParameter> parameters = ParseFormalParameters();
        FormalParameter result = ParseFunctionResult();
        ExprSyntax? body = ParseFunctionBody();
        return new Declaration.Function(SpanFrom(start), annotations, attributes, name, parameters, result, body);
    }

    private EquatableArray<FormalParameter> ParseFormalParameters()
    {
        Token opening = Current;
        Expect(TokenKind.OpenParen, "after the name of the function", "a function without parameters has `()`");
        if (Accept(TokenKind.CloseParen) || IsFailing)
            return [];
        ImmutableArray<FormalParameter>.Builder parameters = ImmutableArray.CreateBuilder<FormalParameter>();
        do
            parameters.Add(ParseFormalParameter());
        while (Accept(TokenKind.Comma));
        ExpectClosing(TokenKind.CloseParen, opening);
        return ToArray(parameters);
    }

    private FormalParameter ParseFormalParameter()
    {
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        Identifier? name = null;
        if (At(TokenKind.Identifier) && Ahead(1).Kind == TokenKind.Colon)
        {
            name = ParseIdentifier("the name of a parameter");
            Advance();
        }
        TypeSyntax type = ParseType();
        if (At(TokenKind.Where))
        {
            ReportUnsupported(Current.Span, "`where` on a parameter of a function", "state the condition with an axiom");
            Advance();
            ParseExpression();
        }
        return new FormalParameter(name, type) { Attributes = attributes };
    }

    private FormalParameter ParseFunctionResult()
    {
        if (Accept(TokenKind.Colon))
            return new FormalParameter(null, ParseType());
        if (!At(TokenKind.Returns) && !IsFailing)
            Fail($"expected `returns (T)` or `: T` after the parameters of the function, found {DescribeToken()}");
        Accept(TokenKind.Returns);
        Token opening = Current;
        Expect(TokenKind.OpenParen, "after `returns`", "write `returns (T)`");
        FormalParameter result = ParseFormalParameter();
        ExpectClosing(TokenKind.CloseParen, opening);
        return result;
    }

    private ExprSyntax? ParseFunctionBody()
    {
        Token opening = Current;
        if (!Accept(TokenKind.OpenBrace))
        {
            ExpectSemicolon("a function without a body", MayStartDeclaration);
            return null;
        }
        if (At(TokenKind.Return))
            Fail("the body of a function is one expression, without `return`", "write `{ e }`");
        ExprSyntax body = ParseExpression();
        if (At(TokenKind.Semicolon))
            Fail("the body of a function is one expression, without `;`", "remove the `;`");
        ExpectClosing(TokenKind.CloseBrace, opening);
        return body;
    }

    private Declaration.Procedure ParseProcedure(int start, EquatableArray<Annotation> annotations)
    {
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        Identifier name = ParseIdentifier("the name of the procedure");
        RejectTypeParameters("a type parameter of a procedure");
        EquatableArray<VariableGroup> parameters = ParseParameterList("after the name of the procedure", "a procedure without parameters has `()`");
        EquatableArray<VariableGroup> results = Accept(TokenKind.Returns) ? ParseParameterList("after `returns`", "write `returns (x: T)`") : [];
        bool isBroken = IsFailing;
        if (isBroken)
            SkipHead(openParentheses: 1);
        Token end = Current;
        bool hasEnded = Accept(TokenKind.Semicolon);
        EquatableArray<ContractClause> contract = ParseContract(mayStray: !hasEnded && !isBroken);
        bool lacksBrace = !hasEnded && IsIndented && (StartsStatement(Current.Kind) || Ahead(1).Kind == TokenKind.Becomes);
        if (!lacksBrace)
            RejectMissingOrExtraBody(hasEnded, end, isBroken);
        ProcedureBody? body = At(TokenKind.OpenBrace) || lacksBrace ? ParseBody() : null;
        return new Declaration.Procedure(SpanFrom(start), annotations, attributes, name, parameters, results, contract, body);
    }

    private EquatableArray<VariableGroup> ParseParameterList(string place, string help)
    {
        Token opening = Current;
        Expect(TokenKind.OpenParen, place, help);
        if (Accept(TokenKind.CloseParen) || IsFailing)
            return [];
        EquatableArray<VariableGroup> groups = ParseVariableGroups(WherePlace.Variable);
        ExpectClosing(TokenKind.CloseParen, opening);
        return groups;
    }

    private void RejectMissingOrExtraBody(bool hasEnded, Token end, bool isBroken)
    {
        if (hasEnded && At(TokenKind.OpenBrace))
            Report(DiagnosticCodes.UnexpectedToken, Current.Span, "a procedure that ends with `;` has no body", "remove the `;` after the head",
                new DiagnosticLabel(end.Span, "the procedure ends here"));
        if (!hasEnded && !isBroken && !At(TokenKind.OpenBrace) && !IsFailing)
            Fail($"expected the body of the procedure, found {DescribeToken()}", "the body stands in braces; a procedure without a body has `;` right after its parameters and results");
    }

    /// <param name="mayStray">Whether a condition without its word may be taken for a clause.</param>
    private EquatableArray<ContractClause> ParseContract(bool mayStray)
    {
        ImmutableArray<ContractClause>.Builder clauses = ImmutableArray.CreateBuilder<ContractClause>();
        while (StartsClause(Current.Kind) || RejectAnnotationHere("in the head of a procedure") || (mayStray && AtStrayClause))
        {
            int start = Current.Start;
            switch (Current.Kind)
            {
                case TokenKind.Modifies:
                    clauses.Add(ParseModifies());
                    break;
                case TokenKind.Invariant:
                    ReportUnsupported(Current.Span, "an `invariant` outside the head of a loop");
                    SuspendPastToken();
                    break;
                default:
                    clauses.Add(ParseCondition());
                    break;
            }
            if (IsFailing)
                SkipClause();
            if (Current.Start == start)
                Advance();
        }
        return ToArray(clauses);
    }

    private ContractClause.Modifies ParseModifies()
    {
        int start = Current.Start;
        Advance();
        EquatableArray<Identifier> names = At(TokenKind.Semicolon) ? [] : ParseIdentifiers("the name of a global variable");
        ExpectSemicolon("the `modifies` clause", MayFollowClause);
        return new ContractClause.Modifies(SpanFrom(start), names);
    }

    private ContractClause.Condition ParseCondition()
    {
        int start = Current.Start;
        bool isFree = Accept(TokenKind.Free);
        ContractKind kind = At(TokenKind.Requires) ? ContractKind.Requires : ContractKind.Ensures;
        if (!Accept(TokenKind.Requires) && !Accept(TokenKind.Ensures))
            Fail($"expected `requires`, `ensures`, `modifies` or the body of the procedure, found {DescribeToken()}", Spelling.Suggest(TextOf(Current), ["requires", "ensures", "modifies", "returns"]));
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        ExprSyntax condition = ParseExpression();
        ExpectSemicolon(kind == ContractKind.Requires ? "the `requires` clause" : "the `ensures` clause", MayFollowClause);
        return new ContractClause.Condition(SpanFrom(start), kind, isFree, condition) { Attributes = attributes };
    }

    private bool AtStrayClause => At(TokenKind.OpenParen) || At(TokenKind.Not) || (At(TokenKind.Identifier) && Ahead(1).Kind != TokenKind.Becomes);

    private bool MayFollowClause => StartsClause(Current.Kind) || At(TokenKind.OpenBrace) || StartsDeclarationForSure(Current.Kind);

    /// <summary>Reports and reads past an annotation that no declaration follows; true when something more can be read.</summary>
    private bool RejectAnnotationHere(string place)
    {
        while (At(TokenKind.Annotation) && !StartsDeclaration(Ahead(1).Kind))
        {
            Report(DiagnosticCodes.MisplacedAnnotation, Current.Span, $"the annotation `{TextOf(Current)}` stands {place}",
                "an annotation stands above the function or procedure that it marks");
            Advance();
        }
        return StartsClause(Current.Kind);
    }
}
