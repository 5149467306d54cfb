using System.Collections.Immutable;
using Sextant.Model.Binding.Sxt.Lattices;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Finds out how an object merges, when one of its states is at least another, and what merge relies on.</summary>
internal sealed class MergeBinder(DiagnosticBag diagnostics, TypeBinder types, ExprBinder expressions, TheoryBuilder theory, ReplicaNames replicas,
    IReadOnlyList<DeclaredField> declared, Names state)
{
    private readonly ObjectField[] _fields = [.. declared.SelectMany(f => f.Stored)];

    /// <summary>How each field merges; null when one does not, which has been reported.</summary>
    public IReadOnlyList<FieldMerge>? BindFields(Member.Merge? written)
    {
        ImmutableDictionary<Symbol, Expr>? assigned = written is null
            ? ImmutableDictionary<Symbol, Expr>.Empty
            : new BodyRunner(diagnostics, types, expressions, replicas, declared).Run(written.Body, WithOther(written.Other));
        if (assigned is null)
            return null;
        FieldMerge[] merges = [.. _fields.Select(f => new FieldMerge(f, LatticeOf.Type(f.Type, theory), assigned.GetValueOrDefault(f.Mine)))];
        foreach (FieldMerge merge in merges.Where(m => m.Derived is null && m.Assigned is null))
            diagnostics.Report(DiagnosticCodes.NoMerge, merge.Field.Declaration.Type.Span, $"nothing says how two values of `{merge.Field.Type}` merge",
                new Advice("replicas that change it at the same time must agree on one value afterwards", Help(merge.Field.Type)));
        return Array.Exists(merges, m => m.Derived is null && m.Assigned is null) ? null : merges;
    }

    public Operation BindMerge(IReadOnlyList<FieldMerge> merges, EquatableArray<Clause> requires, SourceSpan place)
    {
        IEnumerable<VariableSymbol> incoming = _fields.Select(f => f.Incoming);
        if (replicas.OtherSymbol is { } other)
            incoming = incoming.Prepend(other);
        return new Operation("merge", place, incoming.ToEquatable(), [], requires,
            merges.Select(m => new Clause(null, m.IsMerged(m.Field.MineValue), m.Field.Span, IsFree: true)).ToEquatable(),
            _fields.Select(f => f.Mine).ToEquatable(), [], Body: null);
    }

    public StateOrder? BindOrder(IReadOnlyList<FieldMerge> merges, Member.Order? written, SourceSpan place)
    {
        Expr? condition = written is null
            ? merges.Select(m => m.AtLeast).Aggregate(Formula.And)
            : expressions.Condition(written.Condition, WithOther(written.Other));
        if (condition is null)
            return null;
        (VariableSymbol Mine, VariableSymbol Incoming)[] pairs = Pairs();
        VariableSymbol[] greater = [.. pairs.Select(p => Bound(p.Mine, "greater"))];
        VariableSymbol[] smaller = [.. pairs.Select(p => Bound(p.Mine, "smaller"))];
        Expr renamed = States.Renamed(condition, pairs.Zip(greater, (p, g) => (p.Mine, g)).Concat(pairs.Zip(smaller, (p, s) => (p.Incoming, s))));
        return new StateOrder("order", greater.ToEquatable(), smaller.ToEquatable(), renamed, written?.Span ?? place);
    }

    /// <summary>What fields promise by their types; nothing where the designer merges them.</summary>
    public EquatableArray<Clause> BindOwnKnowledge(IReadOnlyList<FieldMerge> merges) =>
        merges.Where(m => m.Assigned is null).Select(m => OwnKnowledge.Of(m.Field, types, replicas)).OfType<Clause>().ToEquatable();

    /// <summary>
    /// What relates any two replicas' states. Where nothing is written, it is that the state to which the two merge satisfies the
    /// invariant. It holds of the two in either order.
    /// </summary>
    public EquatableArray<Clause> BindReliance(IReadOnlyList<FieldMerge> merges, IReadOnlyList<Member.ConcurrencyInvariant> written, EquatableArray<Clause> invariant, bool mergesByTypes)
    {
        List<Clause> clauses = [.. BindOwnKnowledge(merges)];
        foreach (Member.ConcurrencyInvariant relation in written)
        {
            if (expressions.Condition(relation.Condition, WithOther(relation.Other)) is { } condition)
                clauses.Add(new Clause(relation.Name?.Text, condition, relation.Condition.Span));
        }

        if (written.Count == 0)
            clauses.AddRange(invariant.Select(c => Derived(c, new MergedState(merges, theory))).OfType<Clause>().Select(c => c with { IsOfJoin = mergesByTypes && !SpeaksOfReplicas(c.Condition) }));
        Clause[] mirrored = [.. clauses.Where(c => !c.IsOfJoin).Select(c => c with { Condition = Mirrored(c.Condition), IsMirrored = true })];
        if (replicas is { MeSymbol: { } me, OtherSymbol: { } other })
        {
            Expr differ = Formula.Not(Formula.Equal(new Expr.Reference(me, default), new Expr.Reference(other, default)));
            clauses.Insert(0, new Clause(null, differ, default, IsFree: true));
        }

        return [.. clauses, .. mirrored];
    }

    private Clause? Derived(Clause clause, MergedState merged)
    {
        if (merged.Of(clause.Condition) is { } condition)
            return clause with { Condition = condition };
        if (merged.IsTooLarge)
        {
            PlainForm.ReportTooLarge(diagnostics, clause.Span);
            return null;
        }

        diagnostics.Report(DiagnosticCodes.Unsupported, clause.Span, "what merge needs for this invariant is not found: a whole map is handed to a function of which nothing is known",
            "write a `concurrency invariant`, or give the function a body");
        return null;
    }

    private bool SpeaksOfReplicas(Expr condition) => ExprWalk.All(condition).Any(e => e is Expr.Reference r && (r.Symbol == replicas.MeSymbol || r.Symbol == replicas.OtherSymbol));

    private Expr Mirrored(Expr condition)
    {
        (VariableSymbol Mine, VariableSymbol Incoming)[] pairs = Pairs();
        return States.Renamed(condition, pairs.Concat(pairs.Select(p => (p.Incoming, p.Mine))));
    }

    private (VariableSymbol Mine, VariableSymbol Incoming)[] Pairs()
    {
        IEnumerable<(VariableSymbol, VariableSymbol)> pairs = _fields.Select(f => (f.Mine, f.Incoming));
        if (replicas is { MeSymbol: { } me, OtherSymbol: { } other })
            pairs = pairs.Prepend((me, other));
        return [.. pairs];
    }

    private static VariableSymbol Bound(VariableSymbol field, string which) => new($"{which}.{field.Name}", field.DeclaredAt, field.Type, VariableRole.Bound);

    private Names WithOther(Identifier other)
    {
        if (state.TryFind(other.Text, out _))
            diagnostics.Report(DiagnosticCodes.DuplicateName, other.Span, $"`{other.Text}` is the other replica's state, and also the name of something else", "call it `other`", state.WhereDeclared(other.Text));
        var names = new Names(state);
        names.DeclareOther(other.Text, declared.ToDictionary(f => f.Declaration.Name.Text, f => Reading.Of(f.Incoming.Expr, f.Type), StringComparer.Ordinal));
        return names;
    }

    private static string Help(SxtType type) => type switch
    {
        SxtType.Int or SxtType.Nat => $"say which is meant, such as `Max[{type}]` or `Min[{type}]`, or write `merge`",
        SxtType.Bool => "a `Flag` is true once it is true anywhere; for another meaning write `merge`",
        SxtType.Set set => $"say which is meant: `GSet[{set.Key}]` only grows, from `TwoPhaseSet[{set.Key}]` elements are removed for good; or write `merge`",
        SxtType.Map { Value: SxtType.Set } map => Help(map.Value),
        SxtType.Option { Element: SxtType.Collection } => "leave out the `option`: what is empty says as much",
        SxtType.Enum => "order its cases with `<`, so that the greater one wins, or write `merge`",
        SxtType.Uninterpreted => $"an `option {type}` is written once; for another meaning write `merge`",
        _ => "use types for the parts that say it, or write `merge`",
    };
}
