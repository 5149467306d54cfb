using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Binding.Boogie;

/// <summary>Binds the constants and the state variables of a file.</summary>
internal sealed class GlobalBinder(DiagnosticBag diagnostics, TypeBinder types)
{
    public Scope Scope { get; } = new();

    public List<ConstantSymbol> Constants { get; } = [];

    public List<VariableSymbol> State { get; } = [];

    /// <summary>Whether every declared state variable could be bound.</summary>
    public bool StateIsComplete { get; private set; } = true;

    public void DeclareAll(BoogieProgram program)
    {
        foreach (Declaration declaration in program.Declarations)
        {
            if (declaration is Declaration.Constants constants)
                DeclareConstants(constants);
            else if (declaration is Declaration.Variables variables)
                DeclareVariables(variables);
        }

        foreach (IGrouping<DataType, ConstantSymbol> unique in Constants.Where(c => c.IsUnique).GroupBy(c => c.Type))
            CheckRoom(unique.Key, [.. unique]);
    }

    /// <summary>Constants that cannot all differ contradict each other, and from a contradiction everything follows.</summary>
    private void CheckRoom(DataType type, ConstantSymbol[] unique)
    {
        if (Cardinality.Of(type) is not { } values || unique.Length <= values)
            return;
        ConstantSymbol first = unique[(int)values];
        diagnostics.Report(DiagnosticCodes.TooManyUnique, first.DeclaredAt, $"`{type}` has {values} value(s), and this is the unique constant number {(int)values + 1} of it");
    }

    public EquatableArray<VariableAssumption> BindAssumptions(BoogieProgram program, ExprBinder expressions)
    {
        var assumptions = new List<VariableAssumption>();
        foreach (VariableGroup group in program.Declarations.OfType<Declaration.Variables>().SelectMany(v => v.Groups))
        {
            if (group.Where is null || expressions.Bind(group.Where, DataType.Boolean, Scope, VisibleStates.One) is not { } condition)
                continue;
            assumptions.AddRange(State.Where(v => group.Names.Any(n => n.Span == v.DeclaredAt)).Select(v => new VariableAssumption(v, condition)));
        }

        return assumptions.ToEquatable();
    }

    private void DeclareConstants(Declaration.Constants declaration)
    {
        DataType? type = types.Bind(declaration.Type);
        foreach (Identifier name in declaration.Names)
        {
            if (type is null)
                Scope.DeclareBroken(name.Text);
            else if (TryDeclare(new ConstantSymbol(name.Text, name.Span, type, declaration.IsUnique)) is { } constant)
                Constants.Add(constant);
        }
    }

    private void DeclareVariables(Declaration.Variables declaration)
    {
        foreach (VariableGroup group in declaration.Groups)
        {
            DataType? type = types.Bind(group.Type);
            foreach (Identifier name in group.Names)
            {
                if (type is not null && TryDeclare(new VariableSymbol(name.Text, name.Span, type, VariableRole.State)) is { } variable)
                {
                    State.Add(variable);
                    continue;
                }

                Scope.DeclareBroken(name.Text);
                StateIsComplete = false;
            }
        }
    }

    private T? TryDeclare<T>(T symbol) where T : Symbol
    {
        if (Scope.Declare(symbol) is not { } earlier)
            return symbol;
        diagnostics.Report(DiagnosticCodes.DuplicateName, symbol.DeclaredAt, $"`{symbol.Name}` is declared twice", "rename or remove one of the two",
            new DiagnosticLabel(earlier.DeclaredAt, "first declared here"));
        return null;
    }
}
