using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie;

public sealed partial class BoogieParser
{
    private void Fail(string message, string? help = null) =>
        FailAt(DiagnosticCodes.UnexpectedToken, _token.Span, message, help ?? HelpForToken());

    /// <summary>Reports, and makes the rules unwind to the next recovery.</summary>
    private void FailAt(DiagnosticCode code, SourceSpan span, string message, string? help = null, params ReadOnlySpan<DiagnosticLabel> labels)
    {
        if (_isFailing)
            return;
        if (!At(TokenKind.Bad))
            Report(code, span, message, help, labels);
        Suspend();
    }

    /// <summary>Reports an error that does not keep the rules from reading on.</summary>
    private void Report(DiagnosticCode code, SourceSpan span, string message, string? help = null, params ReadOnlySpan<DiagnosticLabel> labels)
    {
        if (_isFailing || _isHalted)
            return;
        _diagnostics.Report(code, span, message, help, labels);
        // Where the text ends too early much is missing, for one reason.
        _isHalted = At(TokenKind.EndOfFile);
    }

    private void ReportUnsupported(SourceSpan span, string construct, string? help = null) =>
        Report(DiagnosticCodes.Unsupported, span, $"{construct} is not supported", help);

    private void FailUnsupported(SourceSpan span, string construct, string? help = null) =>
        FailAt(DiagnosticCodes.Unsupported, span, $"{construct} is not supported", help);

    /// <summary>After a report: the token here is what is wrong, and what follows belongs to the same mistake.</summary>
    private void SuspendPastToken()
    {
        _lexer.IsMuted = true;
        Advance();
        Suspend();
    }

    private void StopReading(DiagnosticCode code, SourceSpan span, string message)
    {
        FailAt(code, span, message, code.Help);
        _suspended = Halt();
    }

    /// <summary>Nothing more is read and nothing more reported.</summary>
    private Token Halt()
    {
        _isHalted = true;
        _lexer.SkipToEnd();
        _ahead = null;
        return _lexer.Next();
    }

    private void Suspend()
    {
        _isFailing = true;
        _suspended = _token;
        _token = new Token(TokenKind.None, _token.Start, 0);
    }

    /// <summary>Takes up reading at the token where the error was found.</summary>
    private void Resume()
    {
        if (!_isFailing)
            return;
        _isFailing = false;
        _token = _diagnostics.IsFull ? Halt() : _suspended;
    }

    /// <summary>
    /// Reads the semicolon that ends something. If what follows can follow a semicolon, then it was only forgotten,
    /// and reading goes on; otherwise the rest is skipped by whoever recovers.
    /// </summary>
    private void ExpectSemicolon(string after, bool mayFollow, string? help = null)
    {
        if (Accept(TokenKind.Semicolon) || _isFailing)
            return;
        string message = $"expected `;` after {after}, found {DescribeToken()}";
        SourceSpan span = IsOnNewLine || At(TokenKind.EndOfFile) ? new SourceSpan(Math.Max(0, _previousEnd - 1), 1) : _token.Span;
        if (mayFollow)
            Report(DiagnosticCodes.UnexpectedToken, span, message, "add `;`");
        else
            FailAt(DiagnosticCodes.UnexpectedToken, span, message, help ?? HelpForToken());
    }

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
        while (_token.Kind is TokenKind.Invariant or TokenKind.Else or TokenKind.OpenBrace);
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
            depth += _token.Kind switch { TokenKind.OpenParen => 1, TokenKind.CloseParen => -1, _ => 0 };
            Advance();
        }
        while (depth > 0 && !At(TokenKind.EndOfFile) && !StartsDeclarationForSure(_token.Kind));
    }

    private void Skip(Stop stops, int openParentheses = 0)
    {
        Resume();
        _lexer.IsMuted = true;
        var nesting = new SkippedNesting(openParentheses);
        while (!At(TokenKind.EndOfFile) && !StopsHere(stops, nesting))
        {
            bool closesBlock = nesting.Pass(_token.Kind, At(TokenKind.OpenBrace) && Ahead.Kind == TokenKind.Colon);
            Advance();
            if (closesBlock && stops.HasFlag(Stop.AfterBlock) && !At(TokenKind.Else))
                break;
        }
        _lexer.IsMuted = false;
    }

    private bool StopsHere(Stop stops, SkippedNesting nesting)
    {
        if (StartsDeclarationForSure(_token.Kind))
            return true;
        if (nesting.Braces > 0)
            return false;
        return _token.Kind switch
        {
            TokenKind.Annotation => true,
            TokenKind.Var => nesting.Parentheses == 0,
            TokenKind.Semicolon => stops.HasFlag(Stop.Semicolon),
            TokenKind.CloseBrace => stops.HasFlag(Stop.CloseBrace),
            TokenKind.OpenBrace => stops.HasFlag(Stop.Block) && !nesting.IsAtTrigger && Ahead.Kind != TokenKind.Colon
                && (nesting.Parentheses == 0 || IsOnNewLine),
            _ => (stops.HasFlag(Stop.Statement) && StartsStatement(_token.Kind) && !(At(TokenKind.If) && !IsOnNewLine))
                || (stops.HasFlag(Stop.Clause) && StartsClause(_token.Kind)),
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

    private string DescribeToken() => _token.Kind switch
    {
        TokenKind.EndOfFile => "the end of the file",
        TokenKind.String => "a string",
        _ => $"`{TextOf(_token)}`",
    };

    /// <summary>What people coming from other languages write, and how Boogie has it.</summary>
    private string? HelpForToken() => _token.Kind switch
    {
        TokenKind.Equals when Ahead.Kind == TokenKind.Greater && Ahead.Start == _token.End => "implication is written `==>`",
        TokenKind.Equals => "equality is written `==`, assignment `:=`",
        TokenKind.Becomes => "equality is written `==`; `:=` assigns and stands in statements and map updates only",
        TokenKind.Arrow => "implication is written `==>`",
        _ => null,
    };
}
