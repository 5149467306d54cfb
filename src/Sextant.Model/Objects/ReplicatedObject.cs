using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>
/// An object of which every replica holds a state; operations change one replica's state, and what replicas send each other
/// brings them together (Nair, Petri, Shapiro, ESOP 2020, section 3).
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
    Propagation Propagation,
    EquatableArray<Operation> Operations)
{
    /// <summary>The order of the states.</summary>
    /// <exception cref="InvalidOperationException">Replicas send operations, and their states are never compared.</exception>
    public StateOrder Order
    {
        get => Sent.Order;
        init => Propagation = Sent with { Order = value };
    }

    /// <summary>What joins the states.</summary>
    /// <exception cref="InvalidOperationException">Replicas send operations, and their states never merge.</exception>
    public Merge Merge
    {
        get => Sent.Merge;
        init => Propagation = Sent with { Merge = value };
    }

    /// <summary>All that can change a replica's state by a step of its own: the operations in the order of the text, then merge where there is one.</summary>
    public IEnumerable<Operation> Routines => Propagation is Propagation.States states ? Operations.Append(states.Merge.Operation) : Operations;

    /// <summary>Where the text says how replicas come together, at which findings about the whole object point.</summary>
    public SourceSpan Place => Propagation switch
    {
        Propagation.States states => states.Order.Span,
        Propagation.Operations operations => operations.Span,
        _ => throw new InvalidOperationException("a propagation of a new kind"),
    };

    private Propagation.States Sent => Propagation as Propagation.States ?? throw new InvalidOperationException($"the replicas of `{Name}` send operations, not states");

    /// <summary>What is true of the state that every replica begins with; empty where nothing is said of it.</summary>
    public EquatableArray<Clause> Initial { get; init; } = [];

    /// <summary>The locks and tokens that operations hold.</summary>
    public EquatableArray<KeyedLock> Coordination { get; init; } = [];

    /// <summary>What operations hold rights to.</summary>
    public EquatableArray<KeyedEscrow> Escrows { get; init; } = [];

    /// <summary>Whether locks or escrows say of some runs that they are not concurrent.</summary>
    public bool IsCoordinated => Coordination.Count > 0 || Escrows.Count > 0;

    /// <summary>
    /// Conditions on two replicas' states, as merge's preconditions are, that hold because of how types are stored: nobody knows
    /// more of what a replica added or counted than the replica itself.
    /// </summary>
    public EquatableArray<Clause> OwnKnowledge { get; init; } = [];

    /// <summary>The state variable that holds the replica's own name, which nothing changes and no two replicas share; null where nobody asks for it.</summary>
    public VariableSymbol? Replica { get; init; }

    /// <summary>The names of runs, where the object remembers which of them added something; null where it does not.</summary>
    public Dots? Dots { get; init; }

    /// <summary>Whether the text says what relates two replicas' states; otherwise it is derived from the invariant.</summary>
    public bool StatesReliance { get; init; } = true;

    /// <summary>
    /// Whether the types say how every variable merges, and when one state is at least another: variable by variable, by lattices of the
    /// library. So a variable of the join of two states depends on nothing but that variable of each.
    /// </summary>
    public bool MergesByTypes { get; init; }

    /// <summary>The language of the text, in which values are shown too.</summary>
    public Notation Notation { get; init; } = Notation.Boogie;
}

/// <summary>
/// Names of runs of operations. No two runs have the same one, and a run's is one of the replica that runs.
/// </summary>
/// <param name="Type">Uninterpreted: there is always another one.</param>
/// <param name="By">Says of a name whose it is.</param>
public sealed record Dots(DataType.Sort Type, FunctionSymbol By);

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
