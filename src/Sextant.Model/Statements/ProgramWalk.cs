using Sextant.Model.Expressions;

namespace Sextant.Model.Statements;

/// <summary>Visits the parts of program statements.</summary>
public static class ProgramWalk
{
    /// <summary>The statements and everything in them, in the order of the text.</summary>
    public static IEnumerable<ProgramStatement> All(IEnumerable<ProgramStatement> statements) => statements.SelectMany(s => s switch
    {
        ProgramStatement.If branch => All(branch.Then).Concat(All(branch.Else)).Prepend(s),
        ProgramStatement.Loop loop => All(loop.Before).Concat(All(loop.Body)).Concat(All(loop.After)).Prepend(s),
        _ => [s],
    });

    /// <summary>The expressions that the statement itself computes, in their order.</summary>
    public static IEnumerable<Expr> Expressions(ProgramStatement statement) => statement switch
    {
        ProgramStatement.Assign s => [s.Value],
        ProgramStatement.Require s => [s.Condition],
        ProgramStatement.If s => [s.Condition],
        ProgramStatement.Loop s => [s.Condition],
        ProgramStatement.Return s => [s.Value],
        ProgramStatement.Operate s => [s.Operation.Object, .. s.Operation.Arguments],
        ProgramStatement.CallProc s => s.Arguments,
        _ => [],
    };

    /// <summary>The variable that the statement itself assigns to, or null.</summary>
    public static VariableSymbol? Target(ProgramStatement statement) => statement switch
    {
        ProgramStatement.Assign s => s.Target,
        ProgramStatement.Operate s => s.Operation.Result,
        ProgramStatement.CallProc s => s.Result,
        _ => null,
    };

    /// <summary>Whether a run can come to the end of the statements: not when each way returns or leaves or repeats a loop.</summary>
    public static bool CanEnd(EquatableArray<ProgramStatement> statements) => statements.All(s => s switch
    {
        ProgramStatement.Return or ProgramStatement.Break or ProgramStatement.Continue or ProgramStatement.LeftOut => false,
        ProgramStatement.If branch => CanEnd(branch.Then) || CanEnd(branch.Else),
        ProgramStatement.Loop { Condition: Expr.BoolLiteral { Value: true } } loop => All(loop.Body.Concat(loop.After)).Any(b => b is ProgramStatement.Break),
        _ => true,
    });
}
