using System.Collections.Immutable;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

/// <summary>The rules of the grammar, one method a rule, one file a topic.</summary>
internal sealed partial class SxtReader : DescentParser<TokenKind>
{
    private static readonly Landmarks Kinds = new(TokenKind.None, TokenKind.EndOfFile, TokenKind.Bad, TokenKind.Semicolon);

    private readonly SxtLexer _lexer;

    public SxtReader(SourceText source, DiagnosticBag diagnostics, SxtLexer lexer)
        : base(source, diagnostics, lexer, Kinds)
    {
        _lexer = lexer;
        _operations = new OperatorStack<ExprSyntax, BinaryOperator>(this);
        Start();
    }

    public SxtProgram ParseProgram()
    {
        ImmutableArray<Declaration>.Builder declarations = ImmutableArray.CreateBuilder<Declaration>();
        while (!AtEnd)
        {
            int start = Current.Start;
            if (ParseTopLevel() is { } declaration)
                declarations.Add(declaration);
            if (IsFailing)
                SkipTopLevel();
            if (Current.Start == start && !AtEnd)
                Advance();
        }
        return new SxtProgram(ToArray(declarations), _lexer.Trivia);
    }

    protected override string DescribeKind(TokenKind kind) => Words.Describe(kind);

    private bool AtWord(string word) => At(TokenKind.Identifier) && SpanOf(Current).SequenceEqual(word);

    private bool IsGlued(Token next) => next.Start == Current.End;

    private Identifier ParseIdentifier(string what)
    {
        if (At(TokenKind.Identifier))
        {
            var identifier = new Identifier(Current.Span, Intern(SpanOf(Current)));
            Advance();
            return identifier;
        }
        if (IsFailing)
            return NoName();
        string message = $"expected {what}, found {DescribeToken()}";
        string? help = Words.IsWord(Current.Kind) ? $"`{TextOf(Current)}` is a word of the language; choose another name" : null;
        if (help is null || IsOnNewLine || Words.IsWord(Ahead(1).Kind))
        {
            Fail(message, help);
            return NoName();
        }
        // Where a name would fit as well, a word that is none was meant as one.
        var meant = new Identifier(Current.Span, Intern(SpanOf(Current)));
        Report(DiagnosticCodes.UnexpectedToken, Current.Span, message, help);
        Advance();
        return meant;
    }

    private Identifier NoName() => new(Nowhere, "");

    private EquatableArray<T> ParseList<T>(Func<T> parse)
    {
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(1);
        do
            items.Add(parse());
        while (Accept(TokenKind.Comma));
        return ToArray(items);
    }

    /// <summary>A name and its colon in front of a condition, or nothing.</summary>
    private Identifier? ParseConditionName()
    {
        if (!At(TokenKind.Identifier) || Ahead(1).Kind != TokenKind.Colon)
            return null;
        Identifier name = ParseIdentifier("a name");
        Advance();
        return name;
    }

    /// <summary>Reads <c>:=</c>; an <c>=</c> in its place is reported and taken for it.</summary>
    private bool AcceptBecomes(string what)
    {
        if (Accept(TokenKind.Becomes))
            return true;
        if (!At(TokenKind.Equals))
            return false;
        Report(DiagnosticCodes.UnexpectedToken, Current.Span, $"expected `:=` before {what}, found `=`", "write `:=`");
        Advance();
        return true;
    }

    private void ExpectBecomes(string what, string? help = null)
    {
        if (!AcceptBecomes(what))
            Expect(TokenKind.Becomes, $"before {what}", help);
    }
}
