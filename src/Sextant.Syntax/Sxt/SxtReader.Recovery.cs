namespace Sextant.Syntax.Sxt;

internal sealed partial class SxtReader
{
    /// <summary>Braces of sets, maps and records that opened in the statement or member being read and have not closed.</summary>
    private int _openLiterals;

    [Flags]
    private enum Stop
    {
        /// <summary>Only where skipping always stops: at the end of the file and at words that begin a declaration.</summary>
        None = 0,
        Semicolon = 1,
        Statement = 2,
        Clause = 4,
        Block = 8,
        AfterBlock = 16,
        CloseBrace = 32,
        Member = 64,
    }

    /// <summary>Skips the rest of a statement with its semicolon, and what can only be a further part of it.</summary>
    private void SkipStatement()
    {
        do
        {
            Skip(Stop.Semicolon | Stop.Statement | Stop.CloseBrace | Stop.AfterBlock);
            Accept(TokenKind.Semicolon);
        }
        while (At(TokenKind.Else) || At(TokenKind.OpenBrace));
    }

    /// <summary>Skips the rest of a clause, but neither the next clause nor the body.</summary>
    private void SkipClause()
    {
        Skip(Stop.Semicolon | Stop.Clause | Stop.Block | Stop.CloseBrace | Stop.Member);
        Accept(TokenKind.Semicolon);
    }

    /// <summary>Skips the rest of a head, but neither its clauses nor its block; false if there is no block.</summary>
    private bool SkipHead()
    {
        Skip(Stop.Semicolon | Stop.Clause | Stop.Block | Stop.CloseBrace | Stop.Member);
        return At(TokenKind.OpenBrace) || StartsClause(Current.Kind);
    }

    private void SkipMember()
    {
        Skip(Stop.Semicolon | Stop.CloseBrace | Stop.AfterBlock | Stop.Member);
        Accept(TokenKind.Semicolon);
    }

    private void SkipTopLevel()
    {
        Skip(Stop.Semicolon | Stop.AfterBlock);
        Accept(TokenKind.Semicolon);
    }

    /// <summary>Skips all up to the next object or the end of the file.</summary>
    private void SkipToObject()
    {
        Resume();
        IsMuted = true;
        while (!AtEnd && !StartsObject(Current.Kind))
            Advance();
        IsMuted = false;
    }

    private void Skip(Stop stops)
    {
        Resume();
        IsMuted = true;
        int blocks = 0;
        int literals = _openLiterals;
        while (!AtEnd && !StopsHere(stops, blocks, literals))
        {
            bool closesBlock = false;
            if (At(TokenKind.OpenBrace))
                blocks++;
            else if (At(TokenKind.CloseBrace) && blocks > 0)
                closesBlock = --blocks == 0;
            else if (At(TokenKind.CloseBrace) && literals > 0)
                literals--;
            Advance();
            if (closesBlock && stops.HasFlag(Stop.AfterBlock) && !GoesOnAfterBrace)
                break;
        }
        _openLiterals = 0;
        IsMuted = false;
    }

    /// <summary>Whether the brace that just closed can only have been one inside something larger.</summary>
    private bool GoesOnAfterBrace => OperatorTable.FromToken(Current.Kind) is not null
        || Current.Kind is TokenKind.Semicolon or TokenKind.Comma or TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.Else or TokenKind.Dot;

    private bool StopsHere(Stop stops, int blocks, int literals)
    {
        if (StartsDeclaration(Current.Kind))
            return true;
        if (blocks > 0)
            return false;
        return Current.Kind switch
        {
            TokenKind.Semicolon => stops.HasFlag(Stop.Semicolon),
            TokenKind.CloseBrace => literals == 0 && stops.HasFlag(Stop.CloseBrace),
            TokenKind.OpenBrace => stops.HasFlag(Stop.Block) && literals == 0,
            _ => (stops.HasFlag(Stop.Statement) && StartsStatement(Current.Kind) && (!At(TokenKind.If) || IsOnNewLine))
                || (stops.HasFlag(Stop.Clause) && StartsClause(Current.Kind))
                || (stops.HasFlag(Stop.Member) && AtMember && IsOnNewLine),
        };
    }

    private static bool StartsObject(TokenKind kind) => kind is TokenKind.Ado or TokenKind.DApp or TokenKind.Replicated;

    /// <summary>These words occur nowhere else, so they are trusted more than the braces around them.</summary>
    private static bool StartsDeclaration(TokenKind kind) => StartsObject(kind) || kind is TokenKind.Enum or TokenKind.Record or TokenKind.Type
        or TokenKind.Const or TokenKind.Function or TokenKind.Axiom or TokenKind.Method or TokenKind.Proc or TokenKind.Op or TokenKind.Invariant;

    private static bool StartsStatement(TokenKind kind) => kind is TokenKind.If or TokenKind.While or TokenKind.Do or TokenKind.For
        or TokenKind.Break or TokenKind.Continue or TokenKind.Return or TokenKind.Local;

    private static bool StartsClause(TokenKind kind) => kind is TokenKind.Requires or TokenKind.Ensures;

    protected override string? HelpForToken() => Current.Kind switch
    {
        TokenKind.Equals when Ahead(1).Kind == TokenKind.Greater && IsGlued(Ahead(1)) => "implication is written `==>`",
        TokenKind.Equals when PreviousEnd == Current.Start && Text.AsSpan(0, PreviousEnd).EndsWith("!=") => "a call that is tried again is compared with a blank between: `o.m()! == x`",
        TokenKind.Equals => "equality is written `==`, assignment `:=`",
        TokenKind.Becomes => "equality is written `==`; `:=` assigns, and stands in statements and declarations only",
        TokenKind.ColonColon => "a dot with a blank behind it stands between the variables of a quantifier and its body",
        TokenKind.Arrow => "implication is written `==>`; `->` stands in maps only",
        TokenKind.Not => "negation is written `!`; `not` stands in `not in` only",
        TokenKind.DotDot => "a range `low..high` stands in the head of a `for` only; what a family leaves out is written `...`",
        TokenKind.Ellipsis => "`...` stands between the first and the last of a family: `[this.rm_1, ..., this.rm_n]`",
        TokenKind.Plus when PreviousEnd == Current.Start && Text[PreviousEnd - 1] == '+' => "there is no `++`; write `x += 1`",
        TokenKind.Minus when PreviousEnd == Current.Start && Text[PreviousEnd - 1] == '-' => "there is no `--`; write `x -= 1`",
        _ => null,
    };
}
