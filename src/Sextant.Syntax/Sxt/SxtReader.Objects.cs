using System.Collections.Immutable;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

/// <summary>Objects, and the parameters of apps.</summary>
internal sealed partial class SxtReader
{
    private Declaration.Object ParseObject()
    {
        Token keyword = Current;
        ObjectKind kind = keyword.Kind switch
        {
            TokenKind.Replicated => ObjectKind.Replicated,
            TokenKind.Ado => ObjectKind.Atomic,
            _ => ObjectKind.App,
        };
        Advance();
        Identifier name = ParseIdentifier("the name of the object");
        EquatableArray<Identifier> typeParameters = ParseTypeParameters();
        EquatableArray<ObjectParameter> parameters = ParseObjectParameters(kind);
        RecoverBeforeBlock();
        Token opening = Current;
        Expect(TokenKind.OpenBrace, "before the members of the object");
        EquatableArray<Member> members = ParseMembers(kind, keyword);
        ExpectClosing(TokenKind.CloseBrace, opening);
        return new Declaration.Object(SpanFrom(keyword.Start), kind, name, typeParameters, parameters, members);
    }

    private EquatableArray<Member> ParseMembers(ObjectKind kind, Token keyword)
    {
        ImmutableArray<Member>.Builder members = ImmutableArray.CreateBuilder<Member>();
        while (!IsFailing && !AtEndOfObject)
        {
            Token first = Current;
            _openLiterals = 0;
            if (ParseMember() is { } member)
            {
                members.Add(member);
                CheckPlace(member, first, kind, keyword);
            }
            if (IsFailing)
                SkipMember();
            if (Current.Start == first.Start && !AtEndOfObject)
                Advance();
        }
        return ToArray(members);
    }

    private bool AtEndOfObject => AtEnd || At(TokenKind.CloseBrace) || StartsObject(Current.Kind);

    private EquatableArray<ObjectParameter> ParseObjectParameters(ObjectKind kind)
    {
        Token opening = Current;
        if (!Accept(TokenKind.OpenParen))
            return [];
        if (kind != ObjectKind.App)
            Report(DiagnosticCodes.UnexpectedToken, opening.Span, "only a `DApp` has parameters", "they are the objects that it works on; generic types stand in brackets, `[T]`");
        if (Accept(TokenKind.CloseParen))
            return [];
        ImmutableArray<ObjectParameter>.Builder parameters = ImmutableArray.CreateBuilder<ObjectParameter>();
        do
        {
            if (At(TokenKind.Ellipsis))
                ParseRestOfFamily(parameters);
            else
                parameters.Add(ParseObjectParameter());
        }
        while (Accept(TokenKind.Comma));
        ExpectClosing(TokenKind.CloseParen, opening);
        return ToArray(parameters);
    }

    private ObjectParameter.Single ParseObjectParameter()
    {
        int start = Current.Start;
        Identifier name = ParseIdentifier("the name of an object");
        Expect(TokenKind.Colon, "and a type after the name");
        TypeSyntax type = ParseType();
        return new ObjectParameter.Single(SpanFrom(start), name, type);
    }

    /// <summary>Reads on at the dots of <c>rm_1: RM, ..., rm_n: RM</c>; the first of the family was read as a parameter by itself.</summary>
    private void ParseRestOfFamily(ImmutableArray<ObjectParameter>.Builder parameters)
    {
        Token dots = Current;
        Advance();
        Expect(TokenKind.Comma, "and the last of the family after `...`");
        ObjectParameter.Single last = ParseObjectParameter();
        if (IsFailing)
            return;
        if (parameters.Count == 0 || parameters[^1] is not ObjectParameter.Single first)
        {
            Report(DiagnosticCodes.MalformedFamily, dots.Span, "no object stands before the `...`");
            return;
        }
        parameters.RemoveAt(parameters.Count - 1);
        parameters.Add(MakeFamily(first, last));
    }

    private ObjectParameter.Family MakeFamily(ObjectParameter.Single first, ObjectParameter.Single last)
    {
        (Identifier name, Identifier one) = SplitIndex(first.Name);
        (Identifier lastName, Identifier count) = SplitIndex(last.Name);
        if (one.Text != "1")
            Report(DiagnosticCodes.MalformedFamily, first.Name.Span, $"a family begins with the index 1, and `{first.Name.Text}` has another");
        else if (name.Text != lastName.Text || count.Text.Length == 0)
            Report(DiagnosticCodes.MalformedFamily, last.Name.Span, $"`{last.Name.Text}` is not of the family `{name.Text}`", $"write `{name.Text}_n`, or a number for `n`",
                new DiagnosticLabel(first.Name.Span, "the family begins here"));
        else if (Text.AsSpan(first.Type.Span.Start, first.Type.Span.Length) is var type && !type.SequenceEqual(Text.AsSpan(last.Type.Span.Start, last.Type.Span.Length)))
            Report(DiagnosticCodes.MalformedFamily, last.Type.Span, "the objects of a family are of one type", "write the same type twice",
                new DiagnosticLabel(first.Type.Span, $"the first is of type `{Excerpt.Of(Text, first.Type.Span)}`"));
        return new ObjectParameter.Family(first.Span.To(last.Span), name, count, first.Type);
    }

    /// <summary><c>rm_1</c> is <c>rm</c> with the index <c>1</c>.</summary>
    private (Identifier Name, Identifier Index) SplitIndex(Identifier whole)
    {
        int bar = whole.Text.LastIndexOf('_');
        if (bar <= 0)
            return (whole, new Identifier(new SourceSpan(whole.Span.End, 0), ""));
        return (new Identifier(new SourceSpan(whole.Span.Start, bar), Intern(whole.Text.AsSpan(0, bar))),
            new Identifier(new SourceSpan(whole.Span.Start + bar + 1, whole.Text.Length - bar - 1), Intern(whole.Text.AsSpan(bar + 1))));
    }
}
