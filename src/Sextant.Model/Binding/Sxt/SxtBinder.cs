using Sextant.Model.Binding.Sxt.Programs;
using Sextant.Model.Lints;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Turns a parsed <c>.sxt</c> file into the typed models of its objects.</summary>
public static class SxtBinder
{
    /// <summary>
    /// The objects in the order of the text; all are empty when the file has errors, which have then been reported. Where the grammar
    /// is not right everywhere, what else is wrong is reported too. What is only doubtful is reported of a file without errors.
    /// </summary>
    /// <param name="diagnostics">Holds what the parser reported.</param>
    public static SxtModel Bind(SxtProgram program, DiagnosticBag diagnostics)
    {
        if (diagnostics.HasErrors)
        {
            IntactParts.Report(program, diagnostics);
            return new SxtModel([], [], []);
        }

        return BindAll(program, diagnostics);
    }

    /// <summary>Binds what can be read.</summary>
    internal static SxtModel BindAll(SxtProgram program, DiagnosticBag diagnostics)
    {
        Declaration[] shared = [.. program.Declarations.Where(d => d is not Declaration.Object)];
        // Every object binds what its file shares with the others for itself; without one nobody would.
        if (shared.Length == program.Declarations.Count)
            ObjectBinder.BindShared(diagnostics, shared);
        ReplicatedObject[] replicated = [.. program.Declarations.OfType<Declaration.Object>().Where(o => o.Kind == ObjectKind.Replicated)
            .Select(o => new ObjectBinder(diagnostics, o, shared).Bind()).OfType<ReplicatedObject>()];
        (EquatableArray<AtomicObject> atomic, EquatableArray<DistributedApp> apps) = program.Declarations.Any(d => d is Declaration.Object { Kind: not ObjectKind.Replicated })
            ? new ProgramBinder(diagnostics, program).Bind()
            : ([], []);
        if (diagnostics.HasErrors)
            return new SxtModel([], [], []);
        var model = new SxtModel(replicated.ToEquatable(), atomic, apps);
        ProgramLints.Report(model, diagnostics);
        UnreadLocals.Report(program, diagnostics);
        return model;
    }
}

/// <summary>What a file declares.</summary>
/// <param name="Atomic">Generic ones with types of which nothing is known in the place of their parameters.</param>
/// <param name="Apps">Atomic objects with clients of their own included.</param>
public sealed record SxtModel(EquatableArray<ReplicatedObject> Replicated, EquatableArray<AtomicObject> Atomic, EquatableArray<DistributedApp> Apps);
