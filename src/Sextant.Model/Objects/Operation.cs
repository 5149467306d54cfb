using Sextant.Model.Expressions;
using Sextant.Model.Statements;
using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>
/// Something that a replica does to its state. Others see it through its contract; the body, where there is one, is
/// proved to meet that contract.
/// </summary>
/// <param name="NameSpan">Where the name stands in the declaration.</param>
/// <param name="Modifies">The only state variables that it may change.</param>
/// <param name="Assumptions">Conditions on parameters, results and locals that hold by declaration (<c>where</c>).</param>
public sealed record Operation(
    string Name,
    SourceSpan NameSpan,
    EquatableArray<VariableSymbol> Parameters,
    EquatableArray<VariableSymbol> Results,
    EquatableArray<Clause> Requires,
    EquatableArray<Clause> Ensures,
    EquatableArray<VariableSymbol> Modifies,
    EquatableArray<VariableAssumption> Assumptions,
    OperationBody? Body)
{
    /// <summary>The parameters that a caller gives.</summary>
    public IEnumerable<VariableSymbol> Given => Parameters.Where(p => p.Role != VariableRole.Dot);

    /// <summary>The parameter that names the run, the last one, where the operation puts something in under that name.</summary>
    public VariableSymbol? Dot => Parameters.FirstOrDefault(p => p.Role == VariableRole.Dot);
}

public sealed record OperationBody(EquatableArray<VariableSymbol> Locals, EquatableArray<Statement> Statements, SourceSpan Span);

/// <summary>What a declaration promises of a variable whenever its value is not otherwise known.</summary>
public sealed record VariableAssumption(VariableSymbol Variable, Expr Condition);
