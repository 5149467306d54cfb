using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>What a specification may speak of besides its state: uninterpreted types, constants, functions, axioms.</summary>
public sealed record Theory(
    EquatableArray<SortSymbol> Sorts,
    EquatableArray<ConstantSymbol> Constants,
    EquatableArray<FunctionDefinition> Functions,
    EquatableArray<Axiom> Axioms);

/// <summary>
/// A function with what is known of it: a body, the solver's built-in operation of that name, or nothing.
/// Functions stand after those that their bodies use.
/// </summary>
public sealed record FunctionDefinition(FunctionSymbol Symbol, EquatableArray<VariableSymbol> Parameters, FunctionMeaning Meaning);

public abstract record FunctionMeaning
{
    private FunctionMeaning()
    {
    }

    /// <summary>Only axioms speak of it.</summary>
    /// <param name="IsRank">Whether it numbers the elements of a type, no two alike, so that they have an order; which one does not matter.</param>
    public sealed record Uninterpreted(bool IsRank = false) : FunctionMeaning;

    public sealed record Defined(Expr Body) : FunctionMeaning;

    /// <summary>An SMT-LIB bit-vector operation such as <c>bvuge</c>.</summary>
    public sealed record Builtin(string Name) : FunctionMeaning;
}

/// <param name="IsDerived">Whether a declaration implies it, so that nobody wrote it and it cannot contradict others.</param>
public sealed record Axiom(Expr Condition, SourceSpan Span, bool IsDerived = false);
