using Sextant.Model.Expressions;
using Sextant.Syntax.Text;

namespace Sextant.Model.Statements;

/// <summary>
/// A well-typed statement of a method, a proc or a client. Expressions are pure: whatever calls an object or a proc stands by
/// itself, before the statement that uses what it yields.
/// </summary>
public abstract record ProgramStatement(SourceSpan Span)
{
    /// <summary>An assignment to an element or a part is one to the whole variable.</summary>
    public sealed record Assign(VariableSymbol Target, Expr Value, SourceSpan Span) : ProgramStatement(Span);

    /// <summary>The run goes wrong here, with the message, where the condition does not hold.</summary>
    public sealed record Require(Expr Condition, string Message, SourceSpan Span) : ProgramStatement(Span);

    public sealed record If(Expr Condition, EquatableArray<ProgramStatement> Then, EquatableArray<ProgramStatement> Else, SourceSpan Span) : ProgramStatement(Span);

    /// <summary>
    /// Each round runs <paramref name="Before"/>, ends the loop where the condition does not hold, and runs the body and then
    /// <paramref name="After"/>, where <see cref="Continue"/> goes on.
    /// </summary>
    public sealed record Loop(EquatableArray<ProgramStatement> Before, Expr Condition, EquatableArray<ProgramStatement> Body,
        EquatableArray<ProgramStatement> After, SourceSpan Span) : ProgramStatement(Span);

    public sealed record Break(SourceSpan Span) : ProgramStatement(Span);

    public sealed record Continue(SourceSpan Span) : ProgramStatement(Span);

    /// <param name="Value">Of the routine's result type; the empty tuple where it yields nothing.</param>
    public sealed record Return(Expr Value, SourceSpan Span) : ProgramStatement(Span);

    public sealed record Operate(ObjectOperation Operation, SourceSpan Span) : ProgramStatement(Span);

    /// <summary>A proc of the same app runs as if its body stood here.</summary>
    public sealed record CallProc(VariableSymbol? Result, string Proc, EquatableArray<Expr> Arguments, SourceSpan Span) : ProgramStatement(Span);

    /// <summary>What a sketch leaves out; nobody can run it.</summary>
    public sealed record LeftOut(SourceSpan Span) : ProgramStatement(Span);
}

/// <summary>Something that a client does to an atomic object.</summary>
/// <param name="Object">The number of the object among all of the app.</param>
/// <param name="ObjectType">The name of the object's type, with its arguments: <c>DVec[string]</c>.</param>
/// <param name="Method">The method that is called; of a push the one whose result is used, or null where none is.</param>
/// <param name="Result">
/// Where the outcome goes: a value of <see cref="Types.DatatypeSymbol.Outcome"/>, or of the method's result where the
/// action goes on until it succeeds.
/// </param>
public sealed record ObjectOperation(ObjectAction Action, Expr Object, string ObjectType, string? Method, EquatableArray<Expr> Arguments, VariableSymbol? Result);

public enum ObjectAction
{
    /// <summary>Yields the state that was chosen, as a record of the object's fields.</summary>
    Pull,
    /// <summary>Yields the result of the call, as far as its caller knows.</summary>
    Invoke,
    /// <summary>Yields the result of the last method committed.</summary>
    Push,
    /// <summary><c>o.m()?</c></summary>
    AtMostOnce,
    /// <summary><c>o.m()+</c></summary>
    AtLeastOnce,
    /// <summary><c>o.m()!</c></summary>
    UntilDone,
}
