using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// Binds operations. What a body does is derived from it, exactly, and stands among the postconditions as one that needs no
/// proof; what the designer writes there is proved of the body.
/// </summary>
internal sealed class OperationBinder(DiagnosticBag diagnostics, TypeBinder types, ExprBinder expressions, ReplicaNames replicas,
    IReadOnlyList<DeclaredField> declared, Names state)
{
    private readonly ObjectField[] _fields = [.. declared.SelectMany(f => f.Stored)];

    public Operation? Bind(Member.Routine routine)
    {
        var names = new Names(state);
        var parameters = new List<VariableSymbol>();
        var assumptions = new List<VariableAssumption>();
        foreach (Parameter parameter in routine.Parameters)
            Declare(parameter, names, parameters, assumptions);
        var promised = new Names(names);
        (VariableSymbol Symbol, SxtType Type)? result = BindResult(routine, names, promised);
        Clause[] contract = [.. routine.Contract.Select(c => BindClause(c, c.Kind == ContractKind.Ensures ? promised : names)).OfType<Clause>()];
        expressions.HasBefore = true;
        var body = new BodyRunner(diagnostics, types, expressions, replicas, declared, result);
        ImmutableDictionary<Symbol, Expr>? end = body.Run(routine.Body, names);
        expressions.HasBefore = false;
        if (end is null || parameters.Count < routine.Parameters.Count || contract.Length < routine.Contract.Count)
            return null;
        if (body.RunDot is { } dot)
        {
            parameters.Add(dot);
            assumptions.Add(new VariableAssumption(dot, IsNew(dot)));
        }

        Clause[] requires = [.. contract.Where((_, i) => routine.Contract[i].Kind == ContractKind.Requires)];
        Clause[] ensures = [.. contract.Where((_, i) => routine.Contract[i].Kind == ContractKind.Ensures)];
        ObjectField[] changed = [.. _fields.Where(f => end.ContainsKey(f.Mine))];
        VariableSymbol[] results = result is var (symbol, _) ? [symbol] : [];
        Expr[] places = [.. changed.Select(f => f.MineValue), .. results.Select(r => new Expr.Reference(r, routine.Body.Span))];
        Assignment[] effects = [.. changed.Select(f => f.Mine).Concat(results).Select(v => new Assignment(v, end[v]))];
        IEnumerable<Clause> exact = places.Zip(effects, (p, e) => new Clause(null, Formula.Equal(p, States.Before(e.Value)), routine.Body.Span, IsFree: true));
        Statement[] statements = [new Statement.Assign(effects.ToEquatable(), routine.Body.Span)];
        // The body is proved where it may run, and there fields hold what their types promise.
        IEnumerable<Clause> promises = ensures.Length == 0 ? [] : _fields.Select(f => TypePromise.Of(f.Type, f.MineValue) is { } p ? new Clause(null, p, f.Span, IsFree: true) : null).OfType<Clause>();
        return new Operation(routine.Name.Text, routine.Name.Span, parameters.ToEquatable(), results.ToEquatable(), [.. requires, .. promises], [.. ensures, .. exact],
            changed.Select(f => f.Mine).ToEquatable(), assumptions.ToEquatable(),
            ensures.Length == 0 ? null : new OperationBody([], effects.Length == 0 ? [] : statements.ToEquatable(), routine.Body.Span));
    }

    /// <summary>A replica gives its runs names of its own, and none twice.</summary>
    private Expr IsNew(VariableSymbol dot)
    {
        var name = new Expr.Reference(dot, dot.DeclaredAt);
        return _fields.Where(f => f.Type is SxtType.Observed).Select(f => DotNames.IsNew(name, f))
            .Aggregate(types.Dots!.IsBy(name, replicas.Me(expected: null, dot.DeclaredAt)!.Expr), Formula.And);
    }

    /// <summary>What is returned is called <c>result</c> by the postconditions.</summary>
    private (VariableSymbol Symbol, SxtType Type)? BindResult(Member.Routine routine, Names names, Names promised)
    {
        if (routine.Result is null || types.Bind(routine.Result) is not { } type)
            return null;
        var symbol = new VariableSymbol("result", routine.Result.Span, type.Data, VariableRole.Result);
        if (names.TryFind(symbol.Name, out _))
            diagnostics.Report(DiagnosticCodes.DuplicateName, routine.Result.Span, "`result` is what the operation returns, and also the name of something else", "rename the other one", names.WhereDeclared(symbol.Name));
        promised.TryDeclare(symbol.Name, new Typed(new Expr.Reference(symbol, routine.Result.Span), type.Shown));
        return (symbol, type);
    }

    private void Declare(Parameter parameter, Names names, List<VariableSymbol> parameters, List<VariableAssumption> assumptions)
    {
        SxtType? type = parameter.Type is null ? null : types.Bind(parameter.Type);
        if (parameter.Type is null)
            diagnostics.Report(DiagnosticCodes.TypeMismatch, parameter.Name.Span, $"the parameter `{parameter.Name.Text}` has no type", "write `name: type`");
        if (type is null)
        {
            names.TryDeclare(parameter.Name.Text, null);
            return;
        }

        var symbol = new VariableSymbol(parameter.Name.Text, parameter.Name.Span, type.Data, VariableRole.Parameter);
        var value = new Typed(new Expr.Reference(symbol, parameter.Name.Span), type.Shown);
        if (!names.TryDeclare(parameter.Name.Text, value))
            diagnostics.Report(DiagnosticCodes.DuplicateName, parameter.Name.Span, $"`{parameter.Name.Text}` is declared twice", "rename or remove one of the two", names.Earlier(parameter.Name.Text));
        parameters.Add(symbol);
        if (TypePromise.Of(type, value.Expr) is { } promise)
            assumptions.Add(new VariableAssumption(symbol, promise));
    }

    private Clause? BindClause(ContractClause clause, Names names)
    {
        expressions.HasBefore = clause.Kind == ContractKind.Ensures;
        Expr? condition = expressions.Condition(clause.Condition, names);
        expressions.HasBefore = false;
        return condition is null ? null : new Clause(clause.Name?.Text, condition, clause.Condition.Span);
    }
}
