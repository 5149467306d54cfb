using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Exploration.Tests.Replicas;

/// <summary>Replicated objects that tests write down.</summary>
internal static class TextObjects
{
    /// <summary>The one object of a text without errors.</summary>
    public static ReplicatedObject Bind(string text)
    {
        var source = new SourceText("test.sxt", text);
        var diagnostics = new DiagnosticBag(source);
        EquatableArray<ReplicatedObject> objects = SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics).Replicated;
        diagnostics.HasErrors.ShouldBeFalse(string.Join('\n', diagnostics.ToImmutable().Select(d => d.Message)));
        return objects.ShouldHaveSingleItem();
    }
}
