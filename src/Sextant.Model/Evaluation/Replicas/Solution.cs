using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Model.Evaluation.Replicas;

/// <summary>
/// How variables get values that satisfy conditions: one after the other, by an equation that needs no later one, or by
/// choice where there is no such equation. What no equation says is checked at the end.
/// </summary>
public sealed record Solution(ImmutableArray<SolutionStep> Steps, ImmutableArray<Expr> Checks)
{
    /// <param name="unknown">The variables that are to be given values; all others have theirs.</param>
    public static Solution Of(IEnumerable<Clause> clauses, IEnumerable<VariableSymbol> unknown)
    {
        List<Expr> conditions = [.. clauses.SelectMany(c => Conjuncts.Of(c.Condition))];
        List<VariableSymbol> open = [.. unknown.Distinct()];
        var steps = ImmutableArray.CreateBuilder<SolutionStep>();
        while (open.Count > 0)
        {
            (Expr Condition, Equation Equation)? next = conditions.SelectMany(c => Equation.In(c).Select(e => (c, e)))
                .Where(p => open.Contains(p.e.Variable) && !p.e.Needs.Any(s => s is VariableSymbol v && open.Contains(v)))
                .Select(p => ((Expr, Equation)?)p).FirstOrDefault();
            if (next is var (condition, equation))
                conditions.Remove(condition);
            steps.Add(next is null ? new SolutionStep(open[0], null) : new SolutionStep(next.Value.Equation.Variable, next.Value.Equation));
            open.Remove(steps[^1].Variable);
        }

        return new Solution(steps.ToImmutable(), [.. conditions]);
    }
}

/// <param name="Equation">Null when nothing determines the value.</param>
public sealed record SolutionStep(VariableSymbol Variable, Equation? Equation);
