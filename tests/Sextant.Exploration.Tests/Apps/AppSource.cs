using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Exploration.Tests.Apps;

/// <summary>Apps of texts and of examples, which have clients.</summary>
internal static class AppSource
{
    public static DistributedApp OfExample(string name) =>
        Of(((SourceFile.Readable)SourceFile.Load(Path.Combine(RepositoryRoot(), "examples", $"{name}.sxt"))).Text);

    public static DistributedApp Of(string text) => Of(new SourceText("test.sxt", text));

    private static DistributedApp Of(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        SxtModel model = SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics);
        diagnostics.ToImmutable().Where(d => d.IsError).Select(d => d.Message).ShouldBeEmpty();
        return model.Apps.Where(a => a.Clients.Count > 0).ShouldHaveSingleItem();
    }

    private static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Sextant.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
