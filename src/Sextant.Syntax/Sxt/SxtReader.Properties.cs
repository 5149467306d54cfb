using System.Collections.Immutable;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

/// <summary>Coordination of replicated objects, and what is asked of atomic objects and apps.</summary>
internal sealed partial class SxtReader
{
    private Member.Coordination ParseCoordination(CoordinationKind kind)
    {
        Token keyword = Current;
        Advance();
        Identifier name = ParseIdentifier($"the name of the {TextOf(keyword)}");
        EquatableArray<Parameter> keys = At(TokenKind.OpenParen) ? ParseParameters("after the name") : [];
        EquatableArray<CoordinationUse> uses = ParseEntries(ParseUse, "before the operations");
        return new Member.Coordination(SpanFrom(keyword.Start), kind, name, keys, uses);
    }

    /// <summary>Entries in braces; a broken one does not hide those behind it.</summary>
    private EquatableArray<T> ParseEntries<T>(Func<T> parse, string place)
    {
        Token opening = Current;
        if (!Accept(TokenKind.OpenBrace) && !IsFailing)
            Report(DiagnosticCodes.UnexpectedToken, Current.Span, $"expected `{{` {place}, found {DescribeToken()}");
        ImmutableArray<T>.Builder entries = ImmutableArray.CreateBuilder<T>();
        while (!AtEnd && !At(TokenKind.CloseBrace) && !StartsDeclaration(Current.Kind) && !AtWordOfMember)
        {
            int start = Current.Start;
            _openLiterals = 0;
            entries.Add(parse());
            if (IsFailing)
                SkipMember();
            if (Current.Start == start && !At(TokenKind.CloseBrace))
                Advance();
        }
        ExpectClosing(TokenKind.CloseBrace, opening);
        return ToArray(entries);
    }

    private CoordinationUse ParseUse()
    {
        Token mode = Current;
        bool isShared = Accept(TokenKind.Shared);
        if (!isShared && AtWord("exclusive"))
            Advance();
        else if (!isShared && !IsFailing)
            Fail($"expected `shared` or `exclusive`, found {DescribeToken()}", "say how the operation holds it: `exclusive closeAuction(a);`");
        Identifier operation = ParseIdentifier("the name of an operation");
        Token opening = Current;
        Expect(TokenKind.OpenParen, "after the name of the operation", "name the arguments that are keys, and write `_` for the others");
        EquatableArray<Identifier> arguments = At(TokenKind.CloseParen) ? [] : ParseList(() => ParseIdentifier("a key or `_`"));
        ExpectClosing(TokenKind.CloseParen, opening);
        EquatableArray<Identifier> apartFrom = isShared && AtWord("apart") ? ParseApartFrom() : [];
        ExpectSemicolon("the operation", At(TokenKind.CloseBrace) || At(TokenKind.Shared) || AtWord("exclusive"));
        return new CoordinationUse(SpanFrom(mode.Start), isShared, operation, arguments, apartFrom);
    }

    private Member.Escrow ParseEscrow()
    {
        int start = Current.Start;
        Advance();
        Identifier name = ParseIdentifier("the name of the escrow");
        EquatableArray<Parameter> keys = At(TokenKind.OpenParen) ? ParseParameters("after the name") : [];
        if (AtWord("of"))
            Advance();
        else if (!IsFailing)
            Fail($"expected `of` and a bound, found {DescribeToken()}", "say what may not run out: `escrow funds(a: Account) of balance[a] >= 0`");
        ExprSyntax bound = ParseExpression();
        RecoverBeforeBlock();
        EquatableArray<EscrowUse> uses = ParseEntries(ParseEscrowUse, "before the operations");
        return new Member.Escrow(SpanFrom(start), name, keys, bound, uses);
    }

    private EscrowUse ParseEscrowUse()
    {
        int start = Current.Start;
        Identifier operation = ParseIdentifier("the name of an operation");
        Token opening = Current;
        Expect(TokenKind.OpenParen, "after the name of the operation", "name the arguments that are keys or say how much, and write `_` for the others");
        EquatableArray<Identifier> arguments = At(TokenKind.CloseParen) ? [] : ParseList(() => ParseIdentifier("a key, a name or `_`"));
        ExpectClosing(TokenKind.CloseParen, opening);
        bool takes = AtWord("takes");
        if (takes || AtWord("gives"))
            Advance();
        else if (!IsFailing)
            Fail($"expected `takes` or `gives`, found {DescribeToken()}", "say what the operation does to it: `withdraw(a, n) takes n;`");
        ExprSyntax amount = ParseExpression();
        ExpectSemicolon("the amount", At(TokenKind.CloseBrace) || (IsOnNewLine && At(TokenKind.Identifier)));
        return new EscrowUse(SpanFrom(start), operation, arguments, takes, amount);
    }

    private EquatableArray<Identifier> ParseApartFrom()
    {
        Advance();
        if (AtWord("from"))
            Advance();
        else
            Fail($"expected `from` after `apart`, found {DescribeToken()}", "name the operations beside which it is not held: `shared placeBid(a, _) apart from closeAuction;`");
        return ParseList(() => ParseIdentifier("the name of an operation"));
    }

    private Member.Propagation ParsePropagation()
    {
        int start = Current.Start;
        Advance();
        bool isState = AtWord("state");
        if (isState || AtWord("operations"))
            Advance();
        else
            Fail($"expected `state` or `operations`, found {DescribeToken()}", "say what replicas send each other: `propagation operations;`");
        ExpectSemicolon("the propagation", MayFollowMember);
        return new Member.Propagation(SpanFrom(start), isState ? PropagationKind.State : PropagationKind.Operations);
    }

    private Member.Refines ParseRefines()
    {
        int start = Current.Start;
        Advance();
        TypeSyntax type = ParseType();
        Identifier? name = null;
        ExprSyntax? relation = null;
        if (AtWord("as"))
        {
            Advance();
            name = ParseIdentifier("a name for the abstract state");
            if (AtWord("by"))
                Advance();
            else if (!IsFailing)
                Fail($"expected `by` and a relation after the name, found {DescribeToken()}", "write `refines KV as kv by e;`");
            relation = ParseExpression();
        }
        ExpectSemicolon("the refinement", MayFollowMember, AtWord("by") ? "name the abstract state first: `refines KV as kv by e;`" : null);
        return new Member.Refines(SpanFrom(start), type, name, relation);
    }

    private Member.Linearizable ParseLinearizable()
    {
        int start = Current.Start;
        Advance();
        ExpectSemicolon("`linearizable`", MayFollowMember);
        return new Member.Linearizable(SpanFrom(start));
    }

    private Member.Client ParseClient()
    {
        int start = Current.Start;
        Advance();
        Identifier name = ParseIdentifier("the name of the client");
        ExprSyntax? count = Accept(TokenKind.Star) ? ParseCount() : null;
        RecoverBeforeBlock();
        Block body = ParseBlock("before what the client does");
        return new Member.Client(SpanFrom(start), name, count, body);
    }

    /// <summary>A number or a name: behind anything larger a brace might open a set instead of the body.</summary>
    private ExprSyntax ParseCount()
    {
        if (At(TokenKind.Identifier))
            return ParseName();
        if (!At(TokenKind.Integer))
            Fail($"expected a number of clients, found {DescribeToken()}", "write a number or the name of a constant");
        return ParseAtom();
    }

    private Member.Bounds ParseBounds()
    {
        int start = Current.Start;
        Advance();
        EquatableArray<Bound> items = ParseEntries(ParseBound, "after `bounds`");
        return new Member.Bounds(SpanFrom(start), items);
    }

    private Bound ParseBound()
    {
        int start = Current.Start;
        Identifier name = ParseIdentifier("the name of a bound");
        ExpectBecomes("the value of the bound");
        ExprSyntax value = ParseExpression();
        ExpectSemicolon("the bound", At(TokenKind.CloseBrace) || (IsOnNewLine && At(TokenKind.Identifier)));
        return new Bound(SpanFrom(start), name, value);
    }
}
