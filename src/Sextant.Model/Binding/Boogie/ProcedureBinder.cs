using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Binding.Boogie;

/// <summary>Binds procedures: first all signatures, so that bodies may call in any order, then contracts and bodies.</summary>
internal sealed class ProcedureBinder(DiagnosticBag diagnostics, TypeBinder types, ExprBinder expressions, Scope globals)
{
    private readonly Dictionary<string, OperationSignature> _signatures = new(StringComparer.Ordinal);
    private readonly List<(Declaration.Procedure Declaration, OperationSignature Signature)> _procedures = [];

    public void DeclareSignature(Declaration.Procedure procedure)
    {
        var scope = new Scope(globals);
        bool complete = true;
        EquatableArray<VariableSymbol> parameters = Declare(procedure.Parameters, VariableRole.Parameter, scope, ref complete);
        EquatableArray<VariableSymbol> results = Declare(procedure.Results, VariableRole.Result, scope, ref complete);
        EquatableArray<VariableSymbol> modifies = BindModifies(procedure, ref complete);
        var signature = new OperationSignature(procedure.Name, parameters, results, modifies, scope, complete);
        if (_signatures.TryAdd(procedure.Name.Text, signature))
            _procedures.Add((procedure, signature));
        else
            diagnostics.Report(DiagnosticCodes.DuplicateName, procedure.Name.Span, $"the procedure `{procedure.Name.Text}` is declared twice", "rename or remove one of the two",
                new DiagnosticLabel(_signatures[procedure.Name.Text].Name.Span, "first declared here"));
    }

    /// <summary>All operations in the order of the text, each with the declaration it comes from.</summary>
    public IReadOnlyList<(Declaration.Procedure Declaration, Operation Operation)> BindAll() =>
        [.. _procedures.Select(p => (p.Declaration, Bind(p.Declaration, p.Signature)))];

    private Operation Bind(Declaration.Procedure procedure, OperationSignature signature)
    {
        var requires = new List<Clause>();
        var ensures = new List<Clause>();
        foreach (ContractClause.Condition clause in procedure.Contract.OfType<ContractClause.Condition>())
        {
            bool isEnsures = clause.Kind == ContractKind.Ensures;
            Expr? condition = expressions.Bind(clause.Expression, DataType.Boolean, isEnsures ? signature.Scope : WithoutResults(signature), isEnsures ? VisibleStates.Two : VisibleStates.One);
            if (condition is not null)
                (isEnsures ? ensures : requires).AddRange(Conjuncts.Of(condition).Select(c => new Clause(null, c, c.Span, clause.IsFree)));
        }

        var assumptions = new List<VariableAssumption>();
        CollectAssumptions(procedure.Parameters, signature.Scope, assumptions);
        CollectAssumptions(procedure.Results, signature.Scope, assumptions);
        OperationBody? body = procedure.Body is null ? null : BindBody(procedure.Body, signature, assumptions);
        return new Operation(procedure.Name.Text, procedure.Name.Span, signature.Parameters, signature.Results,
            requires.ToEquatable(), ensures.ToEquatable(), signature.Modifies, assumptions.ToEquatable(), body);
    }

    private Scope WithoutResults(OperationSignature signature)
    {
        var scope = new Scope(globals);
        foreach (VariableSymbol parameter in signature.Parameters)
            scope.Declare(parameter);
        return signature.IsComplete ? scope : signature.Scope;
    }

    private OperationBody BindBody(ProcedureBody body, OperationSignature signature, List<VariableAssumption> assumptions)
    {
        var scope = new Scope(signature.Scope);
        bool complete = true;
        EquatableArray<VariableSymbol> locals = Declare(body.Locals, VariableRole.Local, scope, ref complete);
        CollectAssumptions(body.Locals, scope, assumptions);
        var statements = new StatementBinder(diagnostics, expressions, _signatures, signature, scope);
        return new OperationBody(locals, statements.Bind(body.Statements), body.Span);
    }

    private void CollectAssumptions(EquatableArray<VariableGroup> groups, Scope scope, List<VariableAssumption> assumptions)
    {
        foreach (VariableGroup group in groups)
        {
            if (group.Where is null || expressions.Bind(group.Where, DataType.Boolean, scope, VisibleStates.One) is not { } condition)
                continue;
            foreach (Identifier name in group.Names)
            {
                if (scope.TryFind(name.Text, out Symbol? symbol) && symbol is VariableSymbol variable)
                    assumptions.Add(new VariableAssumption(variable, condition));
            }
        }
    }

    private EquatableArray<VariableSymbol> Declare(EquatableArray<VariableGroup> groups, VariableRole role, Scope scope, ref bool complete)
    {
        var variables = new List<VariableSymbol>();
        foreach (VariableGroup group in groups)
        {
            DataType? type = types.Bind(group.Type);
            foreach (Identifier name in group.Names)
            {
                complete &= type is not null;
                if (type is null)
                    scope.DeclareBroken(name.Text);
                else
                    complete &= DeclareOne(new VariableSymbol(name.Text, name.Span, type, role), scope, variables);
            }
        }

        return variables.ToEquatable();
    }

    private bool DeclareOne(VariableSymbol variable, Scope scope, List<VariableSymbol> variables)
    {
        if (scope.Declare(variable) is { } earlier)
        {
            diagnostics.Report(DiagnosticCodes.DuplicateName, variable.DeclaredAt, $"`{variable.Name}` is declared twice here", "rename one of the two",
                new DiagnosticLabel(earlier.DeclaredAt, "first declared here"));
            return false;
        }

        variables.Add(variable);
        return true;
    }

    private EquatableArray<VariableSymbol> BindModifies(Declaration.Procedure procedure, ref bool complete)
    {
        var modifies = new List<VariableSymbol>();
        foreach (Identifier name in procedure.Contract.OfType<ContractClause.Modifies>().SelectMany(m => m.Names))
        {
            bool found = globals.TryFind(name.Text, out Symbol? symbol);
            if (symbol is VariableSymbol state)
            {
                if (!modifies.Contains(state))
                    modifies.Add(state);
                continue;
            }

            complete = false;
            if (!found && procedure.Parameters.Concat(procedure.Results).Any(g => g.Names.Any(n => n.Text == name.Text)))
                diagnostics.Report(DiagnosticCodes.WrongKindOfName, name.Span, $"`{name.Text}` belongs to the procedure, and only state variables are declared to change", "leave it out, or name a variable that is declared with var");
            else if (!found)
                diagnostics.Report(DiagnosticCodes.UnknownName, name.Span, $"`{name.Text}` is not declared", Spelling.Suggest(name.Text, globals.Names) ?? "name a variable that is declared with var");
            else if (symbol is not null)
                diagnostics.Report(DiagnosticCodes.WrongKindOfName, name.Span, $"`{name.Text}` is a constant and never changes", "name a variable that is declared with var",
                    new DiagnosticLabel(symbol.DeclaredAt, "declared here"));
        }

        return modifies.ToEquatable();
    }
}
