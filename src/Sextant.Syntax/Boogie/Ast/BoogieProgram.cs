namespace Sextant.Syntax.Boogie.Ast;

/// <summary>A parsed file: its declarations in the order of the text.</summary>
public sealed record BoogieProgram(EquatableArray<Declaration> Declarations);
