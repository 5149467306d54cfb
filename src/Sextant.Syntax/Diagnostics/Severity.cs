namespace Sextant.Syntax.Diagnostics;

/// <summary>How serious a diagnostic is; only an error makes the input wrong (exit code 2).</summary>
public enum Severity
{
    Warning,
    Error,
}
