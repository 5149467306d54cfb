using Sextant.Model.Expressions;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>A method of an atomic object, a proc of an app, or what a client does.</summary>
/// <param name="Parameters">They may be assigned to in the body, like locals.</param>
/// <param name="Locals">All other variables of the body, those included that hold what calls yield.</param>
/// <param name="Result">The type of what it yields; the empty tuple where that is nothing, an outcome where it may be <c>FAIL</c>.</param>
public sealed record Routine(
    string Name,
    SourceSpan NameSpan,
    EquatableArray<VariableSymbol> Parameters,
    EquatableArray<VariableSymbol> Locals,
    DataType Result,
    EquatableArray<ProgramStatement> Body,
    SourceSpan Span)
{
    /// <summary>What a routine yields that yields nothing.</summary>
    public static readonly DataType Nothing = new DataType.Datatype(DatatypeSymbol.Tuple(0), []);
}
