using System.Collections.Immutable;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

internal sealed partial class SxtReader
{
    /// <summary>Words that begin a member, and are names everywhere else.</summary>
    private static readonly string[] MemberWords =
    [
        "always", "bounds", "client", "concurrency", "escrow", "linearizable", "lock", "merge", "order", "propagation", "refines", "sometimes", "token",
    ];

    private static readonly string[] AllMemberWords =
        [.. MemberWords, "shared", "local", "method", "proc", "op", "invariant", "enum", "record", "type", "const", "function", "axiom"];

    /// <summary>Whether what stands here can begin a member.</summary>
    private bool AtMember => Current.Kind switch
    {
        TokenKind.Shared or TokenKind.Local or TokenKind.Method or TokenKind.Proc or TokenKind.Op or TokenKind.Invariant => true,
        TokenKind.Identifier => IsMemberWord(SpanOf(Current)),
        _ => false,
    };

    /// <summary>Whether a word stands here that is a name elsewhere, with what makes it the beginning of a member.</summary>
    private bool AtWordOfMember => At(TokenKind.Identifier) && IsOnNewLine && AtMember && Ahead(1).Kind is TokenKind.Identifier or TokenKind.OpenBrace or TokenKind.Invariant;

    private bool MayFollowMember => At(TokenKind.CloseBrace) || StartsDeclaration(Current.Kind) || (IsOnNewLine && AtMember);

    private static bool IsMemberWord(ReadOnlySpan<char> word)
    {
        foreach (string known in MemberWords)
        {
            if (word.SequenceEqual(known))
                return true;
        }
        return false;
    }

    private Member? ParseMember()
    {
        int start = Current.Start;
        switch (Current.Kind)
        {
            case TokenKind.Shared or TokenKind.Local:
                return ParseField();
            case TokenKind.Method or TokenKind.Proc or TokenKind.Op:
                return ParseRoutine();
            case TokenKind.Invariant:
                return ParseProperty(PropertyKind.Invariant);
            case TokenKind.Identifier:
                return ParseMemberWord();
            default:
                if (ParseDeclaration() is { } declaration)
                    return new Member.Declared(SpanFrom(start), declaration);
                RejectMember();
                return null;
        }
    }

    private Member? ParseMemberWord()
    {
        switch (SpanOf(Current))
        {
            case "always":
                return ParseProperty(PropertyKind.Always);
            case "sometimes":
                return ParseProperty(PropertyKind.Sometimes);
            case "concurrency":
                return ParseConcurrencyInvariant();
            case "merge":
                return ParseMerge();
            case "order":
                return ParseOrder();
            case "lock":
                return ParseCoordination(CoordinationKind.Lock);
            case "token":
                return ParseCoordination(CoordinationKind.Token);
            case "escrow":
                return ParseEscrow();
            case "propagation":
                return ParsePropagation();
            case "refines":
                return ParseRefines();
            case "linearizable":
                return ParseLinearizable();
            case "client":
                return ParseClient();
            case "bounds":
                return ParseBounds();
            default:
                RejectMember();
                return null;
        }
    }

    private void RejectMember()
    {
        string? help = Current.Kind switch
        {
            TokenKind.Semicolon => "remove the `;`",
            TokenKind.Requires or TokenKind.Ensures => $"`{TextOf(Current)}` belongs to the head of an operation, before its body",
            TokenKind.Identifier when Ahead(1).Kind == TokenKind.Colon => $"a field is declared with `shared` or `local`: `shared {TextOf(Current)} : T := e;`",
            TokenKind.Identifier => Spelling.Suggest(TextOf(Current), AllMemberWords),
            _ when StartsStatement(Current.Kind) => "statements stand in the body of a routine",
            _ => null,
        };
        Fail($"expected a member, found {DescribeToken()}", help);
    }

    private Member.Field ParseField()
    {
        Token keyword = Current;
        Advance();
        Identifier name = ParseIdentifier("the name of the field");
        Expect(TokenKind.Colon, "and a type after the name of the field", "write `shared x : T := e;`");
        TypeSyntax type = ParseType();
        ExprSyntax? value = AcceptBecomes("the initial value") ? ParseExpression() : null;
        ExpectSemicolon("the field", MayFollowMember);
        return new Member.Field(SpanFrom(keyword.Start), keyword.Kind == TokenKind.Shared ? FieldKind.Shared : FieldKind.Local, name, type, value);
    }

    private Member.Routine ParseRoutine()
    {
        Token keyword = Current;
        RoutineKind kind = keyword.Kind switch
        {
            TokenKind.Method => RoutineKind.Method,
            TokenKind.Proc => RoutineKind.Proc,
            _ => RoutineKind.Operation,
        };
        Advance();
        Identifier name = ParseIdentifier($"the name of the `{TextOf(keyword)}`");
        EquatableArray<Parameter> parameters = ParseParameters("after the name");
        TypeSyntax? result = Accept(TokenKind.Colon) ? ParseType() : null;
        RecoverBeforeBlock();
        EquatableArray<ContractClause> contract = ParseContract();
        Block body = ParseBlock(contract.Count > 0 ? "where the body begins" : "or a condition where the body begins", isAfterCondition: contract.Count > 0);
        return new Member.Routine(SpanFrom(keyword.Start), kind, name, parameters, result, contract, body);
    }

    private EquatableArray<ContractClause> ParseContract()
    {
        ImmutableArray<ContractClause>.Builder clauses = ImmutableArray.CreateBuilder<ContractClause>();
        while (StartsClause(Current.Kind))
        {
            clauses.Add(ParseClause());
            if (IsFailing)
                SkipClause();
        }
        return ToArray(clauses);
    }

    /// <summary>A semicolon may end a clause, as in other languages; it is not kept.</summary>
    private ContractClause ParseClause()
    {
        Token keyword = Current;
        Advance();
        Identifier? name = ParseConditionName();
        ExprSyntax condition = ParseExpression();
        SourceSpan span = SpanFrom(keyword.Start);
        Accept(TokenKind.Semicolon);
        return new ContractClause(span, keyword.Kind == TokenKind.Requires ? ContractKind.Requires : ContractKind.Ensures, name, condition);
    }

    private Member.Property ParseProperty(PropertyKind kind)
    {
        int start = Current.Start;
        Advance();
        Identifier? name = ParseConditionName();
        ExprSyntax condition = ParseExpression();
        ExpectSemicolon("the condition", MayFollowMember);
        return new Member.Property(SpanFrom(start), kind, name, condition);
    }

    private Member.Merge ParseMerge()
    {
        int start = Current.Start;
        Advance();
        Identifier other = ParseOther("after `merge`");
        RecoverBeforeBlock();
        Block body = ParseBlock("where the body of `merge` begins");
        return new Member.Merge(SpanFrom(start), other, body);
    }

    private Member.Order ParseOrder()
    {
        int start = Current.Start;
        Advance();
        Identifier other = ParseOther("after `order`");
        ExpectBecomes("the condition");
        ExprSyntax condition = ParseExpression();
        ExpectSemicolon("the order", MayFollowMember);
        return new Member.Order(SpanFrom(start), other, condition);
    }

    private Member.ConcurrencyInvariant ParseConcurrencyInvariant()
    {
        int start = Current.Start;
        Advance();
        Expect(TokenKind.Invariant, "after `concurrency`");
        Identifier? name = At(TokenKind.Identifier) ? ParseIdentifier("a name") : null;
        Identifier other = ParseOther(name is null ? "after `invariant`" : "after the name");
        Expect(TokenKind.Colon, "before the condition");
        ExprSyntax condition = ParseExpression();
        ExpectSemicolon("the condition", MayFollowMember);
        return new Member.ConcurrencyInvariant(SpanFrom(start), name, other, condition);
    }

    /// <summary>The name of the other replica's state, in parentheses.</summary>
    private Identifier ParseOther(string place)
    {
        Token opening = Current;
        Expect(TokenKind.OpenParen, place, "name the other replica's state in parentheses: `(other)`");
        Identifier other = ParseIdentifier("a name for the other replica's state");
        ExpectClosing(TokenKind.CloseParen, opening);
        return other;
    }
}
