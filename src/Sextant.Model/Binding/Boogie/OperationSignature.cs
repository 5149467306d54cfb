using Sextant.Model.Expressions;
using Sextant.Syntax.Boogie.Ast;

namespace Sextant.Model.Binding.Boogie;

/// <summary>What callers and the body of a procedure need to know of it before any body is bound.</summary>
/// <param name="IsComplete">False when part of the declaration is wrong; calls are then not checked any further.</param>
internal sealed record OperationSignature(
    Identifier Name,
    EquatableArray<VariableSymbol> Parameters,
    EquatableArray<VariableSymbol> Results,
    EquatableArray<VariableSymbol> Modifies,
    Scope Scope,
    bool IsComplete);
