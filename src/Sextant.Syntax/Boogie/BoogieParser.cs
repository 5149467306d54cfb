using System.Collections.Immutable;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie;

/// <summary>
/// Reads annotated Boogie by recursive descent. While an error waits for recovery the current token matches nothing,
/// so every rule unwinds without reading on and without a second report; the statement, clause or declaration that
/// contains the error then skips to a place where reading can go on.
/// </summary>
public sealed partial class BoogieParser
{
    /// <summary>How deep parentheses, blocks, types and prefix operators may nest.</summary>
    public const int MaxDepth = 500;

    /// <summary>How many operators one expression may have; with <see cref="MaxDepth"/> it bounds the height of a tree.</summary>
    public const int MaxOperators = 4_000;

    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly BoogieLexer _lexer;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private Token _token;
    private Token? _ahead;
    private Token _suspended;
    private bool _isFailing;
    private bool _isHalted;
    private int _previousEnd;
    private int _depth;

    private BoogieParser(SourceText source, DiagnosticBag diagnostics)
    {
        _text = source.Content;
        _diagnostics = diagnostics;
        _lexer = new BoogieLexer(source, diagnostics);
        _token = _lexer.Next();
    }

    /// <summary>
    /// Reads the whole text. The program is complete only if <paramref name="diagnostics"/> has no error afterwards;
    /// otherwise it holds the declarations whose names could be read, with <see cref="ExprSyntax.Missing"/> in them.
    /// </summary>
    public static BoogieProgram Parse(SourceText source, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(diagnostics);
        return new BoogieParser(source, diagnostics).ParseProgram();
    }

    private BoogieProgram ParseProgram()
    {
        ImmutableArray<Declaration>.Builder declarations = ImmutableArray.CreateBuilder<Declaration>();
        while (!At(TokenKind.EndOfFile))
        {
            int start = _token.Start;
            ParseDeclaration(declarations);
            if (_token.Start == start && !At(TokenKind.EndOfFile))
                Advance();
        }
        return new BoogieProgram(ToArray(declarations));
    }

    private bool At(TokenKind kind) => _token.Kind == kind;

    private Token Ahead => _ahead ??= _lexer.Next();

    private void Advance()
    {
        _previousEnd = _token.End;
        _token = _ahead ?? _lexer.Next();
        _ahead = null;
    }

    private bool Accept(TokenKind kind)
    {
        if (!At(kind))
            return false;
        Advance();
        return true;
    }

    /// <summary>Reads a token of the kind, or says that it was expected; <paramref name="place"/> continues "expected `:` ".</summary>
    private bool Expect(TokenKind kind, string place, string? help = null)
    {
        if (Accept(kind))
            return true;
        if (!_isFailing)
            Fail($"expected {Words.Describe(kind)} {place}, found {DescribeToken()}", help);
        return false;
    }

    /// <summary>Reads the bracket that closes the one at <paramref name="opening"/>.</summary>
    private bool ExpectClosing(TokenKind kind, Token opening)
    {
        if (Accept(kind))
            return true;
        if (!_isFailing)
            FailAt(DiagnosticCodes.UnexpectedToken, _token.Span, $"expected {Words.Describe(kind)}, found {DescribeToken()}", HelpForToken(),
                new DiagnosticLabel(opening.Span, $"to close this `{TextOf(opening)}`"));
        return false;
    }

    private Identifier ParseIdentifier(string what)
    {
        if (At(TokenKind.Identifier))
        {
            var identifier = new Identifier(_token.Span, NameOf(_token));
            Advance();
            return identifier;
        }
        if (!_isFailing)
            Fail($"expected {what}, found {DescribeToken()}",
                Words.IsWord(_token.Kind) ? $"`{TextOf(_token)}` is a keyword; `\\{TextOf(_token)}` can be a name" : null);
        return new Identifier(new SourceSpan(_token.Start, 0), "");
    }

    private EquatableArray<Identifier> ParseIdentifiers(string what)
    {
        ImmutableArray<Identifier>.Builder names = ImmutableArray.CreateBuilder<Identifier>();
        do
            names.Add(ParseIdentifier(what));
        while (Accept(TokenKind.Comma));
        return ToArray(names);
    }

    /// <summary>One string object for all uses of a name.</summary>
    private string NameOf(Token token)
    {
        ReadOnlySpan<char> name = _text.AsSpan(token.Start, token.Length).TrimStart('\\');
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out string? known))
            return known;
        string added = name.ToString();
        _names.Add(added);
        return added;
    }

    private ReadOnlySpan<char> SpanOf(Token token) => _text.AsSpan(token.Start, token.Length);

    private string TextOf(Token token) => Excerpt.Of(_text, token.Span);

    private SourceSpan SpanFrom(int start) => new(start, Math.Max(0, _previousEnd - start));

    private bool IsOnNewLine => _text.AsSpan(_previousEnd, _token.Start - _previousEnd).Contains('\n');

    private bool IsIndented => _token.Start > 0 && _text[_token.Start - 1] is ' ' or '\t';

    /// <summary>Goes one level deeper; false when that is deeper than allowed, and then nothing more is read.</summary>
    private bool Enter()
    {
        if (++_depth <= MaxDepth)
            return true;
        if (!_isFailing)
            StopReading(DiagnosticCodes.TooDeep, _token.Span, $"the nesting is deeper than {MaxDepth} levels");
        return false;
    }

    private void Leave() => _depth--;

    private static EquatableArray<T> ToArray<T>(ImmutableArray<T>.Builder items) => new(items.DrainToImmutable());
}
