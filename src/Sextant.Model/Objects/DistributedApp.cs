using Sextant.Model.Expressions;
using Sextant.Model.Statements;
using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>
/// Procs over atomic objects, and clients that call them. An atomic object with clients of its own is the app of one
/// object, <c>this</c>, without procs.
/// </summary>
/// <param name="ObjectTypes">Those of the parameters, each once.</param>
/// <param name="StatesOf">
/// For each of <paramref name="ObjectTypes"/> the variable by which properties read the committed states: a list at the
/// numbers of the objects of that type.
/// </param>
/// <param name="Locals">The fields of each client.</param>
/// <param name="ClientFields">The variable by which properties read the fields of all clients: a map from their nodes to records of the fields.</param>
/// <param name="Node">Holds the number of the client's node.</param>
public sealed record DistributedApp(
    string Name,
    SourceSpan NameSpan,
    SourceText Source,
    Theory Theory,
    EquatableArray<ProgramConstant> Constants,
    EquatableArray<AtomicObject> ObjectTypes,
    EquatableArray<VariableSymbol> StatesOf,
    EquatableArray<AppParameter> Objects,
    EquatableArray<ProgramField> Locals,
    VariableSymbol ClientFields,
    VariableSymbol Node,
    EquatableArray<Routine> Procs,
    EquatableArray<Client> Clients,
    EquatableArray<ProgramProperty> Properties,
    EquatableArray<Refinement> Refinements,
    SourceSpan? Linearizable,
    EquatableArray<SearchBound> Bounds);

/// <summary>An object of an app, or a family of them, which are numbered one after the other in the order of the text.</summary>
/// <param name="Number">The constant that denotes the number of the object, or a list of those of the family.</param>
/// <param name="Count">Null for a single object; for a family the name of the bound that says how many, or a number.</param>
public sealed record AppParameter(string Name, SourceSpan NameSpan, string ObjectType, ConstantSymbol Number, FamilyCount? Count);

/// <summary>How many objects a family has: a number, or the constant that a bound gives a value.</summary>
public sealed record FamilyCount(int? Number, ConstantSymbol? Name);

/// <summary>Who calls what.</summary>
/// <param name="Count">How many clients do so; null for one.</param>
public sealed record Client(Routine Body, Expr? Count);
