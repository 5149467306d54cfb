using System.Collections.Immutable;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Diagnostics;

/// <summary>
/// Collects the diagnostics of one source text, in order of position, at most one for a code and a place,
/// and at most <see cref="Limit"/> in all, so that a damaged file of any size is answered in bounded space.
/// </summary>
public sealed class DiagnosticBag(SourceText source)
{
    /// <summary>Errors beyond this many are counted but not kept.</summary>
    public const int Limit = 100;

    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<(string Id, int Start)> _seen = [];

    public SourceText Source { get; } = source;

    public bool HasErrors { get; private set; }

    public bool IsFull => _items.Count >= Limit;

    public void Report(DiagnosticCode code, SourceSpan span, string message, string? help = null, params ReadOnlySpan<DiagnosticLabel> labels) =>
        Report(code, span, message, new Advice(Note: null, help), labels);

    public void Report(DiagnosticCode code, SourceSpan span, string message, Advice advice, params ReadOnlySpan<DiagnosticLabel> labels)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(advice);
        Report(new Diagnostic(code, Source.Path, Source, span, message, advice.Help ?? code.Help, EquatableArray.Create(labels)) { Note = advice.Note });
    }

    /// <summary>Adds what somebody else found in the same text.</summary>
    public void Report(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        HasErrors |= diagnostic.IsError;
        if (!IsFull && _seen.Add((diagnostic.Code.Id, diagnostic.Span.Start)))
            _items.Add(diagnostic);
    }

    public ImmutableArray<Diagnostic> ToImmutable() => [.. _items.OrderBy(d => d.Span.Start).ThenBy(d => d.Code.Id, StringComparer.Ordinal)];
}
