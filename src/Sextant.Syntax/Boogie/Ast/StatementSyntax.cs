using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie.Ast;

/// <summary>A statement as written.</summary>
public abstract record StatementSyntax(SourceSpan Span)
{
    /// <summary>What stands between the keyword (or <c>:=</c>) and the rest: <c>assume {:reason "..."} e;</c></summary>
    public EquatableArray<BoogieAttribute> Attributes { get; init; } = [];

    /// <summary><c>x, m[i][j] := e, f;</c> As many targets as values.</summary>
    public sealed record Assign(SourceSpan Span, EquatableArray<AssignmentTarget> Targets, EquatableArray<ExprSyntax> Values) : StatementSyntax(Span);

    public sealed record Havoc(SourceSpan Span, EquatableArray<Identifier> Names) : StatementSyntax(Span);

    public sealed record Assert(SourceSpan Span, ExprSyntax Condition) : StatementSyntax(Span);

    public sealed record Assume(SourceSpan Span, ExprSyntax Condition) : StatementSyntax(Span);

    /// <summary><c>call x, y := P(a, b);</c></summary>
    public sealed record Call(SourceSpan Span, EquatableArray<Identifier> Results, Identifier Procedure, EquatableArray<ExprSyntax> Arguments) : StatementSyntax(Span);

    /// <summary><c>if (c) {...} else if ... else {...}</c>; a null condition is <c>*</c>, either way.</summary>
    public sealed record If(SourceSpan Span, ExprSyntax? Condition, EquatableArray<StatementSyntax> Then, EquatableArray<StatementSyntax> Else) : StatementSyntax(Span);

    /// <summary><c>while (c) invariant e; {...}</c>; a null condition is <c>*</c>.</summary>
    public sealed record While(SourceSpan Span, ExprSyntax? Condition, EquatableArray<LoopInvariant> Invariants, EquatableArray<StatementSyntax> Body) : StatementSyntax(Span);

    public sealed record Return(SourceSpan Span) : StatementSyntax(Span);
}

/// <summary>A variable with the index lists applied to it: <c>m[i, j][k]</c> has two.</summary>
public sealed record AssignmentTarget(SourceSpan Span, Identifier Variable, EquatableArray<EquatableArray<ExprSyntax>> Indices);

public sealed record LoopInvariant(SourceSpan Span, bool IsFree, ExprSyntax Condition)
{
    public EquatableArray<BoogieAttribute> Attributes { get; init; } = [];
}
