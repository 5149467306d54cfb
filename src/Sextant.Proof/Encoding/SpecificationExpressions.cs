using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;

namespace Sextant.Proof.Encoding;

/// <summary>Every expression of a specification, in a fixed order.</summary>
internal static class SpecificationExpressions
{
    public static IEnumerable<Expr> Of(ReplicatedObject obj) =>
    [
        .. obj.Theory.Functions.Select(f => f.Meaning).OfType<FunctionMeaning.Defined>().Select(d => d.Body),
        .. obj.Theory.Axioms.Select(a => a.Condition),
        .. obj.StateAssumptions.Select(a => a.Condition),
        .. obj.Invariant.Concat(obj.Initial).Select(c => c.Condition),
        .. obj.Propagation is Propagation.States states ? [states.Order.Condition] : Array.Empty<Expr>(),
        .. obj.Escrows.SelectMany(e => e.Moves.Select(m => m.Amount).Prepend(e.Room)),
        .. obj.Routines.SelectMany(Of),
    ];

    private static IEnumerable<Expr> Of(Operation operation) =>
    [
        .. operation.Requires.Concat(operation.Ensures).Select(c => c.Condition),
        .. operation.Assumptions.Select(a => a.Condition),
        .. operation.Body?.Statements.SelectMany(Of) ?? [],
    ];

    private static IEnumerable<Expr> Of(Statement statement) => statement switch
    {
        Statement.Assign s => s.Assignments.Select(a => a.Value),
        Statement.Assert s => [s.Condition],
        Statement.Assume s => [s.Condition],
        Statement.Call s => s.Arguments,
        Statement.If s => [.. Optional(s.Condition), .. s.Then.SelectMany(Of), .. s.Else.SelectMany(Of)],
        Statement.While s => [.. Optional(s.Condition), .. s.Invariants.Select(i => i.Condition), .. s.Body.SelectMany(Of)],
        Statement.Havoc or Statement.Return => [],
        _ => throw new InvalidOperationException($"no expressions for {statement.GetType().Name}"),
    };

    private static IEnumerable<Expr> Optional(Expr? expression) => expression is null ? [] : [expression];
}

/// <summary>Every type that a specification mentions, in a fixed order; parts of types are left out.</summary>
internal static class SpecificationTypes
{
    public static IEnumerable<DataType> Of(ReplicatedObject obj) =>
    [
        .. obj.Theory.Constants.Select(c => c.Type),
        .. obj.Theory.Functions.SelectMany(f => f.Symbol.ParameterTypes.Append(f.Symbol.Type)),
        .. obj.State.Select(v => v.Type),
        .. obj.Routines.SelectMany(o => o.Parameters.Concat(o.Results).Concat(o.Body?.Locals ?? [])).Select(v => v.Type),
        .. SpecificationExpressions.Of(obj).SelectMany(ExprWalk.All).SelectMany(Of),
    ];

    private static IEnumerable<DataType> Of(Expr expression) => expression switch
    {
        Expr.Quantified quantified => quantified.Variables.Select(v => v.Type),
        Expr.Sum sum => sum.Variables.Select(v => v.Type).Append(sum.Type),
        _ => [expression.Type],
    };
}
