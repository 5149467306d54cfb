using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Sxt.Formatting;

internal sealed partial class ProgramWriter
{
    private Doc Write(Member member) => member switch
    {
        Member.Declared m => Write(m.Declaration),
        Member.Field m => Doc.Concat(m.Kind == FieldKind.Shared ? "shared " : "local ", Name(m.Name), WithFieldType(m.Type), Value(m.Value), ";"),
        Member.Routine m => WriteRoutine(m),
        Member.Property m => WriteCondition(TextOf(m.Kind), m.Name, m.Condition),
        Member.ConcurrencyInvariant m => WriteConcurrencyInvariant(m),
        Member.Merge m => Doc.Concat("merge(", Name(m.Other), ") ", Write(m.Body, maxOnLine: 1)),
        Member.Order m => Doc.Group("order(", Name(m.Other), ") :=", Doc.Indent(Doc.Concat(_comments.Behind(m.Condition.Span.Start), Doc.Line, Write(m.Condition))), ";"),
        Member.Coordination m => WriteCoordination(m),
        Member.Escrow m => WriteEscrow(m),
        Member.Propagation m => m.Kind == PropagationKind.State ? "propagation state;" : "propagation operations;",
        Member.Refines m => WriteRefines(m),
        Member.Linearizable => "linearizable;",
        Member.Client m => Doc.Concat("client ", Name(m.Name), m.Count is null ? Doc.Nothing : Doc.Concat(" * ", Write(m.Count)), " ", Write(m.Body, maxOnLine: 0)),
        Member.Bounds m => Doc.Concat("bounds ", WriteBounds(m)),
        _ => throw new InvalidOperationException($"no layout for {member.GetType().Name}"),
    };

    private static string TextOf(PropertyKind kind) => kind switch
    {
        PropertyKind.Invariant => "invariant",
        PropertyKind.Always => "always",
        _ => "sometimes",
    };

    /// <summary>On one line if all fits; otherwise each condition has its own, and the body begins one.</summary>
    private Doc WriteRoutine(Member.Routine m)
    {
        string word = m.Kind switch
        {
            RoutineKind.Method => "method ",
            RoutineKind.Proc => "proc ",
            _ => "op ",
        };
        Doc head = Doc.Concat(word, Name(m.Name), Parameters(m.Parameters), WithType(m.Result));
        int maxOnLine = m.Kind == RoutineKind.Operation ? 2 : 1;
        if (m.Contract.Count == 0)
            return Doc.Concat(head, " ", Write(m.Body, maxOnLine));
        var clauses = new List<Doc>();
        foreach (ContractClause clause in m.Contract)
        {
            clauses.Add(_comments.Behind(clause.Span.Start));
            clauses.Add(Doc.Line);
            clauses.Add(Write(clause));
        }
        return Doc.Group(head, Doc.Indent(Doc.Concat(clauses.ToArray())), _comments.Behind(m.Body.Span.Start), Doc.Line, Write(m.Body, maxOnLine));
    }

    private Doc Write(ContractClause clause) => Doc.Concat(
        clause.Kind == ContractKind.Requires ? "requires " : "ensures ",
        clause.Name is null ? Doc.Nothing : Doc.Concat(Name(clause.Name), ": "),
        Doc.Indent(Write(clause.Condition)));

    private Doc WriteConcurrencyInvariant(Member.ConcurrencyInvariant m) => Doc.Group(
        "concurrency invariant ", m.Name is null ? Doc.Nothing : Name(m.Name), "(", Name(m.Other), "):",
        Doc.Indent(Doc.Concat(_comments.Behind(m.Condition.Span.Start), Doc.Line, Write(m.Condition))), ";");

    private Doc WriteCoordination(Member.Coordination m) => Doc.Concat(
        m.Kind == CoordinationKind.Lock ? "lock " : "token ", Name(m.Name),
        m.Keys.Count == 0 ? Doc.Nothing : Parameters(m.Keys), " ",
        Braces(m.Uses, u => u.Span, Write, m.Span.End));

    private Doc Write(CoordinationUse use) => Doc.Concat(
        use.IsShared ? "shared " : "exclusive ", Name(use.Operation), Bracketed("(", use.Arguments, a => a.Span.Start, Name, ")"),
        use.ApartFrom.Count == 0 ? Doc.Nothing : Doc.Group(Doc.Indent(Doc.Concat(" apart from", Doc.Line, Commas(use.ApartFrom, n => n.Span.Start, Name)))), ";");

    private Doc WriteEscrow(Member.Escrow m) => Doc.Concat(
        Doc.Group("escrow ", Name(m.Name), m.Keys.Count == 0 ? Doc.Nothing : Parameters(m.Keys),
            Doc.Indent(Doc.Concat(" of", _comments.Behind(m.Bound.Span.Start), Doc.Line, Write(m.Bound)))), " ",
        Braces(m.Uses, u => u.Span, Write, m.Span.End));

    private Doc Write(EscrowUse use) => Doc.Group(
        Name(use.Operation), Bracketed("(", use.Arguments, a => a.Span.Start, Name, ")"), use.Takes ? " takes" : " gives",
        Doc.Indent(Doc.Concat(_comments.Behind(use.Amount.Span.Start), Doc.Line, Write(use.Amount))), ";");

    private Doc WriteRefines(Member.Refines m)
    {
        Doc head = Doc.Concat("refines ", Write(m.Abstract));
        return m.As is null || m.Relation is null
            ? Doc.Concat(head, ";")
            : Doc.Group(head, " as ", Name(m.As), " by", Doc.Indent(Doc.Concat(_comments.Behind(m.Relation.Span.Start), Doc.Line, Write(m.Relation))), ";");
    }

    /// <summary>A bound or two stand on one line.</summary>
    private Doc WriteBounds(Member.Bounds m)
    {
        if (m.Items.Count == 0 || _comments.IsBefore(m.Span.End))
            return Braces(m.Items, b => b.Span, Write, m.Span.End);
        var parts = new List<Doc>();
        foreach (Bound bound in m.Items)
        {
            parts.Add(Doc.Line);
            parts.Add(Write(bound));
        }
        return Doc.Group("{", Doc.Indent(Doc.Concat(parts.ToArray())), Doc.Line, "}");
    }

    private Doc Write(Bound bound) => Doc.Concat(Name(bound.Name), " := ", Doc.Indent(Write(bound.Value)), ";");
}
