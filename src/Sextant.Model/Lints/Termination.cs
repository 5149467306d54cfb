using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Lints;

/// <summary>Loops of methods of which nothing shows that they end. One ends evidently when a number moves towards a limit in each round.</summary>
internal static class Termination
{
    public static void Report(DiagnosticBag diagnostics, Routine method)
    {
        foreach (ProgramStatement.Loop loop in ProgramWalk.All(method.Body).OfType<ProgramStatement.Loop>())
        {
            if (!Ends(loop))
                diagnostics.Report(DiagnosticCodes.MayNotTerminate, loop.Span, "nothing shows that this loop ends, and a method must", "count up to a limit with `for i in 0..n`, or go through the elements with `for x in list`");
        }
    }

    private static bool Ends(ProgramStatement.Loop loop) => Conjuncts.Of(loop.Condition).OfType<Expr.Binary>().Any(c => c.Operator switch
    {
        BinaryOperator.Less or BinaryOperator.LessOrEqual => Moves(loop, c.Left, c.Right, up: true) || Moves(loop, c.Right, c.Left, up: false),
        BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Moves(loop, c.Left, c.Right, up: false) || Moves(loop, c.Right, c.Left, up: true),
        _ => false,
    }) || loop.Body.Any(s => s is ProgramStatement.Return or ProgramStatement.Break);

    private static bool Moves(ProgramStatement.Loop loop, Expr counter, Expr limit, bool up)
    {
        if (counter is not Expr.Reference { Symbol: VariableSymbol variable })
            return false;
        ProgramStatement[] all = [.. ProgramWalk.All([.. loop.Before, .. loop.Body, .. loop.After])];
        HashSet<Symbol> changed = [.. all.Select(ProgramWalk.Target).OfType<Symbol>()];
        if (ExprWalk.All(limit).OfType<Expr.Reference>().Any(r => changed.Contains(r.Symbol)))
            return false;
        ProgramStatement.Assign[] steps = [.. all.OfType<ProgramStatement.Assign>().Where(a => a.Target == variable)];
        bool isReached = loop.After.Any(s => steps.Contains(s)) || (loop.Body.Any(s => steps.Contains(s)) && !all.Any(s => s is ProgramStatement.Continue));
        return isReached && steps.Length > 0 && Array.TrueForAll(steps, s => s.Value is Expr.Binary { Left: Expr.Reference { Symbol: var from }, Right: Expr.IntLiteral { Value.Sign: > 0 } } step
            && from == variable && step.Operator == (up ? BinaryOperator.Add : BinaryOperator.Subtract));
    }
}
