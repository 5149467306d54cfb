using System.Collections.Immutable;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Tests.Boogie;

/// <summary>How the tests read texts.</summary>
internal static class Reading
{
    public static (BoogieProgram Program, ImmutableArray<Diagnostic> Diagnostics) Parse(string text)
    {
        var source = new SourceText("test.spec", text);
        var diagnostics = new DiagnosticBag(source);
        BoogieProgram program = BoogieParser.Parse(source, diagnostics);
        return (program, diagnostics.ToImmutable());
    }

    public static BoogieProgram ParseClean(string text)
    {
        (BoogieProgram program, ImmutableArray<Diagnostic> diagnostics) = Parse(text);
        diagnostics.Select(Show).ShouldBeEmpty(text);
        return program;
    }

    public static Declaration Declaration(string text) => ParseClean(text).Declarations.ShouldHaveSingleItem();

    public static ExprSyntax Expression(string text) => Declaration($"axiom {text};").ShouldBeOfType<Declaration.Axiom>().Condition;

    public static TypeSyntax Type(string text) => Declaration($"const c: {text};").ShouldBeOfType<Declaration.Constants>().Type;

    public static EquatableArray<StatementSyntax> Statements(string text) =>
        Declaration($"procedure p() {{ {text} }}").ShouldBeOfType<Declaration.Procedure>().Body.ShouldNotBeNull().Statements;

    public static StatementSyntax Statement(string text) => Statements(text).ShouldHaveSingleItem();

    public static Diagnostic SingleError(string text) => Parse(text).Diagnostics.ShouldHaveSingleItem();

    public static string Show(Diagnostic diagnostic) => $"{diagnostic.Position} {diagnostic.Code.Id} {diagnostic.Message}";
}
