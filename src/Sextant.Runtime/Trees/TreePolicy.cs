namespace Sextant.Runtime.Trees;

/// <summary>
/// Which of two concurrent moves folds first. For a cycle the first wins, for the same node the last. Every replica of a tree
/// must use the same policy. Either order extends causality, and either fold is acyclic by construction.
/// </summary>
public enum TreePolicy
{
    /// <summary>By Lamport time, then by replica.</summary>
    Lamport,

    /// <summary>Among the moves whose causal past has folded, up-moves before down-moves, then by a priority drawn from the move's id.</summary>
    Seed,
}
