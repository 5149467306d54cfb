using System.Collections.Immutable;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Boogie.TokenKind>;

namespace Sextant.Syntax.Boogie;

internal sealed partial class BoogieReader
{
    private void ParseDeclaration(ImmutableArray<Declaration>.Builder declarations)
    {
        int start = Current.Start;
        EquatableArray<Annotation> annotations = ParseAnnotations();
        TokenKind kind = Current.Kind;
        Declaration? declaration = null;
        switch (kind)
        {
            case TokenKind.Type:
                ParseTypeDeclarations(start, annotations, declarations);
                break;
            case TokenKind.Const:
                declaration = ParseConstants(start, annotations);
                break;
            case TokenKind.Function:
                declaration = ParseFunction(start, annotations);
                break;
            case TokenKind.Axiom:
                declaration = ParseAxiom(start, annotations);
                break;
            case TokenKind.Var:
                declaration = ParseGlobalVariables(start, annotations);
                break;
            case TokenKind.Procedure:
                declaration = ParseProcedure(start, annotations);
                break;
            default:
                RejectDeclaration(annotations);
                break;
        }
        if (declaration is not null)
            declarations.Add(declaration);
        if (IsFailing)
            SkipDeclaration(kind);
    }

    private EquatableArray<Annotation> ParseAnnotations()
    {
        if (!At(TokenKind.Annotation))
            return [];
        ImmutableArray<Annotation>.Builder annotations = ImmutableArray.CreateBuilder<Annotation>();
        while (At(TokenKind.Annotation))
        {
            annotations.Add(new Annotation(Current.Span, SpanOf(Current)[1..].ToString()));
            Advance();
        }
        return ToArray(annotations);
    }

    private void ParseTypeDeclarations(int start, EquatableArray<Annotation> annotations, ImmutableArray<Declaration>.Builder declarations)
    {
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        if (At(TokenKind.Identifier) && SpanOf(Current) is "finite" && Ahead(1).Kind == TokenKind.Identifier)
        {
            ReportUnsupported(Current.Span, "the type modifier `finite`", "state with an axiom which elements there are");
            Advance();
        }
        do
        {
            declarations.Add(ParseTypeDeclaration(start, annotations, attributes));
            start = Current.Start;
        }
        while (Accept(TokenKind.Comma));
        ExpectSemicolon("the type declaration", MayStartDeclaration);
    }

    private Declaration ParseTypeDeclaration(int start, EquatableArray<Annotation> annotations, EquatableArray<BoogieAttribute> attributes)
    {
        Identifier name = ParseIdentifier("the name of the type");
        ImmutableArray<Identifier>.Builder parameters = ImmutableArray.CreateBuilder<Identifier>();
        while (At(TokenKind.Identifier))
            parameters.Add(ParseIdentifier("a type parameter"));
        if (!Accept(TokenKind.Equals))
            return new Declaration.TypeConstructor(SpanFrom(start), annotations, attributes, name, ToArray(parameters));
        TypeSyntax definition = ParseType();
        return new Declaration.TypeSynonym(SpanFrom(start), annotations, attributes, name, ToArray(parameters), definition);
    }

    private Declaration.Constants ParseConstants(int start, EquatableArray<Annotation> annotations)
    {
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        bool isUnique = Accept(TokenKind.Unique);
        EquatableArray<Identifier> names = ParseIdentifiers("the name of the constant");
        Expect(TokenKind.Colon, "and a type after the name");
        TypeSyntax type = ParseType();
        if (At(TokenKind.Subtype) || (At(TokenKind.Reserved) && SpanOf(Current) is "extends"))
            FailUnsupported(Current.Span, $"`{TextOf(Current)}` on a constant", "state the order with an axiom");
        if (At(TokenKind.Equals))
            Fail("a constant takes its value from an axiom, not from `=`", $"write `axiom {names[0].Text} == ...;`");
        ExpectSemicolon("the constant", MayStartDeclaration);
        return new Declaration.Constants(SpanFrom(start), annotations, attributes, isUnique, names, type);
    }

    private Declaration.Axiom ParseAxiom(int start, EquatableArray<Annotation> annotations)
    {
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        ExprSyntax condition = ParseExpression();
        ExpectSemicolon("the axiom", MayStartDeclaration);
        return new Declaration.Axiom(SpanFrom(start), annotations, attributes, condition);
    }

    private Declaration.Variables ParseGlobalVariables(int start, EquatableArray<Annotation> annotations)
    {
        Advance();
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        EquatableArray<VariableGroup> groups = ParseVariableGroups(WherePlace.Variable);
        RejectInitialValue();
        ExpectSemicolon("the variable", MayStartDeclaration);
        return new Declaration.Variables(SpanFrom(start), annotations, attributes, groups);
    }

    private void RejectInitialValue()
    {
        if (At(TokenKind.Becomes) || At(TokenKind.Equals))
            Fail("a variable is declared without a value", "declare it with `var`, then assign to it in a procedure");
    }

    private enum WherePlace
    {
        Variable,
        BoundVariable,
    }

    private EquatableArray<VariableGroup> ParseVariableGroups(WherePlace place)
    {
        ImmutableArray<VariableGroup>.Builder groups = ImmutableArray.CreateBuilder<VariableGroup>(1);
        do
            groups.Add(ParseVariableGroup(place));
        while (Accept(TokenKind.Comma));
        return ToArray(groups);
    }

    private VariableGroup ParseVariableGroup(WherePlace place)
    {
        EquatableArray<BoogieAttribute> attributes = ParseAttributes();
        EquatableArray<Identifier> names = ParseIdentifiers("the name of a variable");
        Expect(TokenKind.Colon, "and a type after the name");
        TypeSyntax type = ParseType();
        ExprSyntax? where = null;
        if (At(TokenKind.Where))
        {
            if (place == WherePlace.BoundVariable)
                ReportUnsupported(Current.Span, "`where` on a bound variable", "state the condition in the body: `==>` under forall, `&&` under exists");
            Advance();
            where = ParseExpression();
        }
        return new VariableGroup(names, type, place == WherePlace.Variable ? where : null) { Attributes = attributes };
    }

    /// <summary>Reports <c>&lt;a&gt;</c> where only maps may have it, and reads past it.</summary>
    private void RejectTypeParameters(string construct)
    {
        Token opening = Current;
        if (!Accept(TokenKind.Less))
            return;
        ParseIdentifiers("the name of a type parameter");
        ExpectClosing(TokenKind.Greater, opening);
        ReportUnsupported(SpanFrom(opening.Start), construct, "write one declaration for each type that is used");
    }

    private bool MayStartDeclaration => StartsDeclaration(Current.Kind);

    private void RejectDeclaration(EquatableArray<Annotation> annotations)
    {
        if (At(TokenKind.EndOfFile))
        {
            Annotation last = annotations[^1];
            Report(DiagnosticCodes.MisplacedAnnotation, last.Span, $"no declaration follows the annotation `@{last.Name}`",
                "an annotation stands above the function or procedure that it marks");
            return;
        }
        string word = TextOf(Current);
        if (UnsupportedConstruct(word) is { } construct)
            ReportUnsupported(Current.Span, construct);
        else if (!At(TokenKind.Bad))
            Report(DiagnosticCodes.ExpectedDeclaration, Current.Span, $"expected a declaration, found {DescribeToken()}", HelpForMisplaced(word));
        SuspendPastToken();
    }

    private static string? UnsupportedConstruct(string word) => word switch
    {
        "implementation" => "an `implementation` apart from its procedure",
        "datatype" => "a `datatype`",
        "yield" or "async" or "par" or "action" or "atomic" => $"the concurrency construct `{word}`",
        "pure" or "hideable" or "revealed" => $"the modifier `{word}`",
        "invariant" => "an `invariant` outside the head of a loop",
        _ => null,
    };

    private string? HelpForMisplaced(string word) => Current.Kind switch
    {
        TokenKind.Semicolon => "remove the `;`",
        TokenKind.CloseBrace => "this `}` closes nothing: remove it, or look for a `{` that is missing above",
        TokenKind.Requires or TokenKind.Ensures or TokenKind.Modifies or TokenKind.Free => $"`{word}` belongs to the head of a procedure, before its body",
        TokenKind.Unique => "write `const unique`",
        _ when StartsStatement(Current.Kind) => "statements stand in the body of a procedure",
        TokenKind.Identifier => Spelling.Suggest(word, ["type", "const", "var", "function", "axiom", "procedure"]),
        _ => null,
    };
}
