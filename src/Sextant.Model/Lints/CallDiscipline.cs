using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Lints;

/// <summary>
/// How a proc or client goes about pull, call and push: what it pushes without having pulled, what it uses before it is
/// committed, which failures it never looks at.
/// </summary>
internal sealed class CallDiscipline(DiagnosticBag diagnostics, Routine routine, IReadOnlySet<string> pulledElsewhere)
{
    /// <summary>What is known where a run is.</summary>
    /// <param name="Pulled">The objects that were pulled on every way here.</param>
    /// <param name="Speculative">Variables that hold what a call yielded that is not committed, with the object.</param>
    private sealed record Known(ImmutableHashSet<string> Pulled, ImmutableDictionary<Symbol, string> Speculative);

    private readonly Stack<(List<Known> Breaks, List<Known> Continues)> _loops = new();
    private readonly HashSet<string> _pulledHere = [.. Operations(routine.Body).Where(o => o.Action == ObjectAction.Pull).Select(NameOf)];

    public static IEnumerable<ObjectOperation> Operations(IEnumerable<ProgramStatement> statements) =>
        ProgramWalk.All(statements).OfType<ProgramStatement.Operate>().Select(o => o.Operation);

    /// <summary>What the text calls the object, as far as that is one.</summary>
    public static string NameOf(ObjectOperation operation) => ExprKey.Of(operation.Object);

    public void Report()
    {
        Visit(routine.Body, new Known([], ImmutableDictionary<Symbol, string>.Empty));
        ReportIgnored();
    }

    private Known? Visit(EquatableArray<ProgramStatement> statements, Known? known)
    {
        foreach (ProgramStatement statement in statements)
        {
            if (known is null)
                return null;
            known = Visit(statement, known);
        }

        return known;
    }

    private Known? Visit(ProgramStatement statement, Known known)
    {
        if (statement is not ProgramStatement.Loop)
            ReportUses(statement, known);
        switch (statement)
        {
            case ProgramStatement.Operate operate:
                return After(operate, known);
            case ProgramStatement.Assign { Value: Expr.Reference source } copy when known.Speculative.TryGetValue(source.Symbol, out string? obj):
                return known with { Speculative = known.Speculative.SetItem(copy.Target, obj) };
            case ProgramStatement.If branch:
                return Joined(Visit(branch.Then, known), Visit(branch.Else, known));
            case ProgramStatement.Loop loop:
                return Loop(loop, known);
            case ProgramStatement.Return or ProgramStatement.LeftOut:
                return null;
            case ProgramStatement.Break:
                _loops.Peek().Breaks.Add(known);
                return null;
            case ProgramStatement.Continue:
                _loops.Peek().Continues.Add(known);
                return null;
            default:
                return ProgramWalk.Target(statement) is { } target ? Changed(target, known) : known;
        }
    }

    private static Known Changed(VariableSymbol target, Known known) => known with { Speculative = known.Speculative.Remove(target) };

    private Known After(ProgramStatement.Operate operate, Known known)
    {
        ObjectOperation operation = operate.Operation;
        string obj = NameOf(operation);
        switch (operation.Action)
        {
            case ObjectAction.Pull:
                known = known with { Pulled = known.Pulled.Add(obj) };
                break;
            case ObjectAction.Push:
                if (!known.Pulled.Contains(obj) && (_pulledHere.Contains(obj) || !pulledElsewhere.Contains(operation.ObjectType)))
                    diagnostics.Report(DiagnosticCodes.PushWithoutPull, operate.Span, "on some way here nobody has pulled, so that this push has nothing to commit", "pull first, and look whether that failed");
                known = known with { Speculative = known.Speculative.Where(s => s.Value != obj).ToImmutableDictionary() };
                break;
        }

        if (operation.Result is not { } result)
            return known;
        known = Changed(result, known);
        return operation.Action == ObjectAction.Invoke ? known with { Speculative = known.Speculative.Add(result, obj) } : known;
    }

    private Known? Loop(ProgramStatement.Loop loop, Known known)
    {
        if (loop.Before.Concat(loop.Body).Concat(loop.After) is var inside && Repeated(inside) is { } push)
            diagnostics.Report(DiagnosticCodes.PushRetried, push.Span, "this push is tried again without pulling again: once another client has pulled, it can never succeed", "when a push fails, begin again with the pull, as `o.m()!` does");
        Known tested = Visit(loop.Before, known) ?? known;
        ReportUses(loop, tested);
        _loops.Push(([], []));
        Known? end = _loops.Peek().Continues.Aggregate(Visit(loop.Body, tested), Joined);
        Visit(loop.After, end);
        List<Known> breaks = _loops.Pop().Breaks;
        return breaks.Aggregate(loop.Condition is Expr.BoolLiteral { Value: true } ? null : tested, Joined);
    }

    /// <summary>A push of one object in a loop that neither pulls nor calls it, and goes through no objects.</summary>
    private static ProgramStatement.Operate? Repeated(IEnumerable<ProgramStatement> inside)
    {
        ProgramStatement[] statements = [.. ProgramWalk.All(inside)];
        return statements.OfType<ProgramStatement.Operate>().FirstOrDefault(o => o.Operation.Action == ObjectAction.Push
            && !Operations(statements).Any(p => p.Action is ObjectAction.Pull or ObjectAction.Invoke && NameOf(p) == NameOf(o.Operation))
            && !(o.Operation.Object is Expr.Reference { Symbol: var symbol } && statements.Any(s => ProgramWalk.Target(s) == symbol)));
    }

    private static Known? Joined(Known? left, Known? right) => left is null ? right : right is null ? left
        : new Known(left.Pulled.Intersect(right.Pulled), left.Speculative.AddRange(right.Speculative.Where(s => !left.Speculative.ContainsKey(s.Key))));

    /// <summary>To ask whether a call failed is no use of what it yielded.</summary>
    private void ReportUses(ProgramStatement statement, Known known)
    {
        if (known.Speculative.Count == 0)
            return;
        foreach (Expr.Project use in Values(statement))
        {
            if (use.Operand is Expr.Reference { Symbol: var symbol } && known.Speculative.ContainsKey(symbol))
                diagnostics.Report(DiagnosticCodes.SpeculativeUse, use.Span, "what the call yielded is used before it is committed, and may never be", "push first, and use what the push yields");
        }
    }

    private static IEnumerable<Expr.Project> Values(ProgramStatement statement) =>
        ProgramWalk.Expressions(statement).SelectMany(ExprWalk.All).OfType<Expr.Project>().Where(p => p.Constructor == DatatypeSymbol.Done);

    private void ReportIgnored()
    {
        ProgramStatement[] all = [.. ProgramWalk.All(routine.Body)];
        foreach (ProgramStatement.Operate operate in all.OfType<ProgramStatement.Operate>())
        {
            if (operate.Operation is { Result: null, Action: ObjectAction.Pull or ObjectAction.Push or ObjectAction.AtMostOnce })
                diagnostics.Report(DiagnosticCodes.FailIgnored, operate.Span, "this may be `FAIL`, and nobody looks", "compare it with `FAIL`, or call with `!`");
        }

        Expr[] expressions = [.. all.SelectMany(ProgramWalk.Expressions).SelectMany(ExprWalk.All)];
        HashSet<Symbol> tested = [.. expressions.SelectMany(Tested)];
        foreach (Expr.Project use in all.SelectMany(Values))
        {
            if (use.Operand is Expr.Reference { Symbol: var symbol } && tested.Add(symbol))
                diagnostics.Report(DiagnosticCodes.FailIgnored, use.Span, $"this may be `FAIL`, and nobody looks before it is used as a value", "compare it with `FAIL` first");
        }
    }

    private static IEnumerable<Symbol> Tested(Expr part) => part switch
    {
        Expr.Is { Operand: Expr.Reference r } test when test.Constructor == DatatypeSymbol.Fail => [r.Symbol],
        Expr.Binary { Left.Type: DataType.Datatype { Symbol: var symbol } } both when symbol == DatatypeSymbol.Outcome =>
            new[] { both.Left, both.Right }.OfType<Expr.Reference>().Select(r => r.Symbol),
        _ => [],
    };
}
