namespace Sextant.Syntax.Diagnostics;

/// <summary>
/// What kind of thing went wrong: a stable code, its severity, and the help that is given when the place itself
/// has nothing more specific to say. All codes of the front end stand in <see cref="DiagnosticCodes"/>.
/// </summary>
public sealed record DiagnosticCode(string Id, Severity Severity, string Title, string? Help = null);
