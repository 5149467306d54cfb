using System.Collections.Immutable;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

internal sealed partial class BoogieReader
{
    /// <summary>Local variables of the body being read, from wherever between its statements they are declared.</summary>
    private readonly List<VariableGroup> _locals = [];

    private int _blockDepth;

    private ProcedureBody ParseBody()
    {
        int start = Current.Start;
        _locals.Clear();
        EquatableArray<StatementSyntax> statements = ParseBlock("where the body begins");
        return new ProcedureBody(SpanFrom(start), _locals.ToEquatable(), statements);
    }

    private EquatableArray<StatementSyntax> ParseBlock(string place)
    {
        Token opening = Current;
        bool isOpened = Accept(TokenKind.OpenBrace);
        if ((!isOpened && !ForgivesMissingBrace(place)) || !Enter())
            return [];
        _blockDepth++;
        EquatableArray<StatementSyntax> statements = ParseStatements();
        _blockDepth--;
        if (isOpened)
            ExpectClosing(TokenKind.CloseBrace, opening);
        else
            Accept(TokenKind.CloseBrace);
        Leave();
        return statements;
    }

    /// <summary>Reports that a block does not open; true if its statements follow all the same, on lines of their own.</summary>
    private bool ForgivesMissingBrace(string place)
    {
        if (IsFailing)
            return false;
        string message = $"expected `{{` {place}, found {DescribeToken()}";
        const string Help = "a block stands in braces, even of one statement";
        bool forgives = IsOnNewLine && IsIndented && (StartsStatement(Current.Kind) || AtAssignment);
        if (forgives)
            Report(DiagnosticCodes.UnexpectedToken, Current.Span, message, Help);
        else
            Fail(message, Help);
        return forgives;
    }

    private bool AtAssignment => At(TokenKind.Identifier) && Ahead(1).Kind is TokenKind.Becomes or TokenKind.OpenBracket or TokenKind.Comma;

    private EquatableArray<StatementSyntax> ParseStatements()
    {
        ImmutableArray<StatementSyntax>.Builder statements = ImmutableArray.CreateBuilder<StatementSyntax>();
        while (!AtEndOfBlock())
        {
            int start = Current.Start;
            if (ParseStatement() is { } statement)
                statements.Add(statement);
            if (IsFailing)
                SkipStatement();
            if (Current.Start == start && !AtEndOfBlock())
                Advance();
        }
        return ToArray(statements);
    }

    /// <summary>A declaration cannot stand in a block: where one begins, the block has lost its closing brace.</summary>
    private bool AtEndOfBlock()
    {
        RejectAnnotationHere("in the body of a procedure");
        return At(TokenKind.CloseBrace) || At(TokenKind.EndOfFile) || StartsDeclarationForSure(Current.Kind) || At(TokenKind.Annotation);
    }

    private StatementSyntax? ParseStatement()
    {
        switch (Current.Kind)
        {
            case TokenKind.Var:
                ParseLocals();
                return null;
            case TokenKind.Assert or TokenKind.Assume:
                return ParseAssertion();
            case TokenKind.Havoc:
                return ParseHavoc();
            case TokenKind.Call:
                return ParseCall();
            case TokenKind.If:
                return ParseIf();
            case TokenKind.While:
                return ParseWhile();
            case TokenKind.Return:
                return ParseReturn();
            case TokenKind.Identifier when Ahead(1).Kind == TokenKind.Colon:
                RejectLabel();
                return null;
            case TokenKind.Identifier when !Words.IsWord(Ahead(1).Kind):
            case TokenKind.Old or TokenKind.OpenParen or TokenKind.Integer or TokenKind.True or TokenKind.False:
                return ParseAssign();
            default:
                RejectStatement();
                return null;
        }
    }

    private void RejectLabel()
    {
        Token label = Current;
        Advance();
        Advance();
        if (StartsType(Current.Kind) && !AtAssignment && Ahead(1).Kind != TokenKind.Colon)
            FailAt(DiagnosticCodes.UnexpectedToken, label.Span, $"expected a statement, found the declaration of `{TextOf(label)}`", $"a local variable is declared with `var {TextOf(label)}: ...;`");
        else
            ReportUnsupported(label.Span, $"the label `{TextOf(label)}:`", "use `if` and `while`");
    }

    private void RejectStatement()
    {
        string word = TextOf(Current);
        string? construct = word switch
        {
            "goto" or "break" => $"`{word}`",
            "yield" or "async" or "par" => $"the concurrency construct `{word}`",
            "invariant" => "an `invariant` outside the head of a loop",
            "free" when Ahead(1).Kind == TokenKind.Invariant => "an `invariant` outside the head of a loop",
            "free" when Ahead(1).Kind == TokenKind.Call => "a `free` call",
            _ => null,
        };
        string? help = Current.Kind switch
        {
            TokenKind.Semicolon => "remove the `;`",
            TokenKind.Else => "this `else` belongs to no `if`",
            TokenKind.Requires or TokenKind.Ensures or TokenKind.Modifies => $"`{word}` belongs to the head of the procedure, before its body",
            TokenKind.Identifier => Spelling.Suggest(word, ["assert", "assume", "call", "havoc", "if", "return", "var", "while"]),
            TokenKind.Bool or TokenKind.Int or TokenKind.RealType => $"a local variable is declared as `var x: {word};`",
            _ => null,
        };
        if (construct is not null)
            FailUnsupported(Current.Span, construct, word is "goto" or "break" ? "use `if` and `while`" : null);
        else
            Fail($"expected a statement, found {DescribeToken()}", help);
    }

    private void ParseLocals()
    {
        if (_blockDepth > 1)
            ReportUnsupported(Current.Span, "a variable of an inner block", "declare it at the beginning of the body");
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        EquatableArray<VariableGroup> groups = ParseVariableGroups(WherePlace.Variable);
        RejectInitialValue();
        ExpectSemicolon("the local variable", MayFollowStatement);
        foreach (VariableGroup group in groups)
            _locals.Add(attributes.Count == 0 ? group : group with { Attributes = [.. attributes, .. group.Attributes] });
    }

    private StatementSyntax ParseAssertion()
    {
        Token keyword = Current;
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        ExprSyntax condition = ParseExpression();
        ExpectSemicolon(keyword.Kind == TokenKind.Assert ? "the `assert` statement" : "the `assume` statement", MayFollowStatement);
        return keyword.Kind == TokenKind.Assert
            ? new StatementSyntax.Assert(SpanFrom(keyword.Start), condition) { Attributes = attributes }
            : new StatementSyntax.Assume(SpanFrom(keyword.Start), condition) { Attributes = attributes };
    }

    private StatementSyntax.Havoc ParseHavoc()
    {
        int start = Current.Start;
        Advance();
        EquatableArray<Identifier> names = ParseIdentifiers("the name of a variable");
        ExpectSemicolon("the `havoc` statement", MayFollowStatement);
        return new StatementSyntax.Havoc(SpanFrom(start), names);
    }

    private StatementSyntax.Return ParseReturn()
    {
        int start = Current.Start;
        Advance();
        ExpectSemicolon("`return`", MayFollowStatement, "a result is assigned to its variable before `return;`");
        return new StatementSyntax.Return(SpanFrom(start));
    }

    private StatementSyntax.If ParseIf()
    {
        int start = Current.Start;
        if (!Enter())
            return new StatementSyntax.If(SpanFrom(start), null, [], []);
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        ExprSyntax? condition = ParseGuard("if");
        EquatableArray<StatementSyntax> then = ParseBlock("after the condition of `if`");
        EquatableArray<StatementSyntax> otherwise = [];
        if (Accept(TokenKind.Else))
            otherwise = At(TokenKind.If) ? [ParseIf()] : ParseBlock("after `else`");
        Leave();
        return new StatementSyntax.If(SpanFrom(start), condition, then, otherwise) { Attributes = attributes };
    }

    private StatementSyntax.While ParseWhile()
    {
        int start = Current.Start;
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        ExprSyntax? condition = ParseGuard("while");
        EquatableArray<LoopInvariant> invariants = ParseInvariants();
        EquatableArray<StatementSyntax> body = ParseBlock("where the body of the loop begins");
        return new StatementSyntax.While(SpanFrom(start), condition, invariants, body) { Attributes = attributes };
    }

    /// <summary>The condition in parentheses, null for <c>*</c>. A broken one does not hide the block behind it.</summary>
    private ExprSyntax? ParseGuard(string word)
    {
        Token opening = Current;
        Expect(TokenKind.OpenParen, $"after `{word}`", $"the condition of `{word}` stands in parentheses");
        ExprSyntax? condition = null;
        if (At(TokenKind.Star) && Ahead(1).Kind == TokenKind.CloseParen)
            Advance();
        else
            condition = ParseExpression();
        ExpectClosing(TokenKind.CloseParen, opening);
        if (IsFailing)
        {
            SkipHead(openParentheses: 0);
            if (!At(TokenKind.OpenBrace) && !StartsClause(Current.Kind))
                Suspend();
        }
        return condition;
    }

    private EquatableArray<LoopInvariant> ParseInvariants()
    {
        ImmutableArray<LoopInvariant>.Builder invariants = ImmutableArray.CreateBuilder<LoopInvariant>();
        while (At(TokenKind.Invariant) || At(TokenKind.Free) || AtStrayCondition)
        {
            int start = Current.Start;
            invariants.Add(ParseInvariant());
            if (IsFailing)
                SkipClause();
            if (Current.Start == start)
                Advance();
        }
        return ToArray(invariants);
    }

    /// <summary>Whether something stands in the head of a loop that can only be a clause with a wrong word, or without one.</summary>
    private bool AtStrayCondition => Current.Kind is TokenKind.OpenParen or TokenKind.Not or TokenKind.Requires or TokenKind.Ensures or TokenKind.Modifies
        || (At(TokenKind.Identifier) && !AtAssignment && Ahead(1).Kind != TokenKind.Colon);

    private void RejectLoopClause()
    {
        string message = $"expected `invariant` or the body of the loop, found {DescribeToken()}";
        if (!StartsClause(Current.Kind))
        {
            Fail(message, Spelling.Suggest(TextOf(Current), ["invariant"]));
            return;
        }
        Report(DiagnosticCodes.UnexpectedToken, Current.Span, message, "a loop has invariants only; what it modifies is found out");
        SuspendPastToken();
    }

    private LoopInvariant ParseInvariant()
    {
        int start = Current.Start;
        bool isFree = Accept(TokenKind.Free);
        if (!Accept(TokenKind.Invariant))
            RejectLoopClause();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        ExprSyntax condition = ParseExpression();
        ExpectSemicolon("the loop invariant", MayFollowClause);
        return new LoopInvariant(SpanFrom(start), isFree, condition) { Attributes = attributes };
    }

    private bool MayFollowStatement => At(TokenKind.CloseBrace) || StartsStatement(Current.Kind) || StartsDeclarationForSure(Current.Kind)
        || (IsOnNewLine && AtAssignment);
}
