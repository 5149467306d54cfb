using System.Collections.Immutable;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

internal sealed partial class BoogieReader
{
    private bool AtAttribute => At(TokenKind.OpenBrace) && Ahead(1).Kind == TokenKind.Colon;

    private EquatableArray<BoogieAttribute> ParseAttributes()
    {
        RejectAttributeWithoutColon();
        if (!AtAttribute)
            return [];
        ImmutableArray<BoogieAttribute>.Builder attributes = ImmutableArray.CreateBuilder<BoogieAttribute>();
        while (AtAttribute)
            attributes.Add(ParseAttribute());
        return ToArray(attributes);
    }

    /// <summary>No other brace can stand where attributes may; but one that is apart from what follows may open a body too early.</summary>
    private void RejectAttributeWithoutColon()
    {
        if (!At(TokenKind.OpenBrace) || IsOnNewLine || !Words.IsWord(Ahead(1).Kind) || Ahead(1).Start != Current.End)
            return;
        Report(DiagnosticCodes.UnexpectedToken, Current.Span, $"expected an attribute, found `{{` without `:`", $"an attribute is written `{{:{TextOf(Ahead(1))} ...}}`");
        while (!At(TokenKind.CloseBrace) && !At(TokenKind.Semicolon) && !At(TokenKind.EndOfFile))
            Advance();
        Accept(TokenKind.CloseBrace);
    }

    /// <summary>Before the body of a quantifier they stand in any order; the lists keep the order within each kind.</summary>
    private (EquatableArray<BoogieAttribute> Attributes, EquatableArray<TriggerSyntax> Triggers) ParseAttributesAndTriggers()
    {
        if (!At(TokenKind.OpenBrace))
            return ([], []);
        ImmutableArray<BoogieAttribute>.Builder attributes = ImmutableArray.CreateBuilder<BoogieAttribute>();
        ImmutableArray<TriggerSyntax>.Builder triggers = ImmutableArray.CreateBuilder<TriggerSyntax>();
        while (At(TokenKind.OpenBrace))
        {
            if (AtAttribute)
                attributes.Add(ParseAttribute());
            else
                triggers.Add(ParseTrigger());
        }
        return (ToArray(attributes), ToArray(triggers));
    }

    private TriggerSyntax ParseTrigger()
    {
        Token opening = Current;
        Advance();
        EquatableArray<ExprSyntax> terms = ParseExpressions();
        ExpectClosing(TokenKind.CloseBrace, opening);
        return new TriggerSyntax(SpanFrom(opening.Start), terms);
    }

    private BoogieAttribute ParseAttribute()
    {
        Token opening = Current;
        Advance();
        Advance();
        string name = "";
        if (Words.IsWord(Current.Kind))
        {
            name = NameOf(Current);
            Advance();
        }
        else
        {
            Fail($"expected the name of an attribute after `{{:`, found {DescribeToken()}");
        }
        EquatableArray<AttributeArgument> arguments = At(TokenKind.CloseBrace) || IsFailing ? [] : ParseAttributeArguments();
        ExpectClosing(TokenKind.CloseBrace, opening);
        return new BoogieAttribute(SpanFrom(opening.Start), name, arguments);
    }

    private EquatableArray<AttributeArgument> ParseAttributeArguments()
    {
        ImmutableArray<AttributeArgument>.Builder arguments = ImmutableArray.CreateBuilder<AttributeArgument>();
        do
            arguments.Add(ParseAttributeArgument());
        while (Accept(TokenKind.Comma));
        return ToArray(arguments);
    }

    private AttributeArgument ParseAttributeArgument()
    {
        if (!At(TokenKind.String))
        {
            ExprSyntax value = ParseExpression();
            return new AttributeArgument.Expression(value.Span, value);
        }
        Token text = Current;
        Advance();
        return new AttributeArgument.Text(text.Span, Text.Substring(text.Start + 1, text.Length - 2));
    }
}
