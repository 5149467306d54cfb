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
    OperationBody? Body);

public sealed record OperationBody(EquatableArray<VariableSymbol> Locals, EquatableArray<Statement> Statements, SourceSpan Span);

/// <summary>What a declaration promises of a variable whenever its value is not otherwise known.</summary>
public sealed record VariableAssumption(VariableSymbol Variable, Expr Condition);
