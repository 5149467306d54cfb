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
internal sealed class OperationBinder(DiagnosticBag diagnostics, TypeBinder types, ExprBinder expressions, IReadOnlyList<ObjectField> fields, Names state)
{
    public Operation? Bind(Member.Routine routine)
    {
        var names = new Names(state);
        var parameters = new List<VariableSymbol>();
        var assumptions = new List<VariableAssumption>();
        foreach (Parameter parameter in routine.Parameters)
            Declare(parameter, names, parameters, assumptions);
        if (routine.Result is not null)
            diagnostics.Report(DiagnosticCodes.Unsupported, routine.Result.Span, "results of operations are not yet checked in replicated objects", "leave the result out");

        Clause[] contract = [.. routine.Contract.Select(c => BindClause(c, names)).OfType<Clause>()];
        expressions.HasBefore = true;
        ImmutableDictionary<Symbol, Expr>? end = new BodyRunner(diagnostics, types, expressions).Run(routine.Body, names);
        expressions.HasBefore = false;
        if (end is null || parameters.Count < routine.Parameters.Count || contract.Length < routine.Contract.Count)
            return null;
        Clause[] requires = [.. contract.Where((_, i) => routine.Contract[i].Kind == ContractKind.Requires)];
        Clause[] ensures = [.. contract.Where((_, i) => routine.Contract[i].Kind == ContractKind.Ensures)];
        ObjectField[] changed = [.. fields.Where(f => end.ContainsKey(f.Mine))];
        IEnumerable<Clause> exact = changed.Select(f => new Clause(null, Formula.Equal(f.MineValue, States.Before(end[f.Mine])), routine.Body.Span, IsFree: true));
        Statement[] statements = [new Statement.Assign(changed.Select(f => new Assignment(f.Mine, end[f.Mine])).ToEquatable(), routine.Body.Span)];
        return new Operation(routine.Name.Text, routine.Name.Span, parameters.ToEquatable(), [], requires.ToEquatable(), [.. ensures, .. exact],
            changed.Select(f => f.Mine).ToEquatable(), assumptions.ToEquatable(),
            ensures.Length == 0 ? null : new OperationBody([], changed.Length == 0 ? [] : statements.ToEquatable(), routine.Body.Span));
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
        if (NatAssumption.Of(type, value.Expr) is { } promise)
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
