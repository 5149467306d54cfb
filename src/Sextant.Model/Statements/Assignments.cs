using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Syntax.Text;

namespace Sextant.Model.Statements;

/// <summary>Which variables of a routine may be read before anything is assigned to them (definite assignment, as in Java's specification).</summary>
public sealed class Assignments
{
    private readonly HashSet<VariableSymbol> _locals;
    private readonly Dictionary<VariableSymbol, SourceSpan> _unassigned = [];
    private readonly Stack<(List<ImmutableHashSet<VariableSymbol>> Breaks, List<ImmutableHashSet<VariableSymbol>> Continues)> _loops = new();

    private Assignments(Routine routine) => _locals = [.. routine.Locals];

    /// <summary>The variables, each with the first place that may read it too early.</summary>
    public static IReadOnlyDictionary<VariableSymbol, SourceSpan> Unassigned(Routine routine)
    {
        var analysis = new Assignments(routine);
        analysis.Visit(routine.Body, []);
        return analysis._unassigned;
    }

    /// <returns>What is assigned at the end; null where that is never reached.</returns>
    private ImmutableHashSet<VariableSymbol>? Visit(EquatableArray<ProgramStatement> statements, ImmutableHashSet<VariableSymbol>? assigned)
    {
        foreach (ProgramStatement statement in statements)
        {
            if (assigned is null)
                return null;
            assigned = Visit(statement, assigned);
        }

        return assigned;
    }

    private ImmutableHashSet<VariableSymbol>? Visit(ProgramStatement statement, ImmutableHashSet<VariableSymbol> assigned)
    {
        if (statement is not ProgramStatement.Loop)
            Read(statement, assigned);
        switch (statement)
        {
            case ProgramStatement.If branch:
                return Joined(Visit(branch.Then, assigned), Visit(branch.Else, assigned));
            case ProgramStatement.Loop loop:
                return Loop(loop, assigned);
            case ProgramStatement.Return or ProgramStatement.LeftOut:
                return null;
            case ProgramStatement.Break:
                _loops.Peek().Breaks.Add(assigned);
                return null;
            case ProgramStatement.Continue:
                _loops.Peek().Continues.Add(assigned);
                return null;
            default:
                return ProgramWalk.Target(statement) is { } target ? assigned.Add(target) : assigned;
        }
    }

    private ImmutableHashSet<VariableSymbol>? Loop(ProgramStatement.Loop loop, ImmutableHashSet<VariableSymbol> assigned)
    {
        ImmutableHashSet<VariableSymbol> tested = Visit(loop.Before, assigned) ?? assigned;
        Read(loop, tested);
        _loops.Push(([], []));
        ImmutableHashSet<VariableSymbol>? end = Visit(loop.Body, tested);
        end = _loops.Peek().Continues.Aggregate(end, Joined);
        Visit(loop.After, end);
        List<ImmutableHashSet<VariableSymbol>> breaks = _loops.Pop().Breaks;
        return breaks.Aggregate(loop.Condition is Expr.BoolLiteral { Value: true } ? null : tested, Joined);
    }

    private static ImmutableHashSet<VariableSymbol>? Joined(ImmutableHashSet<VariableSymbol>? left, ImmutableHashSet<VariableSymbol>? right) =>
        left is null ? right : right is null ? left : left.Intersect(right);

    private void Read(ProgramStatement statement, ImmutableHashSet<VariableSymbol> assigned)
    {
        foreach (Expr.Reference read in ProgramWalk.Expressions(statement).SelectMany(ExprWalk.All).OfType<Expr.Reference>())
        {
            if (read.Symbol is VariableSymbol variable && _locals.Contains(variable) && !assigned.Contains(variable))
                _unassigned.TryAdd(variable, read.Span);
        }
    }
}
