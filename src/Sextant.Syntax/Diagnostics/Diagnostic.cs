using Sextant.Syntax.Text;

namespace Sextant.Syntax.Diagnostics;

/// <summary>
/// Something that the user can cause and mend: a code, a place, a sentence, and what to do.
/// <paramref name="Source"/> is null where there is no text to point at (a file that cannot be read).
/// </summary>
public sealed record Diagnostic(
    DiagnosticCode Code,
    string Path,
    SourceText? Source,
    SourceSpan Span,
    string Message,
    string? Help,
    EquatableArray<DiagnosticLabel> Labels)
{
    /// <summary>Why it is wrong, where the message alone would leave the reader wondering.</summary>
    public string? Note { get; init; }

    public bool IsError => Code.Severity == Severity.Error;

    /// <summary>The place of the first character, or 1:1 of a file without text.</summary>
    public SourcePosition Position => Source?.PositionOf(Span.Start) ?? new SourcePosition(1, 1);
}

/// <summary>What is said below the places of a diagnostic: why it is wrong, and what to do.</summary>
public sealed record Advice(string? Note, string? Help);

/// <summary>A second place that explains the first: the earlier declaration, the other type.</summary>
public sealed record DiagnosticLabel(SourceSpan Span, string Message);
