using System.Collections.Immutable;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

/// <summary>Assignments and calls.</summary>
internal sealed partial class BoogieReader
{
    private StatementSyntax.Assign ParseAssign()
    {
        int start = Current.Start;
        EquatableArray<ExprSyntax> left = ParseExpressions();
        ExpectBecomes(left[0]);
        EquatableArray<AssignmentTarget> targets = ToTargets(left);
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        EquatableArray<ExprSyntax> values = ParseExpressions();
        if (left.Count != values.Count)
            Report(DiagnosticCodes.WrongArgumentCount, SpanFrom(start), $"{Count(left.Count, "target")} and {Count(values.Count, "value")}: an assignment needs as many of one as of the other");
        ExpectSemicolon("the assignment", MayFollowStatement);
        return new StatementSyntax.Assign(SpanFrom(start), targets, values) { Attributes = attributes };
    }

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    private void ExpectBecomes(ExprSyntax first)
    {
        string? help = first switch
        {
            ExprSyntax.Call call when At(TokenKind.Semicolon) => $"a procedure is called with `call {call.Function.Text}(...);`",
            ExprSyntax.Binary { Operator: BinaryOperator.Equal } => "assignment is written `:=`",
            _ when At(TokenKind.Equals) => "assignment is written `:=`",
            _ => null,
        };
        Expect(TokenKind.Becomes, "after what is assigned to", help);
    }

    private EquatableArray<AssignmentTarget> ToTargets(EquatableArray<ExprSyntax> expressions)
    {
        if (IsFailing)
            return [];
        ImmutableArray<AssignmentTarget>.Builder targets = ImmutableArray.CreateBuilder<AssignmentTarget>(expressions.Count);
        foreach (ExprSyntax expression in expressions)
        {
            if (ToTarget(expression) is { } target)
                targets.Add(target);
            else
                Report(DiagnosticCodes.NotAssignable, expression.Span, $"`{Excerpt.Of(Text, expression.Span)}` cannot be assigned to");
        }
        return ToArray(targets);
    }

    private static AssignmentTarget? ToTarget(ExprSyntax expression)
    {
        SourceSpan whole = expression.Span;
        var indices = new List<EquatableArray<ExprSyntax>>();
        while (expression is ExprSyntax.Select select)
        {
            indices.Add(select.Indices);
            expression = select.Map;
        }
        indices.Reverse();
        return expression is ExprSyntax.Name name
            ? new AssignmentTarget(whole, new Identifier(name.Span, name.Text), indices.ToEquatable())
            : null;
    }

    private StatementSyntax.Call ParseCall()
    {
        int start = Current.Start;
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        if (At(TokenKind.ForAll))
            FailUnsupported(Current.Span, "`call forall`");
        EquatableArray<Identifier> names = ParseIdentifiers("the name of the procedure");
        bool hasResults = Accept(TokenKind.Becomes);
        Identifier procedure = hasResults ? ParseIdentifier("the name of the procedure") : names[0];
        Token opening = Current;
        if (!hasResults && names.Count > 1)
            Expect(TokenKind.Becomes, "after the variables that take the results");
        Expect(TokenKind.OpenParen, hasResults || !At(TokenKind.OpenBracket) ? "after the name of the procedure" : "or `:=` after the name",
            At(TokenKind.OpenBracket) ? "the result of a call goes to a variable; assign it to the map element afterwards" : null);
        EquatableArray<ExprSyntax> arguments = ParseCallArguments(opening);
        ExpectSemicolon("the call", MayFollowStatement);
        return new StatementSyntax.Call(SpanFrom(start), hasResults ? names : [], procedure, arguments) { Attributes = attributes };
    }

    private EquatableArray<ExprSyntax> ParseCallArguments(Token opening)
    {
        if (Accept(TokenKind.CloseParen) || IsFailing)
            return [];
        if (At(TokenKind.Star))
            FailUnsupported(Current.Span, "the argument `*` of a call", "declare a variable, `havoc` it and pass it");
        EquatableArray<ExprSyntax> arguments = ParseExpressions();
        ExpectClosing(TokenKind.CloseParen, opening);
        return arguments;
    }
}
