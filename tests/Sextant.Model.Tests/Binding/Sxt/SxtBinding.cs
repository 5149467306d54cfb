using System.Collections.Immutable;
using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Model.Tests.Binding.Sxt;

/// <summary>How the tests bind texts of the language.</summary>
internal static class SxtBinding
{
    /// <summary>The only object of a text, which must be free of errors.</summary>
    public static ReplicatedObject Object(string members) => Objects($"replicated R {{ {members} }}").ShouldHaveSingleItem();

    public static IReadOnlyList<ReplicatedObject> Objects(string text)
    {
        (IReadOnlyList<ReplicatedObject> objects, ImmutableArray<Diagnostic> diagnostics) = Bind(text);
        diagnostics.Select(Show).ShouldBeEmpty(text);
        return objects;
    }

    /// <summary>The errors of an object with these members: the code, and the text that it points at.</summary>
    public static string Errors(string members) => ErrorsOf($"replicated R {{ {members} }}");

    public static string ErrorsOf(string text)
    {
        (IReadOnlyList<ReplicatedObject> objects, ImmutableArray<Diagnostic> diagnostics) = Bind(text);
        objects.ShouldBeEmpty();
        return string.Join("; ", diagnostics.Select(d => $"{d.Code.Id} {text.Substring(d.Span.Start, d.Span.Length)}"));
    }

    /// <summary>Everything that binding says of a text.</summary>
    public static ImmutableArray<Diagnostic> Diagnose(string text) => Bind(text).Diagnostics;

    private static (IReadOnlyList<ReplicatedObject> Objects, ImmutableArray<Diagnostic> Diagnostics) Bind(string text)
    {
        var diagnostics = new DiagnosticBag(new SourceText("test.sxt", text));
        var program = SxtParser.Parse(diagnostics.Source, diagnostics);
        diagnostics.ToImmutable().Select(Show).ShouldBeEmpty("the text is meant to be read without an error");
        return (SxtBinder.Bind(program, diagnostics).Replicated, diagnostics.ToImmutable());
    }

    private static string Show(Diagnostic diagnostic) => $"{diagnostic.Position} {diagnostic.Code.Id} {diagnostic.Message}";
}
