using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Mutation;

/// <summary>An object without one clause that somebody wrote, or without one part of a conjunction.</summary>
/// <param name="Operation">Whose precondition was left out; null for an invariant.</param>
/// <param name="Clause">The clause as it was.</param>
/// <param name="Part">What was left out of it.</param>
internal sealed record Mutant(ClauseRole Role, Operation? Operation, Clause Clause, Expr Part, ReplicatedObject Object)
{
    public SourceSpan Span => Part.Span;
}

/// <summary>Leaves out of an object what was written, clause by clause.</summary>
/// <param name="written">The object as it was written.</param>
/// <param name="known">The same object, perhaps with more clauses that were derived; those stay.</param>
internal sealed class Mutants(ReplicatedObject written, ReplicatedObject known)
{
    private readonly HashSet<Clause> _written = new(
        [.. written.Invariant, .. written.Operations.SelectMany(o => o.Requires), .. written.Propagation is Propagation.States s ? s.Merge.Operation.Requires : []], ReferenceEqualityComparer.Instance);

    /// <summary>What types promise stands where the field is declared, and is no clause.</summary>
    private readonly HashSet<int> _fields = [.. written.State.Select(v => v.DeclaredAt.Start)];

    /// <summary>In the order of the text.</summary>
    public IEnumerable<Mutant> All() => Preconditions().Concat(Invariants()).Concat(Relations()).OrderBy(m => m.Span.Start).ThenBy(m => m.Span.End);

    private IEnumerable<Mutant> Preconditions() =>
        from operation in known.Operations
        from clause in operation.Requires.Where(IsClause)
        from mutant in Parts(clause, ClauseRole.Precondition, operation, without => With(operation, operation with { Requires = without(operation.Requires) }))
        select mutant;

    /// <summary>Where what relates replicas is derived from the invariant, it goes with it.</summary>
    private IEnumerable<Mutant> Invariants() =>
        from clause in known.Invariant.Where(IsClause)
        from mutant in Parts(clause, ClauseRole.Invariant, operation: null, without => WithReliance(known with { Invariant = without(known.Invariant) }, r => known.StatesReliance ? r : without(r)))
        select mutant;

    private IEnumerable<Mutant> Relations() => !known.StatesReliance || known.Propagation is not Propagation.States states ? [] :
        from clause in states.Merge.Operation.Requires.Where(IsClause)
        from mutant in Parts(clause, ClauseRole.ConcurrencyInvariant, operation: null, without => WithReliance(known, without))
        select mutant;

    private bool IsClause(Clause clause) => clause is { IsFree: false, IsMirrored: false } && _written.Contains(clause) && clause.Span != default && !_fields.Contains(clause.Span.Start);

    private IEnumerable<Mutant> Parts(Clause clause, ClauseRole role, Operation? operation, Func<Func<EquatableArray<Clause>, EquatableArray<Clause>>, ReplicatedObject> objectWithout)
    {
        IReadOnlyList<Expr> parts = Conjuncts.Of(clause.Condition);
        return parts.Select((part, i) => new Mutant(role, operation, clause, part, objectWithout(clauses => Without(clauses, clause, i, parts.Count))));
    }

    /// <summary>What was made of the clause, such as its mirror image, stands at its place and has as many parts.</summary>
    private EquatableArray<Clause> Without(EquatableArray<Clause> clauses, Clause clause, int part, int parts) => clauses.SelectMany(c =>
    {
        IReadOnlyList<Expr> own = Conjuncts.Of(c.Condition);
        if (c.Span != clause.Span || c.IsFree || !_written.Contains(c) || own.Count != parts)
            return (IEnumerable<Clause>)[c];
        Expr[] left = [.. own.Where((_, i) => i != part)];
        return left.Length == 0 ? [] : [c with { Condition = Conjuncts.Join(left, c.Span) }];
    }).ToEquatable();

    private ReplicatedObject With(Operation old, Operation changed) => known with
    {
        Operations = known.Operations.Select(o => ReferenceEquals(o, old) ? changed : o).ToEquatable(),
        Coordination = known.Coordination.Select(l => l with { Uses = l.Uses.Select(u => u.Operation == old ? u with { Operation = changed } : u).ToEquatable() }).ToEquatable(),
        Escrows = known.Escrows.Select(e => e with { Moves = e.Moves.Select(m => m.Operation == old ? m with { Operation = changed } : m).ToEquatable() }).ToEquatable(),
    };

    private static ReplicatedObject WithReliance(ReplicatedObject obj, Func<EquatableArray<Clause>, EquatableArray<Clause>> change) => obj.Propagation is not Propagation.States states ? obj
        : obj with { Merge = states.Merge with { Operation = states.Merge.Operation with { Requires = change(states.Merge.Operation.Requires) } } };
}
