using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Boogie;

/// <summary>
/// Binds the statements of one procedure's body. A statement with an error is left out: the body is not used then.
/// </summary>
internal sealed class StatementBinder(
    DiagnosticBag diagnostics,
    ExprBinder expressions,
    IReadOnlyDictionary<string, OperationSignature> procedures,
    OperationSignature current,
    Scope scope)
{
    public EquatableArray<Statement> Bind(EquatableArray<StatementSyntax> statements) =>
        statements.Select(Bind).OfType<Statement>().ToEquatable();

    private Statement? Bind(StatementSyntax syntax) => syntax switch
    {
        StatementSyntax.Assign s => BindAssign(s),
        StatementSyntax.Havoc s => BindHavoc(s),
        StatementSyntax.Assert s => Condition(s.Condition) is { } condition ? new Statement.Assert(condition, s.Span) : null,
        StatementSyntax.Assume s => Condition(s.Condition) is { } condition ? new Statement.Assume(condition, s.Span) : null,
        StatementSyntax.Call s => BindCall(s),
        StatementSyntax.If s => BindIf(s),
        StatementSyntax.While s => BindWhile(s),
        StatementSyntax.Return s => new Statement.Return(s.Span),
        _ => throw new InvalidOperationException($"no binding for {syntax.GetType().Name}"),
    };

    private Expr? Condition(ExprSyntax syntax) => expressions.Bind(syntax, DataType.Boolean, scope, VisibleStates.Two);

    private Statement.Assign? BindAssign(StatementSyntax.Assign assign)
    {
        if (assign.Targets.Count != assign.Values.Count)
        {
            diagnostics.Report(DiagnosticCodes.WrongArgumentCount, assign.Span,
                string.Create(CultureInfo.InvariantCulture, $"{assign.Targets.Count} target(s) and {assign.Values.Count} value(s)"), "write one value for each target");
            return null;
        }

        var assignments = new List<Assignment>();
        for (int i = 0; i < assign.Targets.Count; i++)
        {
            AssignmentTarget target = assign.Targets[i];
            VariableSymbol? variable = Changeable(target.Variable);
            Expr? value = expressions.Bind(assign.Values[i], scope, VisibleStates.Two);
            if (variable is null || value is null)
                continue;
            if (assignments.Exists(a => a.Target == variable))
                diagnostics.Report(DiagnosticCodes.DuplicateName, target.Span, $"`{variable.Name}` is assigned twice in one statement", "assign to it in two statements");
            else if (Whole(target, variable, value) is { } whole)
                assignments.Add(new Assignment(variable, whole));
        }

        return assignments.Count == assign.Targets.Count ? new Statement.Assign(assignments.ToEquatable(), assign.Span) : null;
    }

    /// <summary>The new value of the whole variable: <c>m[i][j] := v</c> stores a changed <c>m[i]</c> into <c>m</c>.</summary>
    private Expr? Whole(AssignmentTarget target, VariableSymbol variable, Expr value)
    {
        var levels = new List<EquatableArray<Expr>>();
        foreach (EquatableArray<ExprSyntax> level in target.Indices)
        {
            Expr?[] indices = [.. level.Select(i => expressions.Bind(i, scope, VisibleStates.Two))];
            if (Array.Exists(indices, i => i is null))
                return null;
            levels.Add(indices.Select(i => i!).ToEquatable());
        }

        if (levels.Count == 0)
            return Fits(value, variable.Type) ? value : null;
        return Stored(new Expr.Reference(variable, target.Variable.Span), levels, 0, value, target.Span);
    }

    private Expr.Store? Stored(Expr map, List<EquatableArray<Expr>> levels, int level, Expr value, SourceSpan span)
    {
        if (level == levels.Count - 1)
            return expressions.Stored(map, levels[level], value, span);
        if (expressions.RangeAt(map, levels[level], span) is not { } range)
            return null;
        var inner = new Expr.Select(map, levels[level], range, span);
        return Stored(inner, levels, level + 1, value, span) is { } changed ? expressions.Stored(map, levels[level], changed, span) : null;
    }

    private bool Fits(Expr value, DataType type)
    {
        if (value.Type == type)
            return true;
        diagnostics.Report(DiagnosticCodes.TypeMismatch, value.Span, $"`{type}` is needed here, and this is `{value.Type}`", TypeAdvice.For(type, value.Type));
        return false;
    }

    /// <summary>Finds a variable that this body may change; null after reporting.</summary>
    private VariableSymbol? Changeable(Identifier name)
    {
        if (!scope.TryFind(name.Text, out Symbol? symbol))
        {
            diagnostics.Report(DiagnosticCodes.UnknownName, name.Span, $"`{name.Text}` is not declared", Spelling.Suggest(name.Text, scope.Names) ?? "declare it with var");
            return null;
        }

        if (symbol is VariableSymbol { Role: VariableRole.State } state && !current.Modifies.Contains(state))
        {
            diagnostics.Report(DiagnosticCodes.NotModifiable, name.Span, $"`{current.Name.Text}` does not declare that it changes `{name.Text}`",
                $"add `modifies {name.Text};` to its contract", new DiagnosticLabel(current.Name.Span, "the procedure"));
            return null;
        }

        if (symbol is VariableSymbol { Role: VariableRole.State or VariableRole.Local or VariableRole.Result } variable)
            return variable;
        if (symbol is not null)
        {
            diagnostics.Report(DiagnosticCodes.NotModifiable, name.Span,
                symbol is ConstantSymbol ? $"`{name.Text}` is a constant" : $"`{name.Text}` is a parameter, and parameters never change",
                "copy it into a local variable and change that", new DiagnosticLabel(symbol.DeclaredAt, "declared here"));
        }

        return null;
    }

    private Statement.Havoc? BindHavoc(StatementSyntax.Havoc havoc)
    {
        VariableSymbol?[] variables = [.. havoc.Names.Select(Changeable)];
        return Array.Exists(variables, v => v is null) ? null : new Statement.Havoc(variables.Select(v => v!).ToEquatable(), havoc.Span);
    }

    private Statement.Call? BindCall(StatementSyntax.Call call)
    {
        VariableSymbol?[] results = [.. call.Results.Select(Changeable)];
        Expr?[] arguments = [.. call.Arguments.Select(a => expressions.Bind(a, scope, VisibleStates.Two))];
        if (!procedures.TryGetValue(call.Procedure.Text, out OperationSignature? callee))
        {
            diagnostics.Report(DiagnosticCodes.UnknownName, call.Procedure.Span, $"the procedure `{call.Procedure.Text}` is not declared",
                Spelling.Suggest(call.Procedure.Text, procedures.Keys) ?? "declare it with procedure");
            return null;
        }

        if (!callee.IsComplete || Array.Exists(results, r => r is null) || Array.Exists(arguments, a => a is null))
            return null;
        bool fits = CountFits(call.Procedure, "argument(s)", callee.Parameters.Count, arguments.Length)
            && CountFits(call.Procedure, "result(s)", callee.Results.Count, results.Length);
        for (int i = 0; fits && i < arguments.Length; i++)
            fits &= Fits(arguments[i]!, callee.Parameters[i].Type);
        for (int i = 0; fits && i < results.Length; i++)
            fits &= Fits(new Expr.Reference(results[i]!, call.Results[i].Span), callee.Results[i].Type);
        foreach (VariableSymbol changed in callee.Modifies.Where(v => !current.Modifies.Contains(v)))
        {
            diagnostics.Report(DiagnosticCodes.NotModifiable, call.Span, $"`{callee.Name.Text}` changes `{changed.Name}`, and `{current.Name.Text}` does not declare that it does",
                $"add `modifies {changed.Name};` to the contract of `{current.Name.Text}`");
            fits = false;
        }

        return fits ? new Statement.Call(results.Select(r => r!).ToEquatable(), callee.Name.Text, arguments.Select(a => a!).ToEquatable(), call.Span) : null;
    }

    private bool CountFits(Identifier procedure, string what, int expected, int given)
    {
        if (expected == given)
            return true;
        diagnostics.Report(DiagnosticCodes.WrongArgumentCount, procedure.Span,
            string.Create(CultureInfo.InvariantCulture, $"`{procedure.Text}` has {expected} {what}, {given} given"), "follow the procedure's declaration");
        return false;
    }

    private Statement.If? BindIf(StatementSyntax.If @if)
    {
        Expr? condition = @if.Condition is null ? null : Condition(@if.Condition);
        EquatableArray<Statement> then = Bind(@if.Then);
        EquatableArray<Statement> otherwise = Bind(@if.Else);
        return condition is null && @if.Condition is not null ? null : new Statement.If(condition, then, otherwise, @if.Span);
    }

    private Statement.While? BindWhile(StatementSyntax.While loop)
    {
        Expr? condition = loop.Condition is null ? null : Condition(loop.Condition);
        var invariants = new List<Clause>();
        foreach (LoopInvariant invariant in loop.Invariants)
        {
            if (Condition(invariant.Condition) is { } bound)
                invariants.AddRange(Conjuncts.Of(bound).Select(c => new Clause(null, c, c.Span, invariant.IsFree)));
        }

        EquatableArray<Statement> body = Bind(loop.Body);
        return condition is null && loop.Condition is not null ? null : new Statement.While(condition, invariants.ToEquatable(), body, loop.Span);
    }
}
