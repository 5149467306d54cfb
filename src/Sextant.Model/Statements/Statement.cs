using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Syntax.Text;

namespace Sextant.Model.Statements;

/// <summary>A well-typed statement of an operation's body.</summary>
public abstract record Statement(SourceSpan Span)
{
    /// <summary>All values are computed, then all targets change. An assignment to a map element is a store to the whole map.</summary>
    public sealed record Assign(EquatableArray<Assignment> Assignments, SourceSpan Span) : Statement(Span);

    public sealed record Havoc(EquatableArray<VariableSymbol> Variables, SourceSpan Span) : Statement(Span);

    public sealed record Assert(Expr Condition, SourceSpan Span) : Statement(Span);

    public sealed record Assume(Expr Condition, SourceSpan Span) : Statement(Span);

    public sealed record Call(EquatableArray<VariableSymbol> Results, string Operation, EquatableArray<Expr> Arguments, SourceSpan Span) : Statement(Span);

    /// <summary>A null condition lets either branch run.</summary>
    public sealed record If(Expr? Condition, EquatableArray<Statement> Then, EquatableArray<Statement> Else, SourceSpan Span) : Statement(Span);

    /// <summary>A null condition lets the loop end at any time.</summary>
    public sealed record While(Expr? Condition, EquatableArray<Clause> Invariants, EquatableArray<Statement> Body, SourceSpan Span) : Statement(Span);

    public sealed record Return(SourceSpan Span) : Statement(Span);
}

public sealed record Assignment(VariableSymbol Target, Expr Value);
