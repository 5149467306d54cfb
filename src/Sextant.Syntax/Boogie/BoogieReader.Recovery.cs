using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

internal sealed partial class BoogieReader
{
    private void ReportUnsupported(SourceSpan span, string construct, string? help = null) =>
        Report(DiagnosticCodes.Unsupported, span, $"{construct} is not supported", help);

    private void FailUnsupported(SourceSpan span, string construct, string? help = null) =>
        FailAt(DiagnosticCodes.Unsupported, span, $"{construct} is not supported", help);

    /// <summary>Skips the rest of a declaration: what ends with a semicolon up to there, anything else up to the next declaration.</summary>
    private void SkipDeclaration(TokenKind kind)
    {
        bool endsWithSemicolon = kind is TokenKind.Type or TokenKind.Const or TokenKind.Axiom or TokenKind.Var;
        Skip(endsWithSemicolon ? Stop.Semicolon : Stop.None);
        if (endsWithSemicolon)
            Accept(TokenKind.Semicolon);
    }

    /// <summary>Skips the rest of a statement with its semicolon, and what can only be a further part of it.</summary>
    private void SkipStatement()
    {
        do
        {
            Skip(Stop.Semicolon | Stop.Statement | Stop.CloseBrace | Stop.AfterBlock);
            Accept(TokenKind.Semicolon);
        }
        while (Current.Kind is TokenKind.Invariant or TokenKind.Else or TokenKind.OpenBrace);
    }

    /// <summary>Skips the rest of a clause with its semicolon, but neither the next clause nor the body.</summary>
    private void SkipClause()
    {
        Skip(Stop.Semicolon | Stop.Clause | Stop.Block | Stop.CloseBrace);
        Accept(TokenKind.Semicolon);
    }

    /// <summary>Skips the rest of a head, but neither its clauses nor its block.</summary>
    private void SkipHead(int openParentheses) => Skip(Stop.Semicolon | Stop.Clause | Stop.Block | Stop.CloseBrace, openParentheses);

    [Flags]
    private enum Stop
    {
        /// <summary>Only at declarations and the end of the file, where skipping always stops.</summary>
        None = 0,
        Semicolon = 1,
        Statement = 2,
        Clause = 4,
        Block = 8,
        AfterBlock = 16,
        CloseBrace = 32,
    }

    /// <summary>Reads past a parenthesis and all that is in it, semicolons too.</summary>
    private void SkipParentheses()
    {
        int depth = 0;
        do
        {
            depth += Current.Kind switch { TokenKind.OpenParen => 1, TokenKind.CloseParen => -1, _ => 0 };
            Advance();
        }
        while (depth > 0 && !At(TokenKind.EndOfFile) && !StartsDeclarationForSure(Current.Kind));
    }

    private void Skip(Stop stops, int openParentheses = 0)
    {
        Resume();
        IsMuted = true;
        var nesting = new SkippedNesting(openParentheses);
        while (!At(TokenKind.EndOfFile) && !StopsHere(stops, nesting))
        {
            bool closesBlock = nesting.Pass(Current.Kind, At(TokenKind.OpenBrace) && Ahead(1).Kind == TokenKind.Colon);
            Advance();
            if (closesBlock && stops.HasFlag(Stop.AfterBlock) && !At(TokenKind.Else))
                break;
        }
        IsMuted = false;
    }

    private bool StopsHere(Stop stops, SkippedNesting nesting)
    {
        if (StartsDeclarationForSure(Current.Kind))
            return true;
        if (nesting.Braces > 0)
            return false;
        return Current.Kind switch
        {
            TokenKind.Annotation => true,
            TokenKind.Var => nesting.Parentheses == 0,
            TokenKind.Semicolon => stops.HasFlag(Stop.Semicolon),
            TokenKind.CloseBrace => stops.HasFlag(Stop.CloseBrace),
            TokenKind.OpenBrace => stops.HasFlag(Stop.Block) && !nesting.IsAtTrigger && Ahead(1).Kind != TokenKind.Colon
                && (nesting.Parentheses == 0 || IsOnNewLine),
            _ => (stops.HasFlag(Stop.Statement) && StartsStatement(Current.Kind) && !(At(TokenKind.If) && !IsOnNewLine))
                || (stops.HasFlag(Stop.Clause) && StartsClause(Current.Kind)),
        };
    }

    /// <summary>These words occur nowhere else, so they are trusted more than the braces around them.</summary>
    private static bool StartsDeclarationForSure(TokenKind kind) => kind is TokenKind.Type or TokenKind.Const or TokenKind.Function
        or TokenKind.Axiom or TokenKind.Procedure or TokenKind.Implementation;

    private static bool StartsDeclaration(TokenKind kind) => StartsDeclarationForSure(kind) || kind is TokenKind.Var or TokenKind.Annotation;

    private static bool StartsStatement(TokenKind kind) => kind is TokenKind.Assert or TokenKind.Assume or TokenKind.Call or TokenKind.Havoc
        or TokenKind.If or TokenKind.Return or TokenKind.Var or TokenKind.While;

    private static bool StartsClause(TokenKind kind) => kind is TokenKind.Requires or TokenKind.Ensures or TokenKind.Modifies
        or TokenKind.Free or TokenKind.Invariant;

    protected override string? HelpForToken() => Current.Kind switch
    {
        TokenKind.Equals when Ahead(1).Kind == TokenKind.Greater && Ahead(1).Start == Current.End => "implication is written `==>`",
        TokenKind.Equals => "equality is written `==`, assignment `:=`",
        TokenKind.Becomes => "equality is written `==`; `:=` assigns and stands in statements and map updates only",
        TokenKind.Arrow => "implication is written `==>`",
        _ => null,
    };
}
