namespace Sextant.Runtime.Trees.Editing;

/// <summary>
/// An own operation and the one whose effect it replaced: the placement or the value before it, -1 for none. That is all that
/// is needed to take it back. Steps up to and including one that begins a group go together.
/// </summary>
internal readonly record struct UndoStep(int Operation, int Before, bool BeginsGroup);
