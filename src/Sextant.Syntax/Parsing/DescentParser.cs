using System.Collections.Immutable;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Parsing;

/// <summary>
/// What parsers by recursive descent share. While an error waits for recovery the current token matches nothing, so every
/// rule unwinds without reading on and without a second report; the statement, clause or declaration that contains the
/// error then skips to a place where reading can go on.
/// </summary>
internal abstract class DescentParser<TKind>(SourceText source, DiagnosticBag diagnostics, ITokenSource<TKind> lexer, DescentParser<TKind>.Landmarks landmarks)
    where TKind : struct, Enum
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<Token<TKind>> _ahead = [];
    private Token<TKind> _suspended;
    private bool _isHalted;
    private int _depth;

    /// <summary>The kinds that every language has; <paramref name="Nothing"/> stands in for a token while an error waits.</summary>
    internal sealed record Landmarks(TKind Nothing, TKind EndOfFile, TKind Bad, TKind Semicolon);

    protected string Text { get; } = source.Content;

    protected Token<TKind> Current { get; private set; }

    protected bool IsFailing { get; private set; }

    /// <summary>Where the token before the current one ended.</summary>
    protected int PreviousEnd { get; private set; }

    protected bool AtEnd => At(landmarks.EndOfFile);

    protected bool IsMuted { set => lexer.IsMuted = value; }

    protected abstract string DescribeKind(TKind kind);

    /// <summary>What people coming from other languages write, and how this one has it.</summary>
    protected abstract string? HelpForToken();

    protected void Start() => Current = lexer.Next();

    protected bool At(TKind kind) => EqualityComparer<TKind>.Default.Equals(Current.Kind, kind);

    /// <summary>The token that many places behind the current one.</summary>
    protected Token<TKind> Ahead(int distance)
    {
        while (_ahead.Count < distance)
            _ahead.Add(lexer.Next());
        return _ahead[distance - 1];
    }

    protected void Advance()
    {
        PreviousEnd = Current.End;
        if (_ahead.Count == 0)
        {
            Current = lexer.Next();
            return;
        }
        Current = _ahead[0];
        _ahead.RemoveAt(0);
    }

    protected bool Accept(TKind kind)
    {
        if (!At(kind))
            return false;
        Advance();
        return true;
    }

    /// <summary>Reads a token of the kind, or says that it was expected; <paramref name="place"/> continues "expected `:` ".</summary>
    protected bool Expect(TKind kind, string place, string? help = null)
    {
        if (Accept(kind))
            return true;
        if (!IsFailing)
            Fail($"expected {DescribeKind(kind)} {place}, found {DescribeToken()}", help);
        return false;
    }

    /// <summary>Reads the bracket that closes the one at <paramref name="opening"/>.</summary>
    protected bool ExpectClosing(TKind kind, Token<TKind> opening, string? help = null)
    {
        if (Accept(kind))
            return true;
        if (!IsFailing)
            FailAt(DiagnosticCodes.UnexpectedToken, Current.Span, $"expected {DescribeKind(kind)}, found {DescribeToken()}", help ?? HelpForToken(),
                new DiagnosticLabel(opening.Span, $"to close this `{TextOf(opening)}`"));
        return false;
    }

    protected string DescribeToken()
    {
        if (AtEnd)
            return "the end of the file";
        return Text[Current.Start] == '"' ? "a string" : $"`{TextOf(Current)}`";
    }

    /// <summary>One string object for all uses of a name.</summary>
    protected string Intern(ReadOnlySpan<char> name)
    {
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out string? known))
            return known;
        string added = name.ToString();
        _names.Add(added);
        return added;
    }

    protected ReadOnlySpan<char> SpanOf(Token<TKind> token) => Text.AsSpan(token.Start, token.Length);

    protected string TextOf(Token<TKind> token) => Excerpt.Of(Text, token.Span);

    protected SourceSpan SpanFrom(int start) => new(start, Math.Max(0, PreviousEnd - start));

    protected SourceSpan Nowhere => new(Current.Start, 0);

    protected bool IsOnNewLine => Text.AsSpan(PreviousEnd, Current.Start - PreviousEnd).Contains('\n');

    protected bool IsIndented => Current.Start > 0 && Text[Current.Start - 1] is ' ' or '\t';

    /// <summary>Goes one level deeper; false when that is deeper than allowed, and then nothing more is read.</summary>
    protected bool Enter()
    {
        if (++_depth <= ParserBounds.MaxDepth)
            return true;
        if (!IsFailing)
            StopReading(DiagnosticCodes.TooDeep, Current.Span, $"the nesting is deeper than {ParserBounds.MaxDepth} levels");
        return false;
    }

    protected void Leave() => _depth--;

    protected void Fail(string message, string? help = null) =>
        FailAt(DiagnosticCodes.UnexpectedToken, Current.Span, message, help ?? HelpForToken());

    /// <summary>Reports, and makes the rules unwind to the next recovery.</summary>
    protected void FailAt(DiagnosticCode code, SourceSpan span, string message, string? help = null, params ReadOnlySpan<DiagnosticLabel> labels)
    {
        if (IsFailing)
            return;
        if (!At(landmarks.Bad))
            Report(code, span, message, help, labels);
        Suspend();
    }

    /// <summary>Reports an error that does not keep the rules from reading on.</summary>
    protected void Report(DiagnosticCode code, SourceSpan span, string message, string? help = null, params ReadOnlySpan<DiagnosticLabel> labels)
    {
        if (IsFailing || _isHalted)
            return;
        diagnostics.Report(code, span, message, help, labels);
        // Where the text ends too early much is missing, for one reason.
        _isHalted = AtEnd;
    }

    /// <summary>
    /// Reads the semicolon that ends something. If what follows can follow a semicolon, then it was only forgotten,
    /// and reading goes on; otherwise the rest is skipped by whoever recovers.
    /// </summary>
    protected void ExpectSemicolon(string after, bool mayFollow, string? help = null)
    {
        if (Accept(landmarks.Semicolon) || IsFailing)
            return;
        string message = $"expected `;` after {after}, found {DescribeToken()}";
        SourceSpan span = IsOnNewLine || AtEnd ? new SourceSpan(Math.Max(0, PreviousEnd - 1), 1) : Current.Span;
        if (mayFollow)
            Report(DiagnosticCodes.UnexpectedToken, span, message, "add `;`");
        else
            FailAt(DiagnosticCodes.UnexpectedToken, span, message, help ?? HelpForToken());
    }

    protected void StopReading(DiagnosticCode code, SourceSpan span, string message)
    {
        FailAt(code, span, message, code.Help);
        _suspended = Halt();
    }

    /// <summary>After a report: the token here is what is wrong, and what follows belongs to the same mistake.</summary>
    protected void SuspendPastToken()
    {
        lexer.IsMuted = true;
        Advance();
        Suspend();
    }

    protected void Suspend()
    {
        IsFailing = true;
        _suspended = Current;
        Current = new Token<TKind>(landmarks.Nothing, Current.Start, 0);
    }

    /// <summary>Takes up reading at the token where the error was found.</summary>
    protected void Resume()
    {
        if (!IsFailing)
            return;
        IsFailing = false;
        Current = diagnostics.IsFull ? Halt() : _suspended;
    }

    protected static EquatableArray<T> ToArray<T>(ImmutableArray<T>.Builder items) => new(items.DrainToImmutable());

    /// <summary>Nothing more is read and nothing more reported.</summary>
    private Token<TKind> Halt()
    {
        _isHalted = true;
        lexer.SkipToEnd();
        _ahead.Clear();
        return lexer.Next();
    }
}
