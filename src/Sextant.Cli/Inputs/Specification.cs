using System.Diagnostics;
using Sextant.Model.Binding.Boogie;
using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Inputs;

/// <summary>One file as far as it could be understood.</summary>
/// <param name="Source">Null when it could not be read.</param>
/// <param name="Objects">Empty when there are errors.</param>
/// <param name="Atomic">Atomic objects; empty when there are errors.</param>
/// <param name="Apps">Those over atomic objects; empty when there are errors.</param>
internal sealed record Specification(
    string Path, SourceText? Source, EquatableArray<ReplicatedObject> Objects, EquatableArray<AtomicObject> Atomic, EquatableArray<DistributedApp> Apps,
    EquatableArray<Diagnostic> Diagnostics)
{
    public static Specification Read(string path)
    {
        if (Directory.Exists(path))
            return Unreadable(path, DiagnosticCodes.NoSpecification, $"no file below `{path}` ends in {string.Join(" or ", SpecificationFiles.Extensions)}");
        if (!SpecificationFiles.Extensions.Any(e => path.EndsWith(e, StringComparison.Ordinal)))
            return Unreadable(path, DiagnosticCodes.UnknownFileKind, UnknownKind(path));
        return SourceFile.Load(path) switch
        {
            SourceFile.Readable readable => Understand(readable.Text),
            SourceFile.Unreadable unreadable => new Specification(path, Source: null, Objects: [], Atomic: [], Apps: [], [unreadable.Diagnostic]),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Reads and binds a text, in the language that the end of its path names.</summary>
    public static Specification Understand(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        SxtModel model = source.Path.EndsWith(SpecificationFiles.Boogie, StringComparison.Ordinal)
            ? UnderstandBoogie(source, diagnostics)
            : UnderstandSxt(source, diagnostics);
        return new Specification(source.Path, source, model.Replicated, model.Atomic, model.Apps, new(diagnostics.ToImmutable()));
    }

    private static SxtModel UnderstandBoogie(SourceText source, DiagnosticBag diagnostics)
    {
        BoogieProgram program = BoogieParser.Parse(source, diagnostics);
        return new SxtModel(!diagnostics.HasErrors && BoogieBinder.Bind(program, diagnostics) is { } bound ? [bound] : [], [], []);
    }

    private static SxtModel UnderstandSxt(SourceText source, DiagnosticBag diagnostics) => SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics);

    private static string UnknownKind(string path) => System.IO.Path.GetExtension(path) is { Length: > 0 } extension
        ? $"files that end in {extension} are not read"
        : "files without an extension are not read";

    private static Specification Unreadable(string path, DiagnosticCode code, string message) =>
        new(path, Source: null, Objects: [], Atomic: [], Apps: [], [new Diagnostic(code, path, Source: null, default, message, code.Help, [])]);
}
