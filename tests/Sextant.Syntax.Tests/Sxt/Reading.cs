using System.Collections.Immutable;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>How the tests read texts.</summary>
internal static class Reading
{
    public static (SxtProgram Program, ImmutableArray<Diagnostic> Diagnostics) Parse(string text)
    {
        var source = new SourceText("test.sxt", text);
        var diagnostics = new DiagnosticBag(source);
        SxtProgram program = SxtParser.Parse(source, diagnostics);
        return (program, diagnostics.ToImmutable());
    }

    public static SxtProgram ParseClean(string text)
    {
        (SxtProgram program, ImmutableArray<Diagnostic> diagnostics) = Parse(text);
        diagnostics.Select(Show).ShouldBeEmpty(text);
        return program;
    }

    public static string Format(string text) => SxtFormatter.Format(ParseClean(text));

    public static Declaration Declaration(string text) => ParseClean(text).Declarations.ShouldHaveSingleItem();

    public static ExprSyntax Expression(string text) => Declaration($"axiom {text};").ShouldBeOfType<Declaration.Axiom>().Condition;

    public static TypeSyntax Type(string text) => Declaration($"const c : {text};").ShouldBeOfType<Declaration.Constant>().Type.ShouldNotBeNull();

    public static Member Member(string text, string kind = "replicated") =>
        Declaration($"{kind} O {{ {text} }}").ShouldBeOfType<Declaration.Object>().Members.ShouldHaveSingleItem();

    public static EquatableArray<StatementSyntax> Statements(string text) =>
        Member($"proc p() {{ {text} }}", "DApp").ShouldBeOfType<Member.Routine>().Body.Statements;

    public static StatementSyntax Statement(string text) => Statements(text).ShouldHaveSingleItem();

    /// <summary>What a program means to a reader: all but places and comments.</summary>
    public static string Meaning(SxtProgram program) => Shape.Of(program.Declarations);

    public static string Show(Diagnostic diagnostic) => $"{diagnostic.Position} {diagnostic.Code.Id} {diagnostic.Message}";
}
