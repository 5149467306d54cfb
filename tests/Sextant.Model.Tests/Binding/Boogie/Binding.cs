using System.Collections.Immutable;
using Sextant.Model.Binding.Boogie;
using Sextant.Model.Objects;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Model.Tests.Binding.Boogie;

/// <summary>How the tests bind texts.</summary>
internal static class Binding
{
    /// <summary>A whole object with one number as its state, to which a test adds what it is about.</summary>
    public const string Counter = """
        var n: int;
        @invariant
        function inv(n: int) returns (bool) { 0 <= n }
        @gteq
        function gteq(n1: int, n2: int) returns (bool) { n2 <= n1 }
        @merge
        procedure merge(n1: int)
          modifies n;
        {
          if (n < n1) { n := n1; }
        }

        """;

    /// <summary>The object, which must be free of errors.</summary>
    public static ReplicatedObject Object(string text)
    {
        (ReplicatedObject? bound, ImmutableArray<Diagnostic> diagnostics) = Bind(text);
        diagnostics.Select(Show).ShouldBeEmpty(text);
        return bound.ShouldNotBeNull();
    }

    /// <summary>The object of <see cref="Counter"/> with more declarations.</summary>
    public static ReplicatedObject CounterWith(string declarations) => Object(Counter + declarations);

    /// <summary>The one error of <see cref="Counter"/> with more declarations.</summary>
    public static Diagnostic ErrorWith(string declarations) => Error(Counter + declarations);

    public static Diagnostic Error(string text)
    {
        (ReplicatedObject? bound, ImmutableArray<Diagnostic> diagnostics) = Bind(text);
        bound.ShouldBeNull();
        diagnostics.Length.ShouldBe(1, string.Join('\n', diagnostics.Select(Show)));
        return diagnostics[0];
    }

    public static (ReplicatedObject? Object, ImmutableArray<Diagnostic> Diagnostics) Bind(string text) => Bind(new SourceText("counter.spec", text));

    public static (ReplicatedObject? Object, ImmutableArray<Diagnostic> Diagnostics) Bind(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        BoogieProgram program = BoogieParser.Parse(source, diagnostics);
        diagnostics.ToImmutable().Select(Show).ShouldBeEmpty("the text is meant to be read without an error");
        ReplicatedObject? bound = BoogieBinder.Bind(program, diagnostics);
        return (bound, diagnostics.ToImmutable());
    }

    public static string Show(Diagnostic diagnostic) => $"{diagnostic.Position} {diagnostic.Code.Id} {diagnostic.Message}";
}
