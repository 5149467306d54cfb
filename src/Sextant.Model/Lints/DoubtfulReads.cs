using System.Collections.Immutable;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Lints;

/// <summary>Reads of a replicated object that have no value where something is missing.</summary>
public static class DoubtfulReads
{
    /// <summary>A warning for each read that no condition guards, in the order of the text.</summary>
    public static ImmutableArray<Diagnostic> Of(ReplicatedObject obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        var diagnostics = new DiagnosticBag(obj.Source);
        new PartialOperations(diagnostics).Report(obj);
        return diagnostics.ToImmutable();
    }
}
