using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie.Ast;

/// <summary>
/// A top-level declaration of annotated Boogie (Leino, <i>This is Boogie 2</i>), with the <c>@</c> annotations
/// that stand above it and its <c>{:...}</c> attributes. <paramref name="Span"/> covers the whole declaration.
/// </summary>
public abstract record Declaration(SourceSpan Span, EquatableArray<Annotation> Annotations, EquatableArray<BoogieAttribute> Attributes)
{
    /// <summary><c>type C a b;</c> declares a constructor; it is uninterpreted.</summary>
    public sealed record TypeConstructor(SourceSpan Span, EquatableArray<Annotation> Annotations, EquatableArray<BoogieAttribute> Attributes,
        Identifier Name, EquatableArray<Identifier> Parameters) : Declaration(Span, Annotations, Attributes);

    /// <summary><c>type S a = T;</c></summary>
    public sealed record TypeSynonym(SourceSpan Span, EquatableArray<Annotation> Annotations, EquatableArray<BoogieAttribute> Attributes,
        Identifier Name, EquatableArray<Identifier> Parameters, TypeSyntax Definition) : Declaration(Span, Annotations, Attributes);

    /// <summary><c>const unique a, b: T;</c></summary>
    public sealed record Constants(SourceSpan Span, EquatableArray<Annotation> Annotations, EquatableArray<BoogieAttribute> Attributes,
        bool IsUnique, EquatableArray<Identifier> Names, TypeSyntax Type) : Declaration(Span, Annotations, Attributes);

    /// <summary><c>function f(x: T, U) returns (V) { body }</c>, or <c>function f(x: T): V;</c></summary>
    public sealed record Function(SourceSpan Span, EquatableArray<Annotation> Annotations, EquatableArray<BoogieAttribute> Attributes,
        Identifier Name, EquatableArray<FormalParameter> Parameters, FormalParameter Result, ExprSyntax? Body) : Declaration(Span, Annotations, Attributes);

    /// <summary><c>axiom e;</c></summary>
    public sealed record Axiom(SourceSpan Span, EquatableArray<Annotation> Annotations, EquatableArray<BoogieAttribute> Attributes,
        ExprSyntax Condition) : Declaration(Span, Annotations, Attributes);

    /// <summary><c>var x, y: T where e;</c></summary>
    public sealed record Variables(SourceSpan Span, EquatableArray<Annotation> Annotations, EquatableArray<BoogieAttribute> Attributes,
        EquatableArray<VariableGroup> Groups) : Declaration(Span, Annotations, Attributes);

    /// <summary><c>procedure P(x: T) returns (y: U) requires e; modifies z; ensures e; { locals statements }</c></summary>
    public sealed record Procedure(SourceSpan Span, EquatableArray<Annotation> Annotations, EquatableArray<BoogieAttribute> Attributes,
        Identifier Name, EquatableArray<VariableGroup> Parameters, EquatableArray<VariableGroup> Results,
        EquatableArray<ContractClause> Contract, ProcedureBody? Body) : Declaration(Span, Annotations, Attributes);
}

/// <summary><c>@invariant</c>, <c>@gteq</c> or <c>@merge</c>; <paramref name="Name"/> is without the sign.</summary>
public sealed record Annotation(SourceSpan Span, string Name);

/// <summary><c>{:name "text" or expression, ...}</c></summary>
public sealed record BoogieAttribute(SourceSpan Span, string Name, EquatableArray<AttributeArgument> Arguments);

public abstract record AttributeArgument(SourceSpan Span)
{
    public sealed record Text(SourceSpan Span, string Value) : AttributeArgument(Span);

    public sealed record Expression(SourceSpan Span, ExprSyntax Value) : AttributeArgument(Span);
}

public sealed record Identifier(SourceSpan Span, string Text);

/// <summary>A parameter or result of a function; its name may be left out, and is then null.</summary>
public sealed record FormalParameter(Identifier? Name, TypeSyntax Type)
{
    public EquatableArray<BoogieAttribute> Attributes { get; init; } = [];
}

/// <summary>Names that share a type: <c>x, y: T where e</c>.</summary>
public sealed record VariableGroup(EquatableArray<Identifier> Names, TypeSyntax Type, ExprSyntax? Where)
{
    /// <summary>What stands before the names of a parameter, or after <c>var</c> of a local.</summary>
    public EquatableArray<BoogieAttribute> Attributes { get; init; } = [];
}

public enum ContractKind
{
    Requires,
    Ensures,
}

/// <summary>One clause of a procedure's contract, in the order of the text.</summary>
public abstract record ContractClause(SourceSpan Span)
{
    /// <summary><c>free requires e;</c> A free clause is assumed by one side and checked by neither.</summary>
    public sealed record Condition(SourceSpan Span, ContractKind Kind, bool IsFree, ExprSyntax Expression) : ContractClause(Span)
    {
        public EquatableArray<BoogieAttribute> Attributes { get; init; } = [];
    }

    public sealed record Modifies(SourceSpan Span, EquatableArray<Identifier> Names) : ContractClause(Span);
}

public sealed record ProcedureBody(SourceSpan Span, EquatableArray<VariableGroup> Locals, EquatableArray<StatementSyntax> Statements);
