using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt.Ast;

/// <summary>What stands in the braces of an object. <paramref name="Span"/> covers the whole member.</summary>
public abstract record Member(SourceSpan Span)
{
    /// <summary>A type, constant, function or axiom that belongs to the object.</summary>
    public sealed record Declared(SourceSpan Span, Declaration Declaration) : Member(Span);

    /// <summary><c>shared data : [T] := [];</c></summary>
    public sealed record Field(SourceSpan Span, FieldKind Kind, Identifier Name, TypeSyntax Type, ExprSyntax? Value) : Member(Span);

    /// <summary><c>method</c> of an atomic object, <c>proc</c> of an app, <c>op</c> of a replicated object.</summary>
    public sealed record Routine(SourceSpan Span, RoutineKind Kind, Identifier Name, EquatableArray<Parameter> Parameters, TypeSyntax? Result,
        EquatableArray<ContractClause> Contract, Block Body) : Member(Span);

    /// <summary><c>invariant</c>, <c>always</c> or <c>sometimes</c>, <c>name: e;</c></summary>
    public sealed record Property(SourceSpan Span, PropertyKind Kind, Identifier? Name, ExprSyntax Condition) : Member(Span);

    /// <summary><c>concurrency invariant name(other): e;</c> relates this replica's state to another's.</summary>
    public sealed record ConcurrencyInvariant(SourceSpan Span, Identifier? Name, Identifier Other, ExprSyntax Condition) : Member(Span);

    /// <summary><c>merge(other) {...}</c>: fields that it does not assign merge as their types do.</summary>
    public sealed record Merge(SourceSpan Span, Identifier Other, Block Body) : Member(Span);

    /// <summary><c>order(other) := e;</c>: whether this state is at least the other.</summary>
    public sealed record Order(SourceSpan Span, Identifier Other, ExprSyntax Condition) : Member(Span);

    /// <summary><c>lock name(key: T) {...}</c> or <c>token name(key: T) {...}</c></summary>
    public sealed record Coordination(SourceSpan Span, CoordinationKind Kind, Identifier Name, EquatableArray<Parameter> Keys,
        EquatableArray<CoordinationUse> Uses) : Member(Span);

    /// <summary><c>escrow name(key: T) of e >= c {...}</c></summary>
    public sealed record Escrow(SourceSpan Span, Identifier Name, EquatableArray<Parameter> Keys, ExprSyntax Bound, EquatableArray<EscrowUse> Uses) : Member(Span);

    /// <summary><c>propagation operations;</c> or <c>propagation state;</c></summary>
    public sealed record Propagation(SourceSpan Span, PropagationKind Kind) : Member(Span);

    /// <summary><c>refines KV;</c> by call histories, or <c>refines KV as kv by e;</c> by a relation to its state.</summary>
    public sealed record Refines(SourceSpan Span, TypeSyntax Abstract, Identifier? As, ExprSyntax? Relation) : Member(Span);

    /// <summary><c>linearizable;</c></summary>
    public sealed record Linearizable(SourceSpan Span) : Member(Span);

    /// <summary><c>client name * count {...}</c>: one client without a count, which is a number or a name.</summary>
    public sealed record Client(SourceSpan Span, Identifier Name, ExprSyntax? Count, Block Body) : Member(Span);

    /// <summary><c>bounds { nodes := 3; }</c></summary>
    public sealed record Bounds(SourceSpan Span, EquatableArray<Bound> Items) : Member(Span);
}

public enum FieldKind
{
    /// <summary>Part of the object's state.</summary>
    Shared,
    /// <summary>Part of each client's state of an app.</summary>
    Local,
}

public enum RoutineKind
{
    Method,
    Proc,
    Operation,
}

public enum PropertyKind
{
    Invariant,
    Always,
    Sometimes,
}

public enum CoordinationKind
{
    /// <summary>Asked for at each operation, given back after it.</summary>
    Lock,
    /// <summary>Kept by a replica until another asks for it.</summary>
    Token,
}

public enum PropagationKind
{
    State,
    Operations,
}

public enum ContractKind
{
    Requires,
    Ensures,
}

/// <summary><c>requires name: e</c></summary>
public sealed record ContractClause(SourceSpan Span, ContractKind Kind, Identifier? Name, ExprSyntax Condition);

/// <summary>
/// <c>shared placeBid(a, _) apart from closeAuction;</c> The operation holds the lock of the keys that its arguments name; <c>_</c> names none.
/// </summary>
/// <param name="ApartFrom">Operations beside which it is not held although both share it.</param>
public sealed record CoordinationUse(
    SourceSpan Span, bool IsShared, Identifier Operation, EquatableArray<Identifier> Arguments, EquatableArray<Identifier> ApartFrom);

/// <summary>
/// <c>withdraw(a, n) takes n;</c> Names of arguments that are no keys stand for them in the amount; <c>_</c> names none.
/// </summary>
/// <param name="Takes">Whether the operation takes the amount; else it gives it.</param>
public sealed record EscrowUse(SourceSpan Span, Identifier Operation, EquatableArray<Identifier> Arguments, bool Takes, ExprSyntax Amount);

/// <summary><c>name := value;</c>: the size of a type, the value of a constant or of a parameter of the search.</summary>
public sealed record Bound(SourceSpan Span, Identifier Name, ExprSyntax Value);
