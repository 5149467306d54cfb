using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>Binds the atomic objects and the apps of a file. They find out types from one another, so all are bound before any is built.</summary>
internal sealed class ProgramBinder
{
    private readonly DiagnosticBag _diagnostics;
    private readonly TheoryBuilder _theory = new();
    private readonly Inference _inference;
    private readonly ProgramScope _file;
    private readonly Dictionary<string, Declaration.Object> _declarations = new(StringComparer.Ordinal);
    private readonly List<AtomicInstance> _instances = [];

    public ProgramBinder(DiagnosticBag diagnostics, SxtProgram program)
    {
        _diagnostics = diagnostics;
        _inference = new Inference(diagnostics, _theory);
        _file = new ProgramScope(diagnostics, _theory, _inference, outer: null);
        _file.Declare([.. program.Declarations.Where(d => d is not Declaration.Object)]);
        foreach (Declaration.Object obj in program.Declarations.OfType<Declaration.Object>().Where(o => o.Kind != ObjectKind.Replicated))
        {
            if (!_declarations.TryAdd(obj.Name.Text, obj))
                diagnostics.Report(DiagnosticCodes.DuplicateName, obj.Name.Span, $"`{obj.Name.Text}` is declared twice", "rename or remove one of the two", new DiagnosticLabel(_declarations[obj.Name.Text].Name.Span, "first declared here"));
        }
    }

    /// <summary>Both are empty when something is wrong, which has been reported.</summary>
    public (EquatableArray<AtomicObject> Objects, EquatableArray<DistributedApp> Apps) Bind()
    {
        // A generic object is bound once for itself, with a type of which nothing is known, so that it is checked where nobody uses it.
        AtomicInstance[] own = [.. _declarations.Values.Where(d => d.Kind == ObjectKind.Atomic).Select(d => Instance(d, d.TypeParameters.Select(_file.Types.UnknownType).ToEquatable()))];
        AppBinder[] apps = [.. _declarations.Values.Where(d => d.Kind == ObjectKind.App || d.Members.Any(m => m is Member.Client))
            .Select(d => d.Kind == ObjectKind.App ? AppBinder.OfApp(_diagnostics, _theory, _inference, _file, d, Find) : AppBinder.OfObject(_diagnostics, _theory, _inference, Array.Find(own, o => o.Declaration == d)!, Find))];
        for (int i = 0; i < _instances.Count; i++)
            _instances[i].BindProperties(Find);
        foreach (AppBinder app in apps)
            app.Bind();
        if (_diagnostics.HasErrors)
            return ([], []);
        _inference.Finish();
        ProgramScope[] scopes = [_file, .. _instances.Select(i => i.Scope), .. apps.Select(a => a.Scope)];
        while (!_diagnostics.HasErrors && Array.Exists(scopes, s => s.BindChosen()))
            _inference.Finish();
        if (_diagnostics.HasErrors)
            return ([], []);
        foreach (ProgramScope scope in scopes)
            scope.BuildFunctions();
        return (own.Select(o => o.Build()).ToEquatable(), apps.Select(a => a.Build()).ToEquatable());
    }

    private AtomicInstance? Find(TypeSyntax type, ProgramScope scope)
    {
        if (type is not TypeSyntax.Named named || named.Name.Text.Length == 0)
        {
            if (type is not TypeSyntax.Named)
                _diagnostics.Report(DiagnosticCodes.UnknownType, type.Span, "an atomic object is needed here", "name one that the file declares with `ADO`");
            return null;
        }

        if (!_declarations.TryGetValue(named.Name.Text, out Declaration.Object? declaration) || declaration.Kind != ObjectKind.Atomic)
        {
            _diagnostics.Report(DiagnosticCodes.UnknownType, named.Name.Span, declaration is null ? $"no atomic object is called `{named.Name.Text}`" : $"`{named.Name.Text}` is an app, and an atomic object is needed",
                Spelling.Suggest(named.Name.Text, _declarations.Where(d => d.Value.Kind == ObjectKind.Atomic).Select(d => d.Key)) ?? $"declare it, as in `ADO {named.Name.Text} {{ ... }}`");
            return null;
        }

        if (declaration.TypeParameters.Count != named.Arguments.Count)
        {
            _diagnostics.Report(DiagnosticCodes.WrongArgumentCount, type.Span, $"`{named.Name.Text}` takes {Quantity.Of(declaration.TypeParameters.Count, "type")}, not {named.Arguments.Count}", "write one type for each parameter of its declaration", new DiagnosticLabel(declaration.Name.Span, "declared here"));
            return null;
        }

        SxtType?[] arguments = [.. named.Arguments.Select(scope.Types.Bind)];
        return Array.Exists(arguments, a => a is null) ? null : Instance(declaration, arguments.Select(a => a!).ToEquatable());
    }

    private AtomicInstance Instance(Declaration.Object declaration, EquatableArray<SxtType> arguments)
    {
        string name = arguments.Count == 0 ? declaration.Name.Text : $"{declaration.Name.Text}[{string.Join(", ", arguments)}]";
        if (_instances.Find(i => i.Name == name && i.Declaration == declaration) is { } known)
            return known;
        var instance = new AtomicInstance(_diagnostics, _theory, _inference, _file, declaration, arguments);
        _instances.Add(instance);
        instance.BindMethods();
        return instance;
    }
}
