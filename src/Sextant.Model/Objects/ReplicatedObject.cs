using Sextant.Model.Expressions;
using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>
/// An object of which every replica holds a state; operations change one replica's state, merge joins an incoming one
/// into it (Nair, Petri, Shapiro, ESOP 2020, section 3).
/// </summary>
/// <param name="StateAssumptions">What the declarations of the state variables promise (<c>where</c>).</param>
/// <param name="Invariant">What every replica's state must satisfy, in the state variables.</param>
/// <param name="Operations">All but merge, in the order of the text.</param>
public sealed record ReplicatedObject(
    string Name,
    SourceText Source,
    Theory Theory,
    EquatableArray<VariableSymbol> State,
    EquatableArray<VariableAssumption> StateAssumptions,
    EquatableArray<Clause> Invariant,
    StateOrder Order,
    Merge Merge,
    EquatableArray<Operation> Operations)
{
    /// <summary>What is true of the state that every replica begins with; empty where nothing is said of it.</summary>
    public EquatableArray<Clause> Initial { get; init; } = [];

    /// <summary>The locks and tokens that operations hold.</summary>
    public EquatableArray<KeyedLock> Coordination { get; init; } = [];

    /// <summary>
    /// Conditions on two replicas' states, as merge's preconditions are, that hold because of how types are stored: nobody knows
    /// more of what a replica added or counted than the replica itself.
    /// </summary>
    public EquatableArray<Clause> OwnKnowledge { get; init; } = [];

    public Propagation Propagation { get; init; }

    /// <summary>The state variable that holds the replica's own name, which nothing changes and no two replicas share; null where nobody asks for it.</summary>
    public VariableSymbol? Replica { get; init; }

    /// <summary>Whether the text says what relates two replicas' states; otherwise it is derived from the invariant.</summary>
    public bool StatesReliance { get; init; } = true;

    /// <summary>The language of the text, in which values are shown too.</summary>
    public Notation Notation { get; init; } = Notation.Boogie;
}

/// <summary>A language of specifications.</summary>
public enum Notation
{
    Boogie,
    Sextant,
}

/// <summary>
/// The order of states: <paramref name="Condition"/> says that the state <paramref name="Greater"/> is at least
/// <paramref name="Smaller"/>. Both lists follow the order of <see cref="ReplicatedObject.State"/>.
/// </summary>
public sealed record StateOrder(string Name, EquatableArray<VariableSymbol> Greater, EquatableArray<VariableSymbol> Smaller, Expr Condition, SourceSpan Span);

/// <summary>
/// Joins an incoming state into the local one. <paramref name="Incoming"/> holds the parameters in the order of
/// <see cref="ReplicatedObject.State"/>; the operation's own parameter list keeps the order of the text. Its
/// preconditions relate two replicas' states: together they are the concurrency invariant.
/// </summary>
public sealed record Merge(Operation Operation, EquatableArray<VariableSymbol> Incoming);
