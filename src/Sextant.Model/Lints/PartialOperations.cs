using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Lints;

/// <summary>Reads that have no value where something is missing, without a condition around them which says that it is there.</summary>
internal sealed partial class PartialOperations(DiagnosticBag diagnostics)
{
    /// <summary>A condition that holds, by what it says, with the variables of which that is true until they change.</summary>
    private sealed record Fact(string Key, ImmutableHashSet<Symbol> Reads);

    /// <summary>What a condition that calls one of them says.</summary>
    private readonly Dictionary<FunctionSymbol, FunctionDefinition> _functions = [];

    public void Report(Routine routine) => Visit(routine.Body, []);

    private ImmutableArray<Fact> Visit(EquatableArray<ProgramStatement> statements, ImmutableArray<Fact> facts)
    {
        foreach (ProgramStatement statement in statements)
        {
            if (statement is ProgramStatement.Loop loop)
            {
                facts = Loop(loop, facts);
                continue;
            }

            foreach (Expr expression in ProgramWalk.Expressions(statement))
                Check(expression, facts);
            if (statement is ProgramStatement.If branch)
                facts = If(branch, facts);
            else if (ProgramWalk.Target(statement) is { } target)
                facts = Without([target], facts);
        }

        return facts;
    }

    private ImmutableArray<Fact> If(ProgramStatement.If branch, ImmutableArray<Fact> facts)
    {
        ImmutableArray<Fact> then = Visit(branch.Then, With(branch.Condition, holds: true, facts));
        ImmutableArray<Fact> otherwise = Visit(branch.Else, With(branch.Condition, holds: false, facts));
        if (!ProgramWalk.CanEnd(branch.Then))
            return otherwise;
        return ProgramWalk.CanEnd(branch.Else) ? [.. then.Where(f => otherwise.Any(o => o.Key == f.Key))] : then;
    }

    private ImmutableArray<Fact> Loop(ProgramStatement.Loop loop, ImmutableArray<Fact> facts)
    {
        facts = Without(ProgramWalk.All([loop]).Select(ProgramWalk.Target).OfType<Symbol>(), facts);
        ImmutableArray<Fact> tested = Visit(loop.Before, facts);
        Check(loop.Condition, tested);
        Visit(loop.After, Visit(loop.Body, With(loop.Condition, holds: true, tested)));
        return facts;
    }

    private static ImmutableArray<Fact> Without(IEnumerable<Symbol> changed, ImmutableArray<Fact> facts)
    {
        HashSet<Symbol> symbols = [.. changed];
        return [.. facts.Where(f => !f.Reads.Overlaps(symbols))];
    }

    private ImmutableArray<Fact> With(Expr condition, bool holds, ImmutableArray<Fact> facts)
    {
        switch (condition)
        {
            case Expr.Binary { Operator: BinaryOperator.And } both when holds:
                return With(both.Right, true, With(both.Left, true, facts));
            case Expr.Binary { Operator: BinaryOperator.Or } either when !holds:
                return With(either.Right, false, With(either.Left, false, facts));
            case Expr.Unary { Operator: UnaryOperator.Not } negation:
                return With(negation.Operand, !holds, facts);
            case Expr.Apply call when holds && _functions.TryGetValue(call.Function, out FunctionDefinition? function) && function.Meaning is FunctionMeaning.Defined defined:
                return With(ExprRewrite.Substitute(defined.Body, function.Parameters.Zip(call.Arguments).ToDictionary(p => (Symbol)p.First, p => p.Second)), holds, facts);
            case Expr.Binary { Operator: BinaryOperator.Implies } rule when !holds:
                return With(rule.Right, false, With(rule.Left, true, facts));
            case Expr.Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } test when Presence(test, holds) is { } present:
                facts = facts.Add(new Fact(present, [.. ExprWalk.All(condition).OfType<Expr.Reference>().Select(r => r.Symbol)]));
                goto default;
            default:
                return facts.Add(new Fact(holds ? ExprKey.Of(condition) : ExprKey.Negation(condition),
                    [.. ExprWalk.All(condition).OfType<Expr.Reference>().Select(r => r.Symbol)]));
        }
    }

    /// <summary>What a comparison with <c>None</c> or with <c>Some(e)</c> says of an option that holds something; null where it says nothing.</summary>
    private static string? Presence(Expr.Binary test, bool holds)
    {
        bool isEqual = (test.Operator == BinaryOperator.Equal) == holds;
        (Expr option, Expr other) = test.Left is Expr.Construct ? (test.Right, test.Left) : (test.Left, test.Right);
        return other is Expr.Construct made && made.Constructor == (isEqual ? DatatypeSymbol.Some : DatatypeSymbol.None) ? $"{ExprKey.Of(option)} is {DatatypeSymbol.Some.Name}" : null;
    }

    private void Check(Expr expression, ImmutableArray<Fact> facts)
    {
        switch (expression)
        {
            case Expr.Binary { Operator: BinaryOperator.And or BinaryOperator.Implies } both:
                Check(both.Left, facts);
                Check(both.Right, With(both.Left, holds: true, facts));
                return;
            case Expr.Binary { Operator: BinaryOperator.Or } either:
                Check(either.Left, facts);
                Check(either.Right, With(either.Left, holds: false, facts));
                return;
            case Expr.Conditional choice:
                Check(choice.Condition, facts);
                Check(choice.Then, With(choice.Condition, holds: true, facts));
                Check(choice.Else, With(choice.Condition, holds: false, facts));
                return;
            case Expr.Primitive { Operator: PrimitiveOperator.Find or PrimitiveOperator.Element or PrimitiveOperator.Last } read when !IsGuarded(read, facts):
                Warn(read, read.Operator switch
                {
                    PrimitiveOperator.Find => ("the map may hold nothing at this key", "ask first, as in `if (key in map) { ... }`"),
                    PrimitiveOperator.Last => ("the list may be empty", "ask first, as in `if (len(list) > 0) { ... }`"),
                    _ => ("nothing may have been written at this index", "keep what is read in a map, and ask `key in map` first; the explorer shows whether it can happen"),
                });
                break;
            case Expr.Project read when read.Constructor == DatatypeSymbol.Some && !IsPresent(read.Operand, facts):
                Warn(read, read.Operand is Expr.Select
                    ? ("the map may hold nothing at this key, and of what is read then nothing is known", "ask first, as in `key in map && ...`")
                    : ("the option may hold nothing", "ask first, as in `if (x != None) { ... }`"));
                break;
        }

        foreach (Expr part in ExprWalk.Parts(expression))
            Check(part, facts);
    }

    private void Warn(Expr read, (string Message, string Help) text) => diagnostics.Report(DiagnosticCodes.PartialUnguarded, read.Span, text.Message, text.Help);

    /// <summary>Whether an option is known to hold something. To put something into a map takes nothing out of it.</summary>
    private static bool IsPresent(Expr option, ImmutableArray<Fact> facts)
    {
        if (facts.Any(f => f.Key == $"{ExprKey.Of(option)} is {DatatypeSymbol.Some.Name}"))
            return true;
        return option is Expr.Select { Map: Expr.Store { Value: Expr.Construct stored } store } read && stored.Constructor == DatatypeSymbol.Some
            && (store.Indices.Select(ExprKey.Of).SequenceEqual(read.Indices.Select(ExprKey.Of), StringComparer.Ordinal) || IsPresent(read with { Map = store.Map }, facts));
    }

    private static bool IsGuarded(Expr.Primitive read, ImmutableArray<Fact> facts)
    {
        // The objects of a family are as many as its first and last say.
        if (read.Arguments[0] is Expr.Reference { Symbol: ConstantSymbol })
            return true;
        string subject = ExprKey.Of(read.Arguments[0]);
        string length = $"{PrimitiveOperator.Length}({subject})";
        return read.Operator switch
        {
            PrimitiveOperator.Find => facts.Any(f => f.Key == $"{ExprKey.Of(Formula(read))} is {DatatypeSymbol.Some.Name}"),
            PrimitiveOperator.Last => facts.Any(f => f.Key == $"({length} {BinaryOperator.Greater} 0)" || f.Key == $"!{length}" || f.Key == $"!({length} {BinaryOperator.Equal} 0)"),
            _ => read.Arguments[0].Type is DataType.List { IsDense: true } && facts.Any(f => f.Key == $"({ExprKey.Of(read.Arguments[1])} {BinaryOperator.Less} {length})"),
        };
    }

    private static Expr.Select Formula(Expr.Primitive read) =>
        new(read.Arguments[0], read.Arguments.Skip(1).ToEquatable(), ((DataType.Map)read.Arguments[0].Type).Range, read.Span);
}
