using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Turns a parsed <c>.sxt</c> file into the typed models of its replicated objects.</summary>
public static class SxtBinder
{
    /// <summary>The objects in the order of the text; empty when the file has errors, all of which have then been reported.</summary>
    public static EquatableArray<ReplicatedObject> Bind(SxtProgram program, DiagnosticBag diagnostics)
    {
        Declaration[] shared = [.. program.Declarations.Where(d => d is not Declaration.Object)];
        var objects = new List<ReplicatedObject>();
        foreach (Declaration.Object obj in program.Declarations.OfType<Declaration.Object>())
        {
            if (obj.Kind != ObjectKind.Replicated)
                diagnostics.Report(DiagnosticCodes.Unsupported, obj.Name.Span, $"{(obj.Kind == ObjectKind.Atomic ? "atomic objects" : "apps")} are parsed and formatted; they are not yet checked");
            else if (new ObjectBinder(diagnostics, obj, shared).Bind() is { } bound)
                objects.Add(bound);
        }

        return diagnostics.HasErrors ? [] : objects.ToEquatable();
    }
}
