using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt.Ast;

/// <summary>Statements in braces.</summary>
public sealed record Block(SourceSpan Span, EquatableArray<StatementSyntax> Statements);

/// <summary>A statement as written.</summary>
public abstract record StatementSyntax(SourceSpan Span)
{
    /// <summary>
    /// <c>target := value;</c> The target is a <see cref="ExprSyntax.Name"/>, a <see cref="ExprSyntax.Member"/> or an
    /// <see cref="ExprSyntax.Index"/> of a target, or, with <c>:=</c> only, an <see cref="ExprSyntax.Tuple"/> of targets.
    /// </summary>
    public sealed record Assign(SourceSpan Span, ExprSyntax Target, AssignOperator Operator, ExprSyntax Value) : StatementSyntax(Span);

    /// <summary><c>local x : T := value;</c> declares a variable of the body; a type or a value may be left out, not both.</summary>
    public sealed record Local(SourceSpan Span, Identifier Name, TypeSyntax? Type, ExprSyntax? Value) : StatementSyntax(Span);

    /// <summary><c>o.m(a)!;</c> The expression is an <see cref="ExprSyntax.Call"/> or an <see cref="ExprSyntax.Retried"/>.</summary>
    public sealed record Invoke(SourceSpan Span, ExprSyntax Call) : StatementSyntax(Span);

    /// <summary><c>if (c) {...} else {...}</c>; <c>else if</c> is a lone <see cref="If"/> in the second block.</summary>
    public sealed record If(SourceSpan Span, ExprSyntax Condition, Block Then, Block? Else) : StatementSyntax(Span);

    public sealed record While(SourceSpan Span, ExprSyntax Condition, Block Body) : StatementSyntax(Span);

    /// <summary><c>do {...} while (c);</c></summary>
    public sealed record DoWhile(SourceSpan Span, Block Body, ExprSyntax Condition) : StatementSyntax(Span);

    /// <summary><c>for x in list {...}</c>, <c>for (a, b) in pairs {...}</c></summary>
    public sealed record ForEach(SourceSpan Span, Pattern Pattern, ExprSyntax Collection, Block Body) : StatementSyntax(Span);

    /// <summary><c>for i in low..high {...}</c>: <paramref name="High"/> excluded; afterwards the variable has the value that ended the loop.</summary>
    public sealed record ForRange(SourceSpan Span, Identifier Name, ExprSyntax Low, ExprSyntax High, Block Body) : StatementSyntax(Span);

    public sealed record Break(SourceSpan Span) : StatementSyntax(Span);

    public sealed record Continue(SourceSpan Span) : StatementSyntax(Span);

    public sealed record Return(SourceSpan Span, ExprSyntax? Value) : StatementSyntax(Span);

    /// <summary><c>...</c>: what a sketch leaves out. It can be read and formatted, not run or proved.</summary>
    public sealed record LeftOut(SourceSpan Span) : StatementSyntax(Span);
}

public enum AssignOperator
{
    /// <summary><c>:=</c>, also written <c>=</c>.</summary>
    Set,
    /// <summary><c>+=</c></summary>
    Add,
    /// <summary><c>-=</c></summary>
    Subtract,
}
