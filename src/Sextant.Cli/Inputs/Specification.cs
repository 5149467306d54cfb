using System.Diagnostics;
using Sextant.Model.Binding.Boogie;
using Sextant.Model.Objects;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Inputs;

/// <summary>One file as far as it could be understood.</summary>
/// <param name="Source">Null when it could not be read.</param>
/// <param name="Object">Null when there are errors.</param>
internal sealed record Specification(
    string Path, SourceText? Source, ReplicatedObject? Object, EquatableArray<Diagnostic> Diagnostics)
{
    public static Specification Read(string path)
    {
        if (Directory.Exists(path))
            return Unreadable(path, DiagnosticCodes.NoSpecification, $"no file below `{path}` ends in {SpecificationFiles.Extension}");
        if (!path.EndsWith(SpecificationFiles.Extension, StringComparison.Ordinal))
            return Unreadable(path, DiagnosticCodes.UnknownFileKind, UnknownKind(path));
        return SourceFile.Load(path) switch
        {
            SourceFile.Readable readable => Understand(readable.Text),
            SourceFile.Unreadable unreadable => new Specification(path, Source: null, Object: null, [unreadable.Diagnostic]),
            _ => throw new UnreachableException(),
        };
    }

    private static Specification Understand(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        BoogieProgram program = BoogieParser.Parse(source, diagnostics);
        ReplicatedObject? replicated = diagnostics.HasErrors ? null : BoogieBinder.Bind(program, diagnostics);
        return new Specification(source.Path, source, replicated, new(diagnostics.ToImmutable()));
    }

    private static string UnknownKind(string path) => System.IO.Path.GetExtension(path) is { Length: > 0 } extension
        ? $"files that end in {extension} are not read"
        : "files without an extension are not read";

    private static Specification Unreadable(string path, DiagnosticCode code, string message) =>
        new(path, Source: null, Object: null, [new Diagnostic(code, path, Source: null, default, message, code.Help, [])]);
}
