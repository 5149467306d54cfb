namespace Sextant.Model.Binding.Boogie;

/// <summary>Which states of the replica an expression can speak of, depending on where it stands.</summary>
internal enum VisibleStates
{
    /// <summary>In functions and axioms, which say the same whatever the state is.</summary>
    None,
    /// <summary>In preconditions and <c>where</c> clauses.</summary>
    One,
    /// <summary>In postconditions and bodies, where <c>old</c> speaks of the state at the start.</summary>
    Two,
}
