using System.Collections.Immutable;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

/// <summary>The rules of the grammar of annotated Boogie, one method a rule, one file a topic.</summary>
internal sealed partial class BoogieReader : DescentParser<TokenKind>
{
    private static readonly Landmarks Kinds = new(TokenKind.None, TokenKind.EndOfFile, TokenKind.Bad, TokenKind.Semicolon);

    public BoogieReader(SourceText source, DiagnosticBag diagnostics)
        : base(source, diagnostics, new BoogieLexer(source, diagnostics), Kinds)
    {
        _operations = new OperatorStack<ExprSyntax, BinaryOperator>(this);
        Start();
    }

    public BoogieProgram ParseProgram()
    {
        ImmutableArray<Declaration>.Builder declarations = ImmutableArray.CreateBuilder<Declaration>();
        while (!At(TokenKind.EndOfFile))
        {
            int start = Current.Start;
            ParseDeclaration(declarations);
            if (Current.Start == start && !At(TokenKind.EndOfFile))
                Advance();
        }
        return new BoogieProgram(ToArray(declarations));
    }

    protected override string DescribeKind(TokenKind kind) => Words.Describe(kind);

    private Identifier ParseIdentifier(string what)
    {
        if (At(TokenKind.Identifier))
        {
            var identifier = new Identifier(Current.Span, NameOf(Current));
            Advance();
            return identifier;
        }
        if (!IsFailing)
            Fail($"expected {what}, found {DescribeToken()}",
                Words.IsWord(Current.Kind) ? $"`{TextOf(Current)}` is a keyword; `\\{TextOf(Current)}` can be a name" : null);
        return new Identifier(new SourceSpan(Current.Start, 0), "");
    }

    private EquatableArray<Identifier> ParseIdentifiers(string what)
    {
        ImmutableArray<Identifier>.Builder names = ImmutableArray.CreateBuilder<Identifier>();
        do
            names.Add(ParseIdentifier(what));
        while (Accept(TokenKind.Comma));
        return ToArray(names);
    }

    private string NameOf(Token token) => Intern(SpanOf(token).TrimStart('\\'));
}
