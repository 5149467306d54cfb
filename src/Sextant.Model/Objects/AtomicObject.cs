using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>
/// An atomic distributed object (Honoré, Kim, Shin, Shao, OOPSLA 2021): its state is what its methods make of the initial one,
/// in the order of the committed calls. A generic one is a type of its own for each choice of arguments.
/// </summary>
/// <param name="Name">With the arguments: <c>DVec[string]</c>.</param>
/// <param name="Fields">In the order of the text, which is that of the fields of a state.</param>
/// <param name="Caller">Holds the number of the node that calls, in methods.</param>
/// <param name="State">The type of its states: records of the fields.</param>
public sealed record AtomicObject(
    string Name,
    SourceSpan NameSpan,
    Theory Theory,
    EquatableArray<ProgramConstant> Constants,
    EquatableArray<ProgramField> Fields,
    VariableSymbol Caller,
    DataType.Datatype State,
    EquatableArray<Routine> Methods,
    EquatableArray<ProgramProperty> Properties,
    EquatableArray<Refinement> Refinements,
    SourceSpan? Linearizable)
{
    /// <summary>The method with this name, and its number.</summary>
    public Routine Method(string name, out int number)
    {
        number = Methods.ToList().FindIndex(m => m.Name == name);
        return Methods[number];
    }
}

/// <summary>A field of an atomic object's state, or of each client's state of an app, with what it begins with.</summary>
/// <param name="IsNatural">Whether it is declared a <c>nat</c>, which a run never makes negative.</param>
public sealed record ProgramField(VariableSymbol Symbol, Expr Initial, bool IsNatural);

/// <summary>A constant that programs may name; without a value only <c>bounds</c> gives it one.</summary>
public sealed record ProgramConstant(ConstantSymbol Symbol, Expr? Value);

/// <summary>
/// What is asked of the states that can be reached. In it stand the object's fields, or in an app the lists of
/// <see cref="DistributedApp.StatesOf"/> and the app's local fields.
/// </summary>
/// <param name="Kind">An invariant and <c>always</c> hold in every state, <c>sometimes</c> in one of them at least.</param>
public sealed record ProgramProperty(PropertyKind Kind, string? Name, Expr Condition, SourceSpan Span)
{
    /// <summary>Whether it speaks of the state before the last commit, by <c>old</c>.</summary>
    public bool ReadsBefore { get; } = ExprWalk.All(Condition).Any(e => e is Expr.Old);
}

/// <summary>A promise to behave as another atomic object does.</summary>
/// <param name="Relation">What relates the states of both, where <paramref name="AbstractState"/> is the other's; null where clients' histories are compared.</param>
public sealed record Refinement(AtomicObject Abstract, VariableSymbol? AbstractState, Expr? Relation, SourceSpan Span);

/// <summary>A size of the search, the number of objects in a family, or the value of a constant.</summary>
public sealed record SearchBound(string Name, long Value, SourceSpan Span)
{
    /// <summary>The largest number of what a search keeps in every state: of calls, of failures, crashes and restarts that are left.</summary>
    public const int MaxKept = 60;
}
